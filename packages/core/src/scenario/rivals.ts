// Other CPUs that act at a kernel call of a certain name, or as soon after it as the locks that are held let them.
// Source: none; a step that would have to wait for a lock is put off until it need not.

import type { kernel_call, watcher } from "../kernel.ts";
import { type rival_result, rival_run } from "./rival_run.ts";
import type { rival } from "./types.ts";
import type { world } from "./world.ts";

/** A rival, and how near it is to its call. */
interface waiting {
  readonly rival: rival;
  readonly cpu: number;
  /** Calls of its function seen so far. */
  seen: number;
  /** Null before it has begun. */
  run: rival_run | null;
}

/** Lets `rivals` act while `f` runs; what is still waiting when it ends is done then, if it can be. */
export function withRivals<T>(
  w: world,
  rivals: readonly rival[],
  f: () => T,
): { value: T; rivals: rival_result[] } {
  const all: waiting[] = rivals.map((rival, i) => ({ rival, cpu: i + 1, seen: 0, run: null }));
  const remove = w.machine.watch(new_watcher(w, all));
  try {
    const value = f();
    advance(all);
    return { value, rivals: all.map(({ rival, run }) => ({ do: rival.do, r: run?.r ?? null })) };
  } finally {
    remove();
  }
}

function new_watcher(w: world, all: waiting[]): watcher {
  const at = (call: kernel_call, when: "before" | "after"): void => {
    if (!call.by_target) return;
    for (const one of all)
      if (is_due(one, call, when)) one.run = new rival_run(w, one.rival.do, one.cpu);
    advance(all);
  };
  return { call: (call) => at(call, "before"), done: (call) => at(call, "after") };
}

function is_due(one: waiting, call: kernel_call, when: "before" | "after"): boolean {
  const { rival } = one;
  if (rival.at !== call.name || (rival.when ?? "before") !== when) return false;
  one.seen += 1;
  return one.seen === (rival.nth ?? 1);
}

/** Does every step that is ready, in the order of the rivals. */
function advance(all: readonly waiting[]): void {
  for (const { run } of all) while (run?.is_ready) run.advance();
}
