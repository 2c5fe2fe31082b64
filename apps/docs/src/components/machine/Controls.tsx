import type { ReactNode } from "react";
import styles from "./machine.module.css";
import type { stepper } from "./useStepper";

/** First, back, forward, last. A button that has nothing to do stays focusable, so that focus is never lost. */
export function Controls({ stepper }: { readonly stepper: stepper }): ReactNode {
  const { at, last, go } = stepper;
  const button = (label: string, sign: string, to: number, idle: boolean): ReactNode => (
    <button type="button" aria-disabled={idle} onClick={() => go(to)}>
      <span aria-hidden="true">{sign}</span> {label}
    </button>
  );
  return (
    <div className={styles.controls}>
      {button("First", "⇤", 0, at === 0)}
      {button("Back", "←", at - 1, at === 0)}
      {button("Forward", "→", at + 1, at === last)}
      {button("Last", "⇥", last, at === last)}
      <span className={styles.where}>
        Step {at} of {last}
      </span>
      <span className={styles.hint}>Arrow keys step, too.</span>
    </div>
  );
}
