import type { ReactNode } from "react";
import styles from "./exercise.module.css";

interface props {
  readonly running: boolean;
  /** Nothing has been written yet. */
  readonly untouched: boolean;
  readonly onRun: () => void;
  readonly onTurn: () => void;
  readonly onStop: () => void;
  readonly onStartOver: () => void;
  readonly children: ReactNode;
}

/** What can be done with an answer. A button that has nothing to do stays focusable, so that focus is never lost. */
export function Buttons(props: props): ReactNode {
  const { running, untouched, onRun, onTurn, onStop, onStartOver, children } = props;
  const startOver = (): void => {
    if (!untouched && confirm("Throw away what you have written here, and begin with the starter?"))
      onStartOver();
  };
  return (
    <div className={styles.buttons}>
      <button
        type="button"
        className={styles.run}
        onFocus={onTurn}
        onPointerEnter={onTurn}
        onClick={running ? onStop : onRun}
      >
        {running ? "■ Stop" : "▶ Run"}
      </button>
      <button type="button" aria-disabled={untouched} onClick={startOver}>
        Start over
      </button>
      {children}
    </div>
  );
}
