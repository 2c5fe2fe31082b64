// Wrong versions of the fill, each a belief that somebody could hold. Edits are to solution.ts; the patch as posted is whole.

import type { mutant } from "@faultline/kit";
import { answer_mutants } from "./mutants/answers.ts";
import { book_mutants } from "./mutants/books.ts";
import { flag_mutants } from "./mutants/flags.ts";
import { handover_mutants } from "./mutants/handover.ts";
import { page_mutants } from "./mutants/pages.ts";
import { payment_mutants } from "./mutants/payments.ts";
import { posted_mutants } from "./mutants/posted.ts";
import { race_mutants } from "./mutants/races.ts";

export const mutants: readonly mutant[] = [
  ...posted_mutants,
  ...payment_mutants,
  ...book_mutants,
  ...handover_mutants,
  ...flag_mutants,
  ...page_mutants,
  ...answer_mutants,
  ...race_mutants,
];
