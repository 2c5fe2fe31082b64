import type { ReactNode } from "react";
import type { verdict } from "./bench/messages";
import styles from "./exercise.module.css";

/** What became of tests that were handed in: those that do not count first, with why. */
export function Review({ verdict: { review, status } }: { readonly verdict: verdict }): ReactNode {
  if (review === undefined || status !== "graded") return null;
  const { tests, valid, given, right_versions, log } = review;
  const order = [...tests].sort(
    (a, b) => Number(a.status === "valid") - Number(b.status === "valid"),
  );
  return (
    <details className={styles.group} open>
      <summary>
        {valid === given ? "✓" : "✗"} Your tests: {valid} of {given} count
      </summary>
      <p>
        A test counts if all {right_versions} right versions pass it, and the points are multiplied
        by the share of tests that count.
      </p>
      <ul className={styles.tests}>
        {order.map(({ name, status, message, catches }, i) => (
          <li key={i} className={status === "valid" ? styles.passed : styles.failed}>
            <span className={styles.sign}>
              {status === "valid" ? "✓ counts" : "✗ does not count"}
            </span>
            <div>
              {name}
              {message !== "" && <p>{message}</p>}
              {status === "valid" && (
                <p>
                  {catches.length === 0
                    ? "It catches nothing."
                    : `It catches ${catches.join(", ")}.`}
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
      {log.length > 0 && <pre>{log.join("\n")}</pre>}
    </details>
  );
}
