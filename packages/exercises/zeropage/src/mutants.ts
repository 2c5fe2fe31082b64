// Wrong versions, each a belief that somebody could hold. Edits are to solution.ts.

import type { mutant } from "@faultline/kit";
import { answer_mutants } from "./mutants/answers.ts";
import { lock_mutants } from "./mutants/locks.ts";
import { page_mutants } from "./mutants/pages.ts";
import { pte_mutants } from "./mutants/ptes.ts";
import { size_mutants } from "./mutants/sizes.ts";

export const mutants: readonly mutant[] = [
  ...size_mutants,
  ...answer_mutants,
  ...pte_mutants,
  ...page_mutants,
  ...lock_mutants,
];
