// The loop around the fills: the locks are dropped in the middle of it, and everything may be different afterwards.
// This much is handed out: nothing here may lead to a hidden test, a solution, or a version of one.

import type { exercise as kit_exercise } from "@faultline/kit";
import { visible } from "./visible.ts";

export const exercise: kit_exercise = {
  id: "retry-loop",
  title: "Fill a range, and let go on the way",
  task: "Write __mcopy_atomic(): fill a range page by page, and start over where a source has to be waited for.",
  targets: ["__mcopy_atomic"],
  teaches: [
    "dropping and retaking a lock",
    "partial results",
    "who frees the page",
    "looking again",
    "faulting in without locks",
  ],
  minutes: 75,
  source: "mm/userfaultfd.c __mcopy_atomic(), Linux 5.14",
  categories: [
    { id: "results", title: "What the function returns" },
    { id: "data", title: "What is filled, and how" },
    { id: "pages", title: "What becomes of the page in hand" },
    { id: "locks", title: "What is held, and when" },
    { id: "window", title: "What has changed when the lock is taken again" },
    { id: "random", title: "What nobody thought of" },
    { id: "races", title: "What happens when others come between" },
  ],
  hints: [
    "Write the loop first for sources that are always in memory. What are its ways out, and what is the answer on each?",
    "There are two loops: one over pages, and one over rounds. Which of your variables belong to which of the two?",
    "Draw a line where you let go of the lock. Strike out everything above it that was looked up under the lock: none of it may be used below.",
    "In the second round you may find -ENOENT for another reason than in the first. What must not happen to the page then?",
    "Between two rounds exactly three things are kept: how far you are, what you were asked for, and the page in your hands.",
    "Only the fill can say whether it has taken the page: it says so in pagep. A second variable of yours would not know.",
    "A page may wait in pagep on more ways out than one. If all of them pass one place, one line is enough.",
    "copy_from_user() does not return an errno.",
    "The caller cannot lose pages that are filled: it has to hear of them, even if the next one could not be.",
  ],
  tests: visible,
  mutants: [],
  variants: [],
};
