// The last exercise: user space. Move a program's memory while the program runs.
// This much is handed out: nothing here may lead to a hidden test, a solution, or a version of one.

import type { exercise as kit_exercise } from "@faultline/kit";
import { visible } from "./visible.ts";

export const exercise: kit_exercise = {
  id: "pager",
  title: "Move a program's memory while it runs",
  task: "Write pager(): the monitor of a post-copy migration. Nobody reads old bytes, and nobody sleeps for ever.",
  targets: ["pager"],
  teaches: [
    "userfaultfd from user space",
    "post-copy migration",
    "partial results",
    "EEXIST and EAGAIN",
    "events",
  ],
  minutes: 90,
  source: "the manner of QEMU's migration/postcopy-ram.c and CRIU's uffd.c",
  categories: [
    { id: "bytes", title: "What the program reads" },
    { id: "waiting", title: "Who waits, and for how long" },
    { id: "asking", title: "What is asked for out of turn" },
    { id: "changes", title: "What happens when the program gives memory up" },
    { id: "answers", title: "What the kernel answers" },
    { id: "ending", title: "How it ends" },
    { id: "cost", title: "What it costs" },
  ],
  hints: [
    "Before you write a line: in which states can one page be, as you see it? What takes it from one to the next?",
    "Three things come to you from outside: messages, packets, and what your own calls return. For each, write down all its kinds, and what each changes in your picture.",
    "Your function returns and is called again. What must it still know then? Variables outside of it stay.",
    "A call that fills several pages may fill some of them. Its result says how many; what about the page after those?",
    "The page is there already: so somebody filled it. Who has woken those who wait for it?",
    "A fill can be refused because of a message that you have not read. It can also be refused although you have read them all. What do you do in each case?",
    "The kernel protects a page that is there from being filled again. A page that was there and has been thrown away it does not protect.",
    "A packet may be about pages that you want, pages that are there, and pages that must not come back, one next to the other.",
    "When is a migration over? Try to say it without counting packets.",
  ],
  tests: visible,
  mutants: [],
  variants: [],
};
