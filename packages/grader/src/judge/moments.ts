// What the machine was like before and after each call that a submission made: kept for whoever wants to see one run closely.

import {
  kernel,
  type kernel_call,
  type machine_snapshot,
  snapshot,
  unwatched,
  type watcher,
} from "@faultline/core";

/** The machine around one call. */
export interface moment {
  readonly before: machine_snapshot;
  readonly after: machine_snapshot;
}

/** Calls that are looked at, at most: each keeps two pictures of the machine. */
export const MAX_MOMENTS = 1000;

/** What a picture of the machine asks the kernel is no part of the run. */
const look = (): machine_snapshot => unwatched(kernel(), () => snapshot(kernel()));

/** Hears a run, and keeps the moments of the calls that targets make. */
export class Moments implements watcher {
  /** By the call's place among all calls of the run. */
  readonly all = new Map<number, moment>();
  readonly #open = new Map<
    kernel_call,
    { readonly at: number; readonly before: machine_snapshot }
  >();
  #calls = 0;

  call(call: kernel_call): void {
    const at = this.#calls++;
    if (call.by_target && this.all.size + this.#open.size < MAX_MOMENTS)
      this.#open.set(call, { at, before: look() });
  }

  done(call: kernel_call): void {
    const begun = this.#open.get(call);
    if (begun === undefined) return;
    this.#open.delete(call);
    this.all.set(begun.at, { before: begun.before, after: look() });
  }
}
