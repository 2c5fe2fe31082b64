// The exercise to begin with: one number, and every reason for its bits.
// This much is handed out: nothing here may lead to a hidden test, a solution, or a version of one.

import type { exercise as kit_exercise } from "@faultline/kit";
import { visible } from "./visible.ts";

export const exercise: kit_exercise = {
  id: "pte-bits",
  title: "Give the page its pte",
  task: "Write mk_fill_pte(): for a page that was just supplied, make the pte that it is to be mapped by.",
  targets: ["mk_fill_pte"],
  teaches: [
    "page-table entry",
    "dirty bit",
    "write bit",
    "write protection",
    "private and shared mappings",
  ],
  minutes: 25,
  source: "mm/userfaultfd.c, the beginning of mfill_atomic_install_pte(), Linux 5.14",
  categories: [
    { id: "results", title: "What the function returns" },
    { id: "rights", title: "Who may write, and what is dirty" },
    { id: "pages", title: "Which page, and what the area allows" },
    { id: "data", title: "What comes of it" },
    { id: "random", title: "What nobody thought of" },
  ],
  hints: [
    "You get an area, a page, and a wish. What does each of the three know that the other two do not?",
    "Five kinds of calls bring a page: a private copy without a file, a private copy over a file, a page of the file in a private mapping, the same in a shared one, and a page just filled into a shared file. In which of them is the page new?",
    "Two of the five happen in the very same area. So it is not the area that you must ask.",
    "A page that belongs to a file has a field that leads to it. A new page will be anonymous memory, but only after your function has returned.",
    "Draw a table with three columns of questions: is it the file's page, is the area shared, may the area be written? Which of the eight rows cannot be?",
    "Write, or the mark of protection, or neither: never both. When is it neither?",
    "Dirty asks where the bytes are, not who may write them. If this page were dropped now, would anything be lost that is nowhere else?",
    "Functions whose names begin with pte_mk change nothing: they give you another number.",
  ],
  tests: visible,
  mutants: [],
  variants: [],
};
