import type { ReactNode } from "react";
import styles from "./lesson.module.css";

const versions = [
  { name: "v1", when: "8 April", books: "leaks on two paths", cache: "clean" },
  { name: "v2", when: "12 April", books: "leaks on two paths", cache: "clean", note: "praised" },
  { name: "v3", when: "15 April", books: "leaks on two paths", cache: "clean" },
  { name: "v4", when: "20 April", books: "leaks on two paths", cache: "clean", note: "found" },
  { name: "v5", when: "27 April", books: "balanced", cache: "keeps an unpaid page" },
  { name: "v6", when: "3 May", books: "balanced", cache: "clean", note: "merged" },
];

/** The six versions, and which of them returned what they took. */
export function Versions(): ReactNode {
  return (
    <ol className={styles.versions} aria-label="The six versions">
      {versions.map(({ name, when, books, cache, note }) => {
        const sound = books === "balanced" && cache === "clean";
        return (
          <li key={name} className={sound ? styles.sound : styles.broken}>
            <span className={styles.name}>{name}</span>
            <span className={styles.when}>{when}</span>
            <span>Books: {books}</span>
            <span>Page cache: {cache}</span>
            <span className={styles.note}>
              {sound ? "✓ right" : "✗ wrong"}
              {note === undefined ? "" : `, ${note}`}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
