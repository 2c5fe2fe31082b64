// Wrong versions of the fill, each a belief that somebody could hold. Edits are to solution.ts; the patch as posted is whole.

import type { mutant } from "@faultline/kit";
import { accounting_mutants } from "./mutants/accounting.ts";
import { handover_mutants } from "./mutants/handover.ts";
import { page_mutants } from "./mutants/pages.ts";
import { posted_mutants } from "./mutants/posted.ts";

export const mutants: readonly mutant[] = [
  ...posted_mutants,
  ...accounting_mutants,
  ...handover_mutants,
  ...page_mutants,
];
