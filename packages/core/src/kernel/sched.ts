// What runs: giving way to others, and being told to die.
// Source: kernel/sched/core.c, include/linux/sched/signal.h, include/asm-generic/current.h.

import type { mm_struct, task_struct } from "../include/linux/mm_types.ts";
import { kernel } from "../kernel.ts";
import { EXPORT_SYMBOL } from "./export.ts";
import { might_sleep } from "./locking.ts";

/** Lets others run, if they want to. Context: may sleep. */
export const cond_resched = EXPORT_SYMBOL("cond_resched", [], (): number => {
  might_sleep();
  return 0;
});

/** Whether the task is to die as soon as it leaves the kernel. */
export const fatal_signal_pending = EXPORT_SYMBOL(
  "fatal_signal_pending",
  ["any"],
  (task: { readonly fatal_signal: boolean }): boolean => task.fatal_signal,
);

/** What runs now, as learner code sees it: `current->mm` is `current.mm`. */
export const current: Pick<task_struct, "mm" | "fatal_signal"> = {
  get mm(): mm_struct | null {
    return kernel().current.mm;
  },
  get fatal_signal(): boolean {
    return kernel().current.fatal_signal;
  },
};
