import type { ReactNode } from "react";
import styles from "./landing.module.css";

const versions = [
  { name: "v1", when: "8 April", what: "leaks" },
  { name: "v2", when: "12 April", what: "leaks, and is praised" },
  { name: "v3", when: "15 April", what: "leaks" },
  { name: "v4", when: "20 April", what: "leaks, and is asked about" },
  { name: "v5", when: "27 April", what: "leaves a page behind" },
  { name: "v6", when: "3 May", what: "is right", right: true },
];

/** The six versions at a glance. */
export function Series(): ReactNode {
  return (
    <ol className={styles.series} aria-label="The six versions of the patch">
      {versions.map(({ name, when, what, right = false }) => (
        <li key={name} className={right ? styles.right : styles.wrong}>
          <span className={styles.sign} aria-hidden="true">
            {right ? "✓" : "✗"}
          </span>
          <strong>{name}</strong> <span className={styles.when}>{when}</span> <span>{what}</span>
        </li>
      ))}
    </ol>
  );
}
