import type { ReactNode } from "react";
import styles from "./lesson.module.css";

/** A question to answer before the answer is shown. */
export function Predict({
  question,
  children,
}: {
  readonly question: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className={styles.predict}>
      <p className={styles.question}>
        <strong>Before you read on.</strong> {question}
      </p>
      <details>
        <summary>I have an answer. Show me yours.</summary>
        {children}
      </details>
    </div>
  );
}
