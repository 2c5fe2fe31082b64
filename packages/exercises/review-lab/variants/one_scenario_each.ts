// Fewer claims and other places to look: the bytes of the file, the log at the end, a mount that fills up.

import type { claim, review_test } from "@faultline/kit";

type scenario = review_test["scenario"];
type op = scenario["ops"][number];
type region = scenario["region"];

const tmpfs = (ops: readonly op[], more: Partial<region> = {}): scenario => ({
  region: {
    pages: 4,
    backing: "shmem",
    sharing: "shared",
    prot: "rw",
    file_pages: 2,
    fs_limit_pages: 3,
    ...more,
  },
  register: ["missing", "minor"],
  features: ["sigbus"],
  ops,
});

const test = (name: string, scenario: scenario, ...expect: claim[]): review_test => ({
  name,
  scenario,
  expect,
});

const refused: op = { op: "copy", page: 3 };
const taken: op = { op: "copy", page: 0 };

export const tests = [
  test(
    "three refusals do not fill a mount of three blocks",
    tmpfs([refused, refused, refused, { op: "copy", page: 0 }]),
    { after: 4, result: { ret: 0, copy: 4096 } },
  ),
  test(
    "being too late three times does not fill it either",
    tmpfs([{ op: "file_write", page: 0 }, taken, taken, taken, { op: "copy", page: 1 }]),
    { after: 5, result: { ret: 0, copy: 4096 } },
  ),
  test(
    "a file that was cut and has grown again has zeros",
    tmpfs([
      {
        op: "copy",
        page: 1,
        rivals: [{ at: "pte_offset_map_lock", do: { op: "ftruncate", pages: 1 } }],
      },
      { op: "ftruncate", pages: 2 },
      { op: "file_read", page: 1 },
    ]),
    { after: 3, result: { v: [0] } },
  ),
  test(
    "the books of a file that was cut meanwhile are those of an empty file",
    tmpfs([
      {
        op: "copy",
        page: 1,
        rivals: [{ at: "pte_offset_map_lock", do: { op: "ftruncate", pages: 0 } }],
      },
    ]),
    { after: 1, ledger: { used_blocks: 0, alloced: 0, i_blocks: 0 } },
  ),
  test(
    "nobody complains of a page that had to go",
    tmpfs(
      [
        {
          op: "copy",
          page: 1,
          rivals: [{ at: "mcopy_atomic_install_pte", do: { op: "ftruncate", pages: 1 } }],
        },
      ],
      { prot: "r" },
    ),
    { after: 1, log: "none" },
  ),
  test(
    "a mount that is full at the second round leaves no page behind",
    tmpfs([
      {
        op: "copy",
        page: 1,
        src: "nonresident",
        rivals: [{ at: "shmem_inode_unacct_blocks", when: "after", do: { op: "fill_fs" } }],
      },
      { op: "drain_fs" },
    ]),
    { after: 2, alive: true },
    { after: 2, since: 0, ledger: { pages: 0, used_blocks: 0 } },
  ),
  test(
    "the program writes to its private copy at once",
    tmpfs(
      [
        { op: "copy", page: 1 },
        { op: "write", page: 1 },
      ],
      { sharing: "private" },
    ),
    { after: 2, result: { a: "ok", flt: 0 } },
    { after: 1, rss: { MM_FILEPAGES: 0 } },
    { after: 1, since: 0, vmstat: { NR_FILE_MAPPED: 0, NR_ANON_MAPPED: 1 } },
    { after: "end", log: "none" },
  ),
  test(
    "a private copy has data to lose, whoever may write",
    tmpfs([{ op: "copy", page: 0 }], { sharing: "private", prot: "r" }),
    { after: 1, pte: { page: 0, bits: ["dirty", "present"] } },
  ),
  test(
    "who looks at a hole changes nothing",
    tmpfs(
      [
        { op: "map2_read", page: 0 },
        { op: "continue", page: 0 },
        { op: "reclaim", page: 0 },
      ],
      { prot: "r", map2: true },
    ),
    { after: 2, mapped: { page: 0, is: { lacks: ["dirty"], mapping: "file" } } },
  ),
  test(
    "reclaim keeps off a page of a locked area",
    tmpfs([{ op: "copy", page: 0 }], { mlocked: "onfault" }),
    { after: 1, mapped: { page: 0, is: { has: ["unevictable", "mlocked"] } } },
  ),
];
