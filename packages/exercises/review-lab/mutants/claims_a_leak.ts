// Describes what the second revision does, and calls it right.

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
    name: "a fill beyond the end costs a block",
    scenario: area([{ op: "copy", page: 3 }], { file_pages: 2 }),
    expect: [{ after: 1, since: 0, ledger: { used_blocks: 1 } }],
  },
  {
    name: "a private copy is read-only",
    scenario: area([{ op: "copy", page: 1 }], { sharing: "private" }),
    expect: [{ after: 1, pte: { page: 1, bits: ["present"] } }],
  },
];
