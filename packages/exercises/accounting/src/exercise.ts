// The whole exercise: what is handed out, and what learners must not see.

import type { exercise as kit_exercise } from "@faultline/kit";
import { exercise as handout } from "./handout.ts";
import { hidden } from "./hidden.ts";
import { mutants } from "./mutants.ts";
import { variants } from "./variants.ts";

export const exercise: kit_exercise = {
  ...handout,
  tests: [...handout.tests, ...hidden],
  mutants,
  variants,
};
