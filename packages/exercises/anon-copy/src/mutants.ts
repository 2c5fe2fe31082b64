// Wrong versions of the copy, each a belief that somebody could hold. Edits are to solution.ts.

import type { mutant } from "@faultline/kit";
import { answer_mutants } from "./mutants/answers.ts";
import { byte_mutants } from "./mutants/bytes.ts";
import { charge_mutants } from "./mutants/charges.ts";
import { handover_mutants } from "./mutants/handover.ts";
import { mapping_mutants } from "./mutants/mapping.ts";
import { tmpfs_mutants } from "./mutants/tmpfs.ts";
import { uptodate_mutants } from "./mutants/uptodate.ts";

export const mutants: readonly mutant[] = [
  ...answer_mutants,
  ...handover_mutants,
  ...byte_mutants,
  ...uptodate_mutants,
  ...charge_mutants,
  ...mapping_mutants,
  ...tmpfs_mutants,
];
