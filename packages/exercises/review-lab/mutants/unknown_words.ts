// Good ideas in words that there are not.

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

export const tests = [
  {
    name: "a block comes back",
    scenario: area([{ op: "copy", page: 3 }], { file_pages: 2 }),
    expect: [{ after: 1, ledger: { blocks: 0 } }],
  },
  {
    name: "a page goes",
    scenario: area([{ op: "copy", page: 3 }], { file_pages: 2 }),
    expect: [{ after: 2, cached: { index: 3, page: null } }],
  },
  {
    name: "a fill",
    scenario: { ...area([]), ops: [{ op: "fill", page: 1 }] },
    expect: [{ after: 1, result: { ret: 0 }, log: "none" }],
  },
  {
    name: "a page goes",
    scenario: area([{ op: "copy", page: 3 }]),
  },
];
