import BrowserOnly from "@docusaurus/BrowserOnly";
import type { ReactNode } from "react";
import styles from "./machine.module.css";

/** The frame around a live picture; without a browser, or until the kernel has been loaded, it says what is missing. */
export function Shell({
  title,
  children,
}: {
  readonly title: string;
  readonly children: () => ReactNode;
}): ReactNode {
  return (
    <figure className={styles.shell}>
      <figcaption>
        <span className={styles.live}>Live</span> {title}
      </figcaption>
      <BrowserOnly fallback={<Waiting />}>{children}</BrowserOnly>
    </figure>
  );
}

/** What stands there until the machine has run. */
export function Waiting(): ReactNode {
  return (
    <p className={styles.waiting}>
      The machine runs in your browser, and is being loaded. It needs JavaScript.
    </p>
  );
}

export function Failed({ why }: { readonly why: string }): ReactNode {
  return (
    <p className={styles.waiting} role="alert">
      ✗ The machine could not be run: {why}
    </p>
  );
}
