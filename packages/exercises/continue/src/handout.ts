// A short function with long contracts: map the page that the file has already.
// This much is handed out: nothing here may lead to a hidden test, a solution, or a version of one.

import type { exercise as kit_exercise } from "@faultline/kit";
import { visible } from "./visible.ts";

export const exercise: kit_exercise = {
  id: "continue",
  title: "Map the page that is there",
  task: "Write mcontinue_atomic_pte(): find the page that the file has, have it mapped, and keep nothing for yourself.",
  targets: ["mcontinue_atomic_pte"],
  teaches: ["page cache", "minor fault", "swap entries", "page references", "page lock"],
  minutes: 40,
  source: "mm/userfaultfd.c mcontinue_atomic_pte(), Linux 5.14",
  categories: [
    { id: "results", title: "What the function returns" },
    { id: "rights", title: "What the pte allows" },
    { id: "accounting", title: "What is paid for" },
    { id: "pages", title: "Who holds the page" },
    { id: "data", title: "What happens to the bytes" },
    { id: "counters", title: "What is counted elsewhere" },
    { id: "locks", title: "What is held, and when" },
    { id: "random", title: "What nobody thought of" },
    { id: "races", title: "What happens when others come between" },
  ],
  hints: [
    "There are four things that a file can have at an index, and a fifth case in which there is no such index. Which?",
    "Two functions look for a page of a file. For each of the five cases: what does the one say, what the other?",
    "The look-up asks what the page is wanted for. The answer decides what happens at a hole. What are you going to do with the page: write it, fill it, or look at it?",
    "After a look-up that found a page you hold two things. Write down their names. Then write down, for each way out, who has each of them in the end.",
    "Three different errors can come out of your function, and you only have to think of one of them yourself. The others are said by those whom you call.",
    "The installer tells a page of a file from a new page by one field. Who can change that field, and what keeps them from it?",
    "The installer takes over a reference if it succeeds. If it does not, nothing at all has changed.",
    "This page was in its file before you came, with its data, its marks and its place on the lists. A clean-up that is right for a page that you have made is wrong here.",
  ],
  tests: visible,
  mutants: [],
  variants: [],
};
