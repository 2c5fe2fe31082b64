// Wrong versions of CONTINUE, each a belief that somebody could hold. Edits are to solution.ts; one is whole.

import { ids, type mutant } from "@faultline/kit";
import { answer_mutants } from "./mutants/answers.ts";
import { extra_mutants } from "./mutants/extras.ts";
import { holder_mutants } from "./mutants/holders.ts";
import { lookup_mutants } from "./mutants/lookups.ts";

export const mutants: readonly mutant[] = [
  ...lookup_mutants,
  ...answer_mutants,
  ...holder_mutants,
  ...extra_mutants,
  {
    id: "writes-the-pte-itself",
    belief: "Putting one page into the page table takes five lines; I need no installer for that.",
    origin: "own",
    killed_by: ids(`
      private-is-for-looking private-write-stays-private protection-is-passed-on
      private-look-dirties-nothing private-sees-the-file-until-it-writes
    `),
    file: "mutants/own_pte.ts",
  },
];
