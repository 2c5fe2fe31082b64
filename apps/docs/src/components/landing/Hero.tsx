import Link from "@docusaurus/Link";
import Heading from "@theme/Heading";
import type { ReactNode } from "react";
import styles from "./landing.module.css";
import { Series } from "./Series";

/** The question, and the promise. */
export function Hero(): ReactNode {
  return (
    <header className={styles.hero}>
      <div className={`${styles.inner} ${styles.split}`}>
        <div>
          <p className={styles.eyebrow}>April 2021. A patch for Linux is up for review.</p>
          <Heading as="h1" className={styles.question}>
            Would you have seen the leak?
          </Heading>
          <p className={styles.lead}>
            It tidied up a few lines of memory management. A maintainer praised it. On two of its
            error paths it paid for a block of memory and never gave it back, through four
            revisions. The fifth broke something else. The sixth was right.
          </p>
          <p className={styles.lead}>
            You will rebuild those functions in TypeScript, on a simulated kernel, break them, and
            watch the books stop adding up.
          </p>
          <p className={styles.actions}>
            <Link className="button button--primary button--lg" to="/lessons">
              Start learning
            </Link>
            <Link
              className="button button--outline button--primary button--lg"
              to="/lessons/review"
            >
              Read the review
            </Link>
          </p>
        </div>
        <Series />
      </div>
    </header>
  );
}
