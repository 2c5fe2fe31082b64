// The exercise in reviewing: what is handed in are tests, and the versions under review are those of April 2021.
// This much is handed out: whether a test is valid can be tried on Linux; what it catches is found out where it is graded.

import type { review_exercise } from "@faultline/kit";
import { merged } from "./versions/merged.ts";

export const exercise: review_exercise = {
  kind: "review",
  id: "review-lab",
  title: "Review the review",
  task: "Write tests that every right version passes, and that each version which a reviewer stopped fails.",
  targets: ["shmem_mcopy_atomic_pte", "mcopy_atomic_install_pte"],
  teaches: ["reviewing", "error paths", "testing what is not promised", "accounting"],
  minutes: 90,
  source: "the revisions of April 2021, and Linux 5.14",
  categories: [
    { id: "posted", title: "As it was posted" },
    { id: "remarks", title: "With one remark not heeded" },
  ],
  hints: [
    "A function is defined by what it leaves behind. For each way out: what is different from before the call, and what must not be?",
    "A test that only succeeds sees nothing of the ways out. How can each step of a fill be made to fail?",
    "Write down the same claim for shared, private and anonymous memory. Where do you hesitate?",
    "Some numbers nobody prints. Claim that they have not changed, with `since`.",
    "The kernel complains by itself of some mistakes, but only when a program or a file goes. Claim something about the end.",
    "Other CPUs act between two calls of the kernel: `rivals` names the call. Whom would you fear most, and where?",
    "Ask for what is promised and for no more: a version may do right what it does in an order of its own.",
  ],
  right: [merged],
  wrong: [],
  points: 4,
  mutants: [],
  variants: [],
};
