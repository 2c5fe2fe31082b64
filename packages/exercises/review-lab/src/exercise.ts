// The whole exercise: what is handed out, and the versions that learners must not see.

import type { review_exercise } from "@faultline/kit";
import { exercise as handout } from "./handout.ts";
import { mutants } from "./mutants.ts";
import { variants } from "./variants.ts";
import { posted } from "./versions/posted.ts";
import { remarks } from "./versions/remarks.ts";
import { right } from "./versions/right.ts";

export const exercise: review_exercise = {
  ...handout,
  right,
  wrong: [...posted, ...remarks],
  mutants,
  variants,
};
