// Everything works, and that is what is tested.

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
    name: "a copy arrives",
    scenario: area([
      { op: "copy", page: 1, byte: 0x5a },
      { op: "file_read", page: 1 },
    ]),
    expect: [
      { after: 1, result: { ret: 0, copy: 4096 } },
      { after: 2, result: { ret: 4096, v: [0x5a] } },
      { after: 2, since: 0, ledger: { used_blocks: 1, alloced: 1, i_blocks: 8, nrpages: 1 } },
    ],
  },
  {
    name: "a page of zeros arrives",
    scenario: area([
      { op: "zeropage", page: 0 },
      { op: "read", page: 0 },
    ]),
    expect: [{ after: 2, result: { a: "ok", v: 0 } }],
  },
  {
    name: "a copy whose source must be fetched arrives",
    scenario: area([{ op: "copy", page: 1, src: "nonresident" }]),
    expect: [
      { after: 1, result: { ret: 0 } },
      { after: "end", log: "none" },
    ],
  },
];
