// Work on one exercise, as a page has it: read once, kept after each change, and never lost without a word.

import { useCallback, useEffect, useRef, useState } from "react";
import { keep, NotKept, readShelf } from "./shelf";
import { type exercise_work, no_work, of, type work } from "./work";

export interface kept_work {
  /** Null until what was kept has been read. */
  readonly mine: exercise_work | null;
  /** Why nothing is kept; empty if all is well. */
  readonly trouble: string;
  change(what: Partial<exercise_work>): void;
  /** Takes in what was exported elsewhere. @returns the work on this exercise */
  takeIn(other: work): exercise_work | null;
}

/** How long to wait after a keystroke before the text is kept. */
const QUIET_MS = 400;

export function useWork(id: string, starter: string): kept_work {
  const [mine, setMine] = useState<exercise_work | null>(null);
  const [trouble, setTrouble] = useState("");
  const latest = useRef<exercise_work | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const put = useCallback((): void => {
    clearTimeout(timer.current);
    timer.current = undefined;
    const { current } = latest;
    setTrouble(
      saidIf(() => {
        if (current !== null) keep({ ...no_work, exercises: { [id]: current } });
      }),
    );
  }, [id]);

  useEffect(() => {
    const fresh = { code: starter, changed: NEVER, best: -1, max: 0, hints: 0 };
    let found: exercise_work | undefined;
    setTrouble(
      saidIf(() => {
        found = of(readShelf(), id);
      }),
    );
    latest.current = found ?? fresh;
    setMine(latest.current);
    // A reader who closes the window right after a keystroke has not lost it.
    const leave = (): void => {
      if (timer.current !== undefined) put();
    };
    addEventListener("pagehide", leave);
    return () => {
      leave();
      removeEventListener("pagehide", leave);
    };
  }, [id, starter, put]);

  const change = useCallback(
    (what: Partial<exercise_work>): void => {
      if (latest.current === null) return;
      const changed = what.code === undefined ? {} : { changed: new Date().toISOString() };
      latest.current = { ...latest.current, ...what, ...changed };
      setMine(latest.current);
      clearTimeout(timer.current);
      timer.current = setTimeout(put, QUIET_MS);
    },
    [put],
  );

  const takeIn = useCallback(
    (other: work): exercise_work | null => {
      put();
      setTrouble(
        saidIf(() => {
          latest.current = of(keep(other), id) ?? latest.current;
        }),
      );
      setMine(latest.current);
      return latest.current;
    },
    [id, put],
  );
  return { mine, trouble, change, takeIn };
}

/** Older than anything that was written. */
const NEVER = "1970-01-01T00:00:00.000Z";

function saidIf(work: () => void): string {
  try {
    work();
    return "";
  } catch (error) {
    if (error instanceof NotKept) return error.message;
    throw error;
  }
}
