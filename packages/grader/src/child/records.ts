// What many runs of one scenario left behind, each record once: most schedules leave one of a few.

import { MAX_RACE_EVENTS, MAX_RUNS, type trace_event } from "../trace/format.ts";

export class Records {
  readonly all: (readonly trace_event[])[] = [];
  /** For each run, the place of its record in `all`. */
  readonly runs: number[] = [];
  #events = 0;
  readonly #places = new Map<string, number>();

  /** Takes in what the next run has left behind. */
  add(events: readonly trace_event[]): void {
    this.#events += events.length;
    const text = JSON.stringify(events);
    const known = this.#places.get(text);
    if (known === undefined) this.#places.set(text, this.all.push(events) - 1);
    this.runs.push(known ?? this.all.length - 1);
  }

  /** Whether there are as many as anybody looks at. */
  get isFull(): boolean {
    return this.runs.length >= MAX_RUNS || this.#events >= MAX_RACE_EVENTS;
  }
}
