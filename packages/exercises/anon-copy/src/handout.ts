// Copy one page into private memory: alone in its task, but not in the machine.
// This much is handed out: nothing here may lead to a hidden test, a solution, or a version of one.

import type { exercise as kit_exercise } from "@faultline/kit";
import { visible } from "./visible.ts";

export const exercise: kit_exercise = {
  id: "anon-copy",
  title: "Copy a page that may not be there",
  task: "Write mcopy_atomic_pte(): copy one page into private memory, in one round or in two, and never wait.",
  targets: ["mcopy_atomic_pte"],
  teaches: [
    "copying from user memory",
    "kmap_atomic",
    "short copies and -ENOENT",
    "a page that is handed back and forth",
    "memory control group",
  ],
  minutes: 45,
  source: "mm/userfaultfd.c mcopy_atomic_pte(), Linux 5.14",
  categories: [
    { id: "results", title: "What the function returns" },
    { id: "pages", title: "Who holds the page, and who pays" },
    { id: "data", title: "What is in the page, and what is not in the file" },
    { id: "rights", title: "Who may write the page" },
    { id: "counters", title: "What is counted elsewhere" },
    { id: "locks", title: "What is held, and who may wait" },
    { id: "random", title: "What nobody thought of" },
    { id: "races", title: "What happens when others come between" },
  ],
  hints: [
    "Write down every call that can fail, in order. How does each of them say so: null, a number of bytes, an errno?",
    "You are called for the same page once or twice. What is different the second time, and what of your work is done by then?",
    "copy_from_user() counts in bytes that are missing. Which of its answers mean that the page is not full?",
    "A page fault takes the mmap lock, and your caller holds it. So which of the two ways to map a page for the kernel switches faults off?",
    "There is exactly one answer with which a page may lie in the caller's hands. What must be there with every other answer?",
    "Make a table: a row for each way out, and columns for: is there a page, is it charged, who holds the reference. Only two kinds of row may still have a page in the end.",
    "The charge belongs to the page and ends with it. There is nothing that gives back a charge, and nothing that needs to.",
    "The installer takes the reference over if it returns 0, and does not touch it otherwise.",
  ],
  tests: visible,
  mutants: [],
  variants: [],
};
