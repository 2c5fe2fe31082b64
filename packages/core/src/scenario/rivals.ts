// Other CPUs: while an operation runs, they do theirs at chosen kernel calls, where the locks that are held let them.
// Source: none; a step that would have to wait for a lock is put off until it need not.

import { unwatched } from "../debug/watch.ts";
import type { kernel_call, watcher } from "../kernel.ts";
import type { result } from "./result.ts";
import { phases, type step } from "./rival_steps.ts";
import type { rival, rival_op } from "./types.ts";
import type { world } from "./world.ts";

/** What a rival came to. */
export interface rival_result {
  readonly do: rival_op;
  /** Null if it never found the locks free, or its call never came. */
  readonly r: result | null;
}

/** A rival on its way. */
interface running {
  readonly rival: rival;
  /** Calls of its function seen so far. */
  seen: number;
  /** Steps still to do; null before it has begun. */
  steps: step[] | null;
  r: result | null;
}

/** Lets `rivals` act while `f` runs; what is still waiting when it ends is done then, if it can be. */
export function withRivals<T>(
  w: world,
  rivals: readonly rival[],
  f: () => T,
): { value: T; rivals: rival_result[] } {
  const all: running[] = rivals.map((rival) => ({ rival, seen: 0, steps: null, r: null }));
  const remove = w.machine.watch(new_watcher(w, all));
  try {
    const value = f();
    advance(w, all);
    return { value, rivals: all.map(({ rival, r }) => ({ do: rival.do, r })) };
  } finally {
    remove();
  }
}

function new_watcher(w: world, all: running[]): watcher {
  const at = (call: kernel_call, when: "before" | "after"): void => {
    if (!call.by_target) return;
    for (const one of all) if (is_due(one, call, when)) one.steps = phases(w, one.rival.do);
    advance(w, all);
  };
  return { call: (call) => at(call, "before"), done: (call) => at(call, "after") };
}

function is_due(one: running, call: kernel_call, when: "before" | "after"): boolean {
  const { rival } = one;
  if (rival.at !== call.name || (rival.when ?? "before") !== when) return false;
  one.seen += 1;
  return one.seen === (rival.nth ?? 1);
}

/** Does every step that is ready, in the order of the rivals. */
function advance(w: world, all: readonly running[]): void {
  const waiting = all.filter((one) => one.steps !== null && one.steps.length > 0);
  if (waiting.length === 0) return;
  unwatched(w.machine.kernel, () => {
    for (const one of waiting) while (one.steps?.[0]?.ready()) doStep(w, one);
  });
}

function doStep(w: world, one: running): void {
  w.machine.note(`another CPU: ${one.rival.do.op}`);
  one.r = one.steps?.shift()?.run() ?? one.r;
}
