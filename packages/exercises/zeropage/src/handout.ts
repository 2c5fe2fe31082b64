// The exercise before the installer: map a page that belongs to everybody.
// This much is handed out: nothing here may lead to a hidden test, a solution, or a version of one.

import type { exercise as kit_exercise } from "@faultline/kit";
import { visible } from "./visible.ts";

export const exercise: kit_exercise = {
  id: "zeropage",
  title: "Map the page of zeros",
  task: "Write mfill_zeropage_pte(): let a program read zeros at one address, at the price of one pte.",
  targets: ["mfill_zeropage_pte"],
  teaches: ["page-table lock", "zero page", "special pte", "copy-on-write", "truncation race"],
  minutes: 30,
  source: "mm/userfaultfd.c mfill_zeropage_pte(), Linux 5.14",
  categories: [
    { id: "results", title: "What the function returns" },
    { id: "rights", title: "What the pte allows" },
    { id: "counters", title: "What is counted" },
    { id: "pages", title: "Who holds what" },
    { id: "data", title: "What happens to the bytes" },
    { id: "locks", title: "What is held, and when" },
    { id: "random", title: "What nobody thought of" },
    { id: "races", title: "What happens when others come between" },
  ],
  hints: [
    "How much memory does it take to let a million programs read zeros?",
    "List everything that is written down about an ordinary page when it is mapped: references, mapcount, resident pages, lists. For each: who needs it, and would they need it for a page that is never freed, never moved and never reclaimed?",
    "A pte says whether the program may read and write. One more of its bits tells the kernel to leave the frame behind it alone. Look for it among your imports.",
    "Somebody writes to memory that you have mapped. What must the processor do first, so that the kernel hears of it?",
    "The area knows what may be done in it, in the form that a pte wants it. For private memory that never includes writing.",
    "Memory of no file has no file to ask. A private mapping of a file has one, and the file can end before the mapping does.",
    "Two questions decide whether the pte may be written. Each is about something that another processor can change. Which lock keeps both answers true until you have acted on them?",
    "A pte can be in use without a page: ask whether nothing is there, not whether a page is.",
    "The size of a file is in bytes, and its last page need not be full. The index is one in the file, not one in the area.",
  ],
  tests: visible,
  mutants: [],
  variants: [],
};
