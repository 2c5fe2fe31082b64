// Wrong versions of the monitor, each a belief that somebody could hold. Edits are to solution.ts.

import type { mutant } from "@faultline/kit";
import { answer_mutants } from "./mutants/answers.ts";
import { bookkeeping_mutants } from "./mutants/bookkeeping.ts";
import { event_mutants } from "./mutants/events.ts";

export const mutants: readonly mutant[] = [
  ...answer_mutants,
  ...event_mutants,
  ...bookkeeping_mutants,
];
