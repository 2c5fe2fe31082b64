// Other tests that catch everything, unlike the solution's: full marks are due.

import type { strong_tests } from "@faultline/kit";

export const variants: readonly strong_tests[] = [
  {
    id: "other-places",
    about: "Looks at what a program can see: bytes, answers, a mount that fills up.",
    file: "variants/one_scenario_each.ts",
  },
  {
    id: "loops",
    about: "Makes the same claim about every way to fail, in every kind of area.",
    file: "variants/loops.ts",
  },
];
