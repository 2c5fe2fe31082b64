// The first exercise: map one page at one address.
// This much is handed out: nothing here may lead to a hidden test, a solution, or a version of one.

import type { exercise as kit_exercise } from "@faultline/kit";
import { visible } from "./visible.ts";

export const exercise: kit_exercise = {
  id: "install-pte",
  title: "Put the page into the page table",
  task: "Write mcopy_atomic_install_pte(): map one page at one address, or refuse and change nothing.",
  targets: ["mcopy_atomic_install_pte"],
  teaches: [
    "page-table entry",
    "dirty and write bits",
    "reverse mapping",
    "resident set size",
    "truncation race",
  ],
  minutes: 60,
  source: "mm/userfaultfd.c mfill_atomic_install_pte(), Linux 5.14",
  categories: [
    { id: "results", title: "What the function returns" },
    { id: "rights", title: "Who may write, and what is dirty" },
    { id: "counters", title: "What the page is counted as" },
    { id: "pages", title: "Who holds the page" },
    { id: "data", title: "What happens to the bytes" },
    { id: "locks", title: "What is held, and when" },
    { id: "random", title: "What nobody thought of" },
    { id: "races", title: "What happens when others come between" },
  ],
  hints: [
    "Write down the ways out before you write the way through. How many are there, and what is held on each?",
    "Five kinds of calls end here: a private copy without a file, a private copy over a file, a page of the file in a private mapping, the same in a shared one, and a page that was just filled into a shared file. Which of them bring a page that belongs to a file?",
    "A page that belongs to a file says so itself, in one of its fields. A new page does not say yet what it will be.",
    "Three facts decide about writing: whether the mapping allows it, whether it is shared, and whose the page is. Draw the table with eight rows and strike out those that cannot be.",
    "Truncation makes the file shorter first and removes ptes afterwards, one lock at a time. At which moment is it too late for it to miss yours?",
    "For each thing that you read: who can change it, and which lock keeps them from it until you have acted on it?",
    "mm_counter() asks the page what it is. Ask after the page has become it.",
    "The size of a file is in bytes, and its last page need not be full.",
  ],
  tests: visible,
  mutants: [],
  variants: [],
};
