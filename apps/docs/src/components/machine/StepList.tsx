import type { ReactNode } from "react";
import styles from "./machine.module.css";
import type { moment } from "./moment";
import type { stepper } from "./useStepper";

/** All steps; the one that is shown is marked. */
export function StepList({
  moments,
  stepper,
  answers = true,
}: {
  readonly moments: readonly moment[];
  readonly stepper: stepper;
  /** Whether to say what each step returned. */
  readonly answers?: boolean;
}): ReactNode {
  return (
    <ol className={styles.steps} start={0}>
      {moments.map(({ title, answer }, i) => (
        <li key={i}>
          <button
            type="button"
            aria-current={i === stepper.at ? "step" : undefined}
            onClick={() => stepper.go(i)}
          >
            <span className={styles.number}>{i}</span>
            <span>{title}</span>
            {answers && answer !== null && <Answer answer={answer} />}
          </button>
        </li>
      ))}
    </ol>
  );
}

/** What a step returned; an error is said in its spelling and set apart by its shape. */
export function Answer({ answer }: { readonly answer: string }): ReactNode {
  const failed = /^-E|SIG|BUG|dead/.test(answer);
  return <code className={failed ? styles.failed : styles.answered}>{answer}</code>;
}
