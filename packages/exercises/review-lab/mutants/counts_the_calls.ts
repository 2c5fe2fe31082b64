// Right about the leak, but one scenario depends on how often a version looks at the size of the file.

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
    name: "a fill beyond the end costs no block",
    scenario: area([{ op: "copy", page: 3 }], { file_pages: 2 }),
    expect: [{ after: 1, since: 0, ledger: { used_blocks: 0 } }],
  },
  {
    name: "a fill of a page that is there costs no block",
    scenario: area([
      { op: "file_write", page: 1 },
      { op: "copy", page: 1 },
    ]),
    expect: [{ after: 2, since: 1, ledger: { used_blocks: 0 } }],
  },
  {
    name: "a file that is cut before the second look refuses",
    scenario: area([
      {
        op: "copy",
        page: 1,
        rivals: [{ at: "i_size_read", nth: 2, do: { op: "ftruncate", pages: 1 } }],
      },
    ]),
    expect: [
      { after: 1, result: { err: "EFAULT" } },
      { after: 1, cached: { index: 1, page: null } },
    ],
  },
];
