// One grading at a time, on a bench that is made when it is first wanted.

import useBaseUrl from "@docusaurus/useBaseUrl";
import { useCallback, useEffect, useRef, useState } from "react";
import { Bench } from "./bench/bench";
import type { pair_of_runs, parting, verdict } from "./bench/messages";

export type grading =
  | { readonly state: "idle" }
  | { readonly state: "running" }
  | { readonly state: "done"; readonly verdict: verdict; readonly source: string }
  | { readonly state: "failed"; readonly why: string };

export interface bench {
  readonly grading: grading;
  /** Loads what grading needs, so that it is there when it is wanted. */
  prepare(): void;
  run(source: string, onVerdict: (verdict: verdict) => void): void;
  stop(): void;
  watch(source: string, scenario: parting["scenario"]): Promise<pair_of_runs>;
}

export function useBench(exercise: string): bench {
  const folder = useBaseUrl("/generated/");
  const [grading, setGrading] = useState<grading>({ state: "idle" });
  const bench = useRef<Bench | null>(null);
  const round = useRef(0);
  const open = useCallback((): Bench => {
    if (bench.current === null || bench.current.closed) bench.current = new Bench(exercise, folder);
    return bench.current;
  }, [exercise, folder]);
  useEffect(
    () => () => {
      bench.current?.close();
      bench.current = null;
    },
    [],
  );

  const run = useCallback(
    (source: string, onVerdict: (verdict: verdict) => void): void => {
      round.current += 1;
      const mine = round.current;
      setGrading({ state: "running" });
      open()
        .grade(source)
        .then(
          (verdict) => {
            if (round.current !== mine) return;
            setGrading({ state: "done", verdict, source });
            onVerdict(verdict);
          },
          (error: unknown) => {
            if (round.current !== mine) return;
            const why = error instanceof Error ? error.message : String(error);
            setGrading({ state: "failed", why });
          },
        );
    },
    [open],
  );
  const stop = useCallback((): void => {
    round.current += 1;
    bench.current?.close();
    setGrading({ state: "idle" });
  }, []);
  const watch = useCallback<bench["watch"]>(
    (source, scenario) => open().watch(source, scenario),
    [open],
  );
  const prepare = useCallback((): void => {
    open();
  }, [open]);
  return { grading, prepare, run, stop, watch };
}
