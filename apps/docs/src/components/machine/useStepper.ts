import { type KeyboardEvent, useCallback, useState } from "react";

export interface stepper {
  readonly at: number;
  readonly last: number;
  go(to: number): void;
  onKeyDown(event: KeyboardEvent): void;
}

/** Which step of `length` is shown, moved by calls and by keys. @param first the one that is shown first */
export function useStepper(length: number, first = 0): stepper {
  const [at, setAt] = useState(first);
  const last = Math.max(0, length - 1);
  const go = useCallback((to: number) => setAt(Math.min(last, Math.max(0, to))), [last]);
  const keys: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    Home: 0,
    End: last,
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = keys[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(to);
  };
  return { at, last, go, onKeyDown };
}
