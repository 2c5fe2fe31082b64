// How far a long command has come: a count that is written over itself for whoever watches, else a line now and then.

import type { terminal } from "./terminal.ts";

/** At least so many lines in all, where lines stay; at most one for each hundred. */
const LINES = 10;
const MOST = 100;

/** Back to the beginning of the line, and nothing left of it. */
const AGAIN = "\r\u001b[K";

export interface progress {
  readonly told: (done: number, all: number) => void;
  /** To be called before anything else is written. */
  readonly clear: () => void;
}

/** @param what has been done, as in "12 of 60 graded" */
export function progressOn({ live = false, stderr }: terminal, what: string): progress {
  const words = (done: number, all: number): string => `faultline: ${done} of ${all} ${what}`;
  if (live)
    return {
      told: (done, all) => stderr(`${AGAIN}${words(done, all)}`),
      clear: () => stderr(AGAIN),
    };
  return {
    told: (done, all) => {
      const step = Math.min(MOST, Math.ceil(all / LINES));
      if (done % step === 0 || done === all) stderr(`${words(done, all)}\n`);
    },
    clear: () => {},
  };
}
