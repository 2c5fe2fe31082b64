// Right about the leak, but also insists on a mark that the pte makes unnecessary.

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
    name: "a new page is marked as dirty",
    scenario: area([{ op: "copy", page: 1 }]),
    expect: [{ after: 1, cached: { index: 1, page: { has: ["dirty"] } } }],
  },
];
