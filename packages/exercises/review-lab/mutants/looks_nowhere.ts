// Makes the right things happen, and looks at nothing but the result.

import type { review_test } from "@faultline/kit";

type scenario = review_test["scenario"];

const area = (ops: scenario["ops"], region: Partial<scenario["region"]> = {}): scenario => ({
  region: {
    pages: 4,
    backing: "shmem",
    sharing: "shared",
    prot: "rw",
    file_pages: 4,
    fs_limit_pages: 16,
    ...region,
  },
  register: ["missing"],
  features: ["sigbus"],
  ops,
});

export const tests: readonly review_test[] = [
  {
    name: "a fill beyond the end is refused",
    scenario: area([{ op: "copy", page: 3 }], { file_pages: 2 }),
    expect: [{ after: 1, result: { ret: -1, err: "EFAULT" } }],
  },
  {
    name: "a fill of a page that is there is refused",
    scenario: area([
      { op: "file_write", page: 1 },
      { op: "copy", page: 1 },
    ]),
    expect: [{ after: 2, result: { ret: -1, err: "EEXIST" } }],
  },
  {
    name: "a file that is cut meanwhile refuses",
    scenario: area([
      {
        op: "copy",
        page: 1,
        rivals: [{ at: "pte_offset_map_lock", do: { op: "ftruncate", pages: 1 } }],
      },
    ]),
    expect: [
      { after: 1, result: { err: "EFAULT" } },
      { after: 1, alive: true },
    ],
  },
];
