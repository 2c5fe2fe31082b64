// What happens when the kernel itself gives up, or complains.

import type { rule_name } from "../rules.ts";
import type { explanation } from "./types.ts";

export const results: Readonly<Record<rule_name<"results">, explanation>> = {
  "kernel-bug": {
    says: "Nothing happens that the kernel has written down as impossible.",
    why: "A BUG_ON() is a promise between two functions. Where it is broken, the kernel knows no way to go on and stops the task, with all the locks that it holds; if a program can bring it about, it can bring the machine down.",
    look: "The message says which promise it was. Read the contract of the function that made it: what does it expect of its caller?",
    kernel: "kernel BUG at mm/...!",
    history: [
      {
        version: "Linux up to 5.12, in every fill of tmpfs that goes two rounds",
        by: "Hugh Dickins",
        on: "2021-04-27",
        said: "The first round hands a page to the caller; if somebody fills the mount before the second, it fails to pay and leaves the page where it is, and the caller stops the machine over it. Axel Rasmussen mended it a day later.",
      },
    ],
    terms: ["retry", "COPY"],
  },
  warning: {
    says: "Nothing happens at which the kernel says that it should not.",
    why: "After a warning the kernel goes on, but something is not as its authors took for granted. What follows from that shows later and somewhere else.",
    look: "The condition in the message was true. Which of your lines made it so?",
    kernel: "WARNING: CPU: ... at mm/...",
    history: [],
    terms: ["audit"],
  },
};
