// Rules of the release that the cross product does not reach: for each, a scenario in which nothing else matters.

import type { op, region, run, scenario } from "../../src/index.ts";
import type { rule } from "./release_reasons.ts";

export const shared: region = { pages: 2, backing: "shmem", sharing: "shared", prot: "rw" };
const private_file: region = { ...shared, sharing: "private", map2: true };
const anon: region = { pages: 2, backing: "anon", sharing: "private", prot: "rw" };

const sigbus = ["sigbus"] as const;
export const missing = (region: region, ...ops: op[]): scenario => {
  return { region, register: ["missing"], features: sigbus, ops };
};
const minor = (region: region, ...ops: op[]): scenario => {
  return { region, register: ["minor"], features: sigbus, ops };
};
const protected_anon = (features: scenario["features"], ...ops: op[]): scenario => {
  return { region: anon, register: ["wp"], features: [...sigbus, ...(features ?? [])], ops };
};

const last = (run: run) => run.steps.at(-1);
const returned = (run: run): unknown => last(run)?.r;
const vma = (run: run): unknown => last(run)?.seen?.vma[0];
const first_page = (run: run): unknown => last(run)?.seen?.pg[0];

/** `said`: what 6.18 says, what it says with that one rule of 5.14, and what 5.14 says. */
export type row = readonly [
  rule: rule,
  what: string,
  scenario: scenario,
  look: (run: run) => unknown,
  said: readonly [later: unknown, with_rule: unknown, earlier: unknown],
];

const efault = { ret: -1, err: "EFAULT" };
const einval = { ret: -1, err: "EINVAL" };

