import type { ReactNode } from "react";
import styles from "./machine.module.css";

/** What the audit found after a step; nothing, if it found nothing. */
export function Findings({ findings }: { readonly findings: readonly string[] }): ReactNode {
  if (findings.length === 0) return null;
  return (
    <ul className={styles.findings} aria-label="What the audit found">
      {findings.map((message) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}
