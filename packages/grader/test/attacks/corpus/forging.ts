// How records are forged: from what right code would have recorded, by changing something.

import type { attack, expectation, forged_line } from "./attack.ts";

export type event = readonly unknown[];
export type events = readonly event[];

export const READY: forged_line = { kind: "ready", targets: ["shmem_mcopy_atomic_pte"] };

export const told = (n: number, events: unknown): forged_line => ({
  kind: "case",
  n,
  events,
  log: [],
  overrun: null,
});

/** Each case's honest record, changed. */
export const forged = (
  id: string,
  tries: string,
  change: (events: events, n: number) => unknown,
  expected: expectation = "fail",
  earns: readonly string[] = [],
): attack => ({
  id,
  kind: "trace",
  tries,
  expected,
  earns,
  how: {
    by: "lines",
    lines: (cases) => [
      READY,
      ...cases.map(({ n, events }) => told(n, change(events as events, n))),
    ],
  },
});

export const called =
  (name: string) =>
  (one: event): boolean =>
    one[0] === "c" && one[1] === name;
/** The first event that fits, changed. */
export const change =
  (fits: (one: event) => boolean, by: (one: event) => event) =>
  (all: events): events => {
    const at = all.findIndex(fits);
    return all.map((one, i) => (i === at ? by(one) : one));
  };
/** A call and its answer, taken out. */
export const without =
  (name: string) =>
  (all: events): events => {
    const at = all.findIndex(called(name));
    return at < 0 ? all : [...all.slice(0, at), ...all.slice(at + 2)];
  };
/** Put before what the target returns. */
export const inserted =
  (...more: readonly (readonly unknown[])[]) =>
  (all: events): events => [...all.slice(0, -1), ...more, ...all.slice(-1)];
export const answered = (answer: unknown, boxes: unknown = []): event => ["k", answer, boxes];
export const returned =
  (value: unknown) =>
  (all: events): events => [...all.slice(0, -1), ["v", value, 1]];
export const only =
  (...events: readonly (readonly unknown[])[]) =>
  (all: events): events => [...all.slice(0, 1), ...events];
