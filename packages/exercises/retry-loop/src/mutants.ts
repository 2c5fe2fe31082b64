// Wrong versions of the loop, each a belief that somebody could hold. Edits are to solution.ts.

import type { mutant } from "@faultline/kit";
import { answer_mutants } from "./mutants/answers.ts";
import { changing_mutants } from "./mutants/changing.ts";
import { handover_mutants } from "./mutants/handover.ts";
import { lock_mutants } from "./mutants/locks.ts";
import { memory_mutants } from "./mutants/memory.ts";
import { mode_mutants } from "./mutants/modes.ts";
import { page_mutants } from "./mutants/pages.ts";
import { round_mutants } from "./mutants/rounds.ts";

export const mutants: readonly mutant[] = [
  ...answer_mutants,
  ...round_mutants,
  ...changing_mutants,
  ...handover_mutants,
  ...lock_mutants,
  ...memory_mutants,
  ...mode_mutants,
  ...page_mutants,
];
