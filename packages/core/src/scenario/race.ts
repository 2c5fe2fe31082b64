// Other CPUs whose every step happens where a plan says: before the n-th call of the kernel, or racy read, of a target.
// Source: none. The same plan gives the same run, in every process and on every computer.

import type { kernel_call, watcher } from "../kernel.ts";
import { report } from "../lib/bug.ts";
import { type rival_result, rival_run } from "./rival_run.ts";
import type { plan } from "./schedule.ts";
import type { rival_op } from "./types.ts";
import type { world } from "./world.ts";

/** Is told of each boundary that the operation reaches, after the steps that were planned for it. */
export type boundary_listener = (race: race_run, name: string) => void;

export class race_run implements watcher {
  readonly only_targets = true;
  /** The number of the boundary that was reached last. */
  boundary = -1;
  /** Whether a planned step found its locks taken, and had to come later. */
  late = false;
  /** Whether the operation has written fields of the ledger by hand since the last boundary. */
  wrote = false;
  readonly rivals: readonly rival_run[];
  readonly #plan: plan;
  readonly #listener: boundary_listener | null;
  /** How many decisions of the plan have been carried out. */
  #decided = 0;

  constructor(w: world, rivals: readonly rival_op[], plan: plan, listener?: boundary_listener) {
    this.rivals = rivals.map((op, i) => new rival_run(w, op, i + 1));
    this.#plan = plan;
    this.#listener = listener ?? null;
  }

  /** Whether all that was planned has happened. */
  get is_carried_out(): boolean {
    return this.#decided === this.#plan.length;
  }

  call(call: kernel_call): void {
    if (call.by_target) this.#reach(call.name);
  }

  read(field: string): void {
    this.#reach(field);
  }

  write(): void {
    this.wrote = true;
  }

  #reach(name: string): void {
    this.boundary += 1;
    this.#carryOut(this.boundary);
    this.#listener?.(this, name);
    this.wrote = false;
  }

  /** Carries out what is planned for boundaries up to this one; a step whose locks are taken holds up the others. */
  #carryOut(boundary: number): void {
    for (;;) {
      const next = this.#plan[this.#decided];
      if (next === undefined || next.boundary > boundary) return;
      const rival = this.rivals[next.rival];
      if (rival?.is_done === false && !rival.is_ready) {
        this.late = true;
        return;
      }
      this.#decided += 1;
      rival?.advance();
    }
  }

  /** The operation is over: what the rivals have not done yet they do now, in turn. */
  finish(): void {
    this.#carryOut(Infinity);
    let moved = true;
    while (moved) {
      moved = false;
      for (const rival of this.rivals) {
        for (; rival.is_ready; moved = true) rival.advance();
      }
    }
    if (this.rivals.every((rival) => rival.is_done)) return;
    report(
      "deadlock",
      "INFO: task blocked for more than 120 seconds",
      "The call has returned and kept a lock: another CPU waits for it for ever.",
    );
  }

  /** What the rivals came to. */
  results(): rival_result[] {
    return this.rivals.map(({ op, r }) => ({ do: op, r }));
  }
}

/** Lets rivals act while `f` runs, as planned. */
export function withRace<T>(
  w: world,
  race: race_run,
  f: () => T,
): { value: T; rivals: rival_result[] } {
  const remove = w.machine.watch(race);
  try {
    const value = f();
    race.finish();
    return { value, rivals: race.results() };
  } finally {
    remove();
  }
}
