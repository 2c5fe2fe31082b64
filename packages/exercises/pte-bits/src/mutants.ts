// Wrong versions of the solution. Each is a belief that a learner could hold; `killed_by` lists every test it fails.

import type { mutant } from "@faultline/kit";
import { due_mutants } from "./mutants/due.ts";
import { owner_mutants } from "./mutants/owner.ts";
import { value_mutants } from "./mutants/value.ts";

export const mutants: readonly mutant[] = [...owner_mutants, ...due_mutants, ...value_mutants];
