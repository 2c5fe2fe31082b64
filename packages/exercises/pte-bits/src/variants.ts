// Right versions that do not look like the solution. Whoever grades must give each of them full marks.

import type { variant } from "@faultline/kit";

export const variants: readonly variant[] = [
  {
    id: "nested-questions",
    about: "Asks one question inside the other, and returns at each leaf.",
    file: "variants/nested.ts",
  },
  {
    id: "table",
    about: "The truth table, written down as a table.",
    file: "variants/table.ts",
  },
  {
    id: "arithmetic",
    about: "Adds the bits up as numbers, and calls no function of the kernel.",
    file: "variants/arithmetic.ts",
  },
  {
    id: "marks",
    about: "Puts the marks that are due into a list and applies them one after the other.",
    file: "variants/marks.ts",
  },
  {
    id: "three-helpers",
    about: "A function for each question, and the bits in another order.",
    file: "variants/helpers.ts",
  },
  {
    id: "case-by-case",
    about: "A switch over the kinds of pages.",
    file: "variants/cases.ts",
  },
];
