import type { ReactNode } from "react";
import styles from "./machine.module.css";

/** Says in a word what the background says in colour. */
export function Changed({ when }: { readonly when: boolean }): ReactNode {
  return when ? <span className={styles.badge}>changed</span> : null;
}
