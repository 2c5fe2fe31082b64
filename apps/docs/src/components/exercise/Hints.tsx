import { type ReactNode, useRef } from "react";
import styles from "./exercise.module.css";

interface props {
  readonly hints: readonly string[];
  readonly shown: number;
  readonly onShow: (n: number) => void;
}

/** One hint at a time, from a question to a fact. */
export function Hints({ hints, shown, onShow }: props): ReactNode {
  const list = useRef<HTMLOListElement>(null);
  const count = Math.min(hints.length, Math.max(0, shown));
  const next = (): void => {
    if (count < hints.length) onShow(count + 1);
  };
  return (
    <div className={styles.hints}>
      <ol ref={list} aria-label="Hints" aria-live="polite">
        {hints.slice(0, count).map((hint) => (
          <li key={hint}>{hint}</li>
        ))}
      </ol>
      <button type="button" aria-disabled={count === hints.length} onClick={next}>
        {count === 0
          ? "Give me a hint"
          : count < hints.length
            ? "Another hint"
            : "There are no more hints"}
        {count < hints.length && ` (${count + 1} of ${hints.length})`}
      </button>
    </div>
  );
}