export const rows: readonly row[] = [
  [
    "dirty_always",
    "a page that CONTINUE only lets read is clean",
    minor(private_file, { op: "map2_read" }, { op: "continue" }),
    vma,
    [
      [0, 2, "rd wr mr mw ac ui", 1, 0, 1, 0, 0, 0],
      [0, 2, "rd wr mr mw ac ui", 1, 1, 0, 0, 0, 0],
      [0, 2, "rd wr mr mw ac ui", 1, 1, 0, 0, 0, 0],
    ],
  ],
  [
    "continue_clears_fallocated",
    "a page that is only reserved cannot be continued with",
    minor(shared, { op: "falloc" }, { op: "continue" }),
    returned,
    [
      { ret: 0, mapped: 4096 },
      { ...efault, mapped: -14 },
      { ...efault, mapped: -14 },
    ],
  ],
  [
    "copy_checks_src_range",
    "a source that no program can have is tried, and is unreadable",
    missing(shared, { op: "copy", src_raw: "800000000000" }),
    returned,
    [
      { ...einval, copy: null },
      { ...efault, copy: -14 },
      { ...efault, copy: -14 },
    ],
  ],
  [
    "eagain_writes_out",
    "COPY says nothing in its out field while an event waits to be read",
    {
      ...missing(shared, { op: "bg", kind: "remove" }, { op: "copy" }),
      features: ["sigbus", "event_remove"],
    },
    returned,
    [
      { ret: -1, err: "EAGAIN", copy: -11 },
      { ret: -1, err: "EAGAIN", copy: null },
      { ret: -1, err: "EAGAIN", copy: null },
    ],
  ],
  [
    "changes_counted",
    "of two events that wait to be read, the first that is read lets fills go on",
    {
      ...missing(
        shared,
        { op: "bg", kind: "remove" },
        { op: "dontneed", page: 1 },
        { op: "event" },
        { op: "copy" },
      ),
      features: ["sigbus", "event_remove"],
    },
    returned,
    [
      { ret: -1, err: "EAGAIN", copy: -11 },
      { ret: 0, copy: 4096 },
      { ret: 0, copy: 4096 },
    ],
  ],
  [
    "register_hole_is_einval",
    "where nothing at all is mapped from the start on, REGISTER misses memory",
    missing(shared, { op: "register", mode: ["missing"], addr_raw: "700000000000" }),
    returned,
    [
      { ...einval, ioctls: null },
      { ret: -1, err: "ENOMEM", ioctls: null },
      { ret: -1, err: "ENOMEM", ioctls: null },
    ],
  ],
  [
    "unregister_own_only",
    "one userfaultfd can end the watch of another",
    {
      region: shared,
      features: sigbus,
      ops: [{ op: "register", mode: ["missing"], other: true }, { op: "unregister" }],
    },
    (run) => [returned(run), vma(run)],
    [
      [einval, [0, 1, "rd wr sh mr mw um", 0, 0, 0, 0, 0, 0]],
      [{ ret: 0 }, [0, 2, "rd wr sh mr mw", 0, 0, 0, 0, 0, 0]],
      [{ ret: 0 }, [0, 2, "rd wr sh mr mw", 0, 0, 0, 0, 0, 0]],
    ],
  ],
  [
    "unregister_resets_wp",
    "a page stays marked as protected after UNREGISTER, though nobody asks any more",
    protected_anon([], { op: "write" }, { op: "writeprotect", mode: ["wp"] }, { op: "unregister" }),
    first_page,
    ["PX|uLMasx|1|a500", "PXW|uLMasx|1|a500", "PXW|uLMasx|1|a500"],
  ],
  [
    "second_api_zeroes",
    "a second UFFDIO_API gets its structure back as it was",
    missing(shared, { op: "api" }),
    returned,
    [
      { ...einval, api: 0, features: "0x0", ioctls: "0x0" },
      { ...einval, api: 170, features: "0x0", ioctls: "0x0" },
      { ...einval, api: 170, features: "0x0", ioctls: "0x0" },
    ],
  ],
  [
    "mmap_min_addr",
    "the first pages of an address space are nobody's, by a setting of the machine",
    missing(shared, { op: "zeropage", addr_raw: "1000" }),
    returned,
    [
      { ret: -1, err: "ENOENT", zeropage: -2 },
      { ...einval, zeropage: null },
      { ...einval, zeropage: null },
    ],
  ],
  [
    "sealed_maps_for_reading",
    "a file that is sealed against writing cannot be mapped shared, not even to be read",
    { region: { ...shared, backing: "memfd", prot: "r", seals: ["write"] }, ops: [] },
    (run) => run.steps[0]?.r,
    [{ mmap: "ok", api: "ok" }, { mmap: "EPERM" }, { mmap: "EPERM" }],
  ],
  [
    "mprotect_makes_writable",
    "a private page takes a fault to become writable again",
    {
      region: anon,
      ops: [
        { op: "write" },
        { op: "mprotect", prot: "r" },
        { op: "mprotect", prot: "rw" },
        { op: "write" },
      ],
    },
    returned,
    [
      { a: "ok", flt: 0 },
      { a: "ok", flt: 1 },
      { a: "ok", flt: 1 },
    ],
  ],
  [
    "uffd_wp_clears_write",
    "(only beside later rules) a marked pte may be writable, and then protects nothing",
    protected_anon(["wp_unpopulated"], { op: "writeprotect", mode: ["wp"] }, { op: "write" }),
    returned,
    [
      { a: "sigbus", code: "adrerr" },
      { a: "ok", flt: 1 },
      { a: "ok", flt: 1 },
    ],
  ],
  [
    "anon_vma_before_range",
    "(only beside later rules) a fill that is refused leaves no trace, so the memory counts as untouched",
    missing(anon, { op: "copy", n: 3 }, { op: "mprotect", n: 2, prot: "r" }),
    vma,
    [
      [0, 2, "rd mr mw ac um", 0, 0, 0, 0, 0, 0],
      [0, 2, "rd mr mw um", 0, 0, 0, 0, 0, 0],
      [0, 2, "rd mr mw ac um", 0, 0, 0, 0, 0, 0],
    ],
  ],
];
