// Wrong versions of the installer, each a belief that somebody could hold. Edits are to solution.ts.

import { ids, type mutant } from "@faultline/kit";
import { bit_mutants } from "./mutants/bits.ts";
import { book_mutants } from "./mutants/books.ts";
import { refusal_mutants } from "./mutants/refusals.ts";

export const mutants: readonly mutant[] = [
  {
    id: "v2-as-posted",
    belief: "Whether a page belongs to a file can be seen from the area that it is mapped into.",
    origin: "second revision of April 2021, with its own fill",
    review: {
      by: "Hugh Dickins",
      on: "2021-04-16",
      said: "He went through five kinds of fill one by one: the installer asks the area what the page is, where only the page can tell.",
    },
    killed_by: ids(`
      anonymous-counts-as-anonymous new-writable new-protected-over-a-file new-readonly
      own-page-written-without-a-fault private-copy-counts-as-anonymous locked-area
      locked-shared-area new-page-becomes-anonymous clean-page-stays-clean
      refused-page-is-clean
    `),
    file: "../../../examples/submissions/v2-as-posted.ts",
  },
  ...refusal_mutants,
  ...bit_mutants,
  ...book_mutants,
];
