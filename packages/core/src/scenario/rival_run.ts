// One operation of another CPU on its way: its steps are done one by one, each when its locks are free.
// Source: none.

import { unwatched } from "../debug/watch.ts";
import type { result } from "./result.ts";
import { is_free, type step, steps_of } from "./rival_steps.ts";
import type { rival_op } from "./types.ts";
import type { world } from "./world.ts";

/** What a rival came to. */
export interface rival_result {
  readonly do: rival_op;
  /** Null if it never found the locks free, or its call never came. */
  readonly r: result | null;
}

export class rival_run {
  readonly op: rival_op;
  /** What the operation has returned, once that is known. */
  r: result | null = null;
  /** All its steps, those done too. */
  readonly steps: readonly step[];
  readonly #w: world;
  /** Which CPU does it; the operation itself runs on CPU 0. */
  readonly #cpu: number;
  #done = 0;

  constructor(w: world, op: rival_op, cpu: number) {
    this.op = op;
    this.#w = w;
    this.steps = steps_of(w, op);
    this.#cpu = cpu;
  }

  /** Whether there is a step to do, and every lock that it takes is free. */
  get is_ready(): boolean {
    const next = this.steps[this.#done];
    return next !== undefined && is_free(this.#w, next);
  }

  get is_done(): boolean {
    return this.#done === this.steps.length;
  }

  /** Does the next step. What it calls is not part of the operation that is being watched. */
  advance(): void {
    const { machine } = this.#w;
    const next = this.steps[this.#done];
    if (next === undefined) return;
    this.#done += 1;
    machine.note(next.what, this.#cpu);
    unwatched(machine.kernel, () => {
      this.r = next.run() ?? this.r;
    });
  }
}
