// Wrong versions of the five functions, each a belief that somebody could hold. Edits are to solution.ts.

import type { mutant } from "@faultline/kit";
import { acct_mutants } from "./mutants/acct.ts";
import { charge_mutants } from "./mutants/charge.ts";
import { memory_mutants } from "./mutants/memory.ts";
import { recalc_mutants } from "./mutants/recalc.ts";
import { unacct_mutants } from "./mutants/unacct.ts";
import { uncharge_mutants } from "./mutants/uncharge.ts";

export const mutants: readonly mutant[] = [
  ...acct_mutants,
  ...unacct_mutants,
  ...recalc_mutants,
  ...charge_mutants,
  ...uncharge_mutants,
  ...memory_mutants,
];
