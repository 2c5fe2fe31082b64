// Races by schedule: the moments are those of one version.

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
    name: "a file that is cut meanwhile",
    scenario: area([
      {
        op: "copy",
        page: 1,
        race: { rivals: [{ op: "ftruncate", pages: 1 }], schedule: "9a" },
      },
    ]),
    expect: [{ after: 1, cached: { index: 1, page: null } }],
  },
];
