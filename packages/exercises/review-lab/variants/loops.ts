// Tests made by loops: every way to fail, in every kind of area, with one and the same claim about what is left.

import type { review_test } from "@faultline/kit";

type scenario = review_test["scenario"];
type op = scenario["ops"][number];
type region = scenario["region"];

const kinds: Readonly<Record<string, Partial<region>>> = {
  writable: {},
  "read-only": { prot: "r" },
  locked: { mlocked: "onfault" },
};

const failures: Readonly<Record<string, readonly op[]>> = {
  "beyond the end": [{ op: "copy", page: 3 }],
  "at a full control group": [{ op: "copy", page: 1, fail: { mem_cgroup_charge: [true] } }],
  "without memory": [{ op: "copy", page: 1, fail: { shmem_alloc_page: [true] } }],
  "from nowhere": [{ op: "copy", page: 1, src: "unmapped" }],
  "of a file that is cut": [
    {
      op: "copy",
      page: 1,
      rivals: [{ at: "pte_offset_map_lock", do: { op: "ftruncate", pages: 1 } }],
    },
  ],
  "of a mount that fills up": [
    {
      op: "copy",
      page: 1,
      src: "nonresident",
      rivals: [{ at: "shmem_inode_unacct_blocks", when: "after", do: { op: "fill_fs" } }],
    },
    { op: "drain_fs" },
  ],
};

const area = (ops: readonly op[], more: Partial<region>): scenario => ({
  region: {
    pages: 4,
    backing: "shmem",
    sharing: "shared",
    prot: "rw",
    file_pages: 2,
    fs_limit_pages: 16,
    ...more,
  },
  register: ["missing", "minor"],
  features: ["sigbus"],
  ops,
});

const untouched: review_test[] = [];
for (const [failure, ops] of Object.entries(failures))
  for (const [kind, more] of Object.entries(kinds))
    untouched.push({
      name: `a fill ${failure} leaves a ${kind} area as it was`,
      scenario: area(ops, more),
      expect: [
        {
          after: ops.length,
          since: 0,
          ledger: {
            used_blocks: 0,
            Committed_AS: 0,
            alloced: 0,
            i_blocks: 0,
            nrpages: 0,
            NR_SHMEM: 0,
            NR_FILE_PAGES: 0,
            pages: 0,
          },
        },
        { after: "end", log: "none" },
      ],
    });

const bits: Readonly<Record<"rw" | "r", readonly ("present" | "write" | "dirty")[]>> = {
  rw: ["present", "write", "dirty"],
  r: ["present", "dirty"],
};

const own: review_test[] = (["rw", "r"] as const).map((prot) => ({
  name: `a private copy is the program's own (${prot})`,
  scenario: area([{ op: "copy", page: 0 }], { sharing: "private", prot }),
  expect: [
    { after: 1, pte: { page: 0, bits: bits[prot] } },
    { after: 1, mapped: { page: 0, is: { mapping: "anon", byte: 0xa5 } } },
    { after: 1, since: 0, rss: { MM_ANONPAGES: 1 } },
  ],
}));

const others: review_test[] = [
  {
    name: "a hole that is looked at stays clean",
    scenario: area(
      [
        { op: "map2_read", page: 1 },
        { op: "continue", page: 1 },
      ],
      { map2: true, prot: "r" },
    ),
    expect: [{ after: 2, cached: { index: 1, page: { lacks: ["dirty"] } } }],
  },
  {
    name: "a locked page is counted",
    scenario: area([{ op: "copy", page: 1 }], { mlocked: "onfault" }),
    expect: [{ after: 1, vmstat: { NR_MLOCK: 1 } }],
  },
];

export const tests = [...untouched, ...own, ...others];
