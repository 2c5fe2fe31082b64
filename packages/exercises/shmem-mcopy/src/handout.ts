// The second exercise, and the one that the story is about: fill a missing page of a shared file.
// This much is handed out: nothing here may lead to a hidden test, a solution, or a version of one.

import type { exercise as kit_exercise } from "@faultline/kit";
import { visible } from "./visible.ts";

export const exercise: kit_exercise = {
  id: "shmem-mcopy",
  title: "Fill the missing page",
  task: "Write shmem_mcopy_atomic_pte(): pay, fill, publish and map one page, or leave no trace of having tried.",
  targets: ["shmem_mcopy_atomic_pte"],
  teaches: [
    "block accounting",
    "page cache",
    "error paths",
    "page references",
    "copying from user memory",
  ],
  minutes: 90,
  source: "mm/shmem.c shmem_mfill_atomic_pte(), Linux 5.14",
  categories: [
    { id: "results", title: "What the function returns" },
    { id: "accounting", title: "What is paid for" },
    { id: "pages", title: "What becomes of the page" },
    { id: "data", title: "What is in the file" },
    { id: "counters", title: "What is counted elsewhere" },
    { id: "locks", title: "What is held, and when" },
    { id: "random", title: "What nobody thought of" },
    { id: "races", title: "What happens when others come between" },
  ],
  hints: [
    "Write down every call that can fail, in order. For each: what have you done by then that has to be undone?",
    "Five things can be true when you fail: a block is paid for, a page exists, it is locked, it is in the file, it belongs to the caller. Make a row for each way out.",
    "Whoever calls you insists on one rule about the page that goes back and forth: there is one answer with which you may leave it behind, and with every other answer you may not.",
    "A page that comes back has been handed out by you a moment ago. In which state was it then?",
    "The file's own numbers can be raised before the page is mapped, or after. After which of the two is there less to undo?",
    "From one line on others can find your page, and from another on they can lock it. What must be finished before each of the two?",
    "Reclaim drops a page that nothing marks as dirty. In a mapping that cannot be written no pte will ever do that.",
    "Taking a page out of its file needs the page lock; freeing it must not find the page locked. That leaves one order.",
    "Count the ways out on which the payment has been made and the page is not in the file in the end. Each of them gives the payment back, exactly once.",
  ],
  tests: visible,
  mutants: [],
  variants: [],
};
