import type { count, machine_view } from "@faultline/view";
import type { ReactNode } from "react";
import { Changed } from "./Changed";
import styles from "./machine.module.css";

/** Resident pages, reclaim's lists, locks and the kernel's log. */
export function Counts({
  view,
  changed,
}: {
  readonly view: machine_view;
  readonly changed: ReadonlySet<string>;
}): ReactNode {
  return (
    <div className={styles.rows}>
      <Row title="Resident (rss)" counts={view.rss} changed={changed} />
      <Row title="LRU" counts={view.lru} changed={changed} />
      <div className={styles.panel}>
        <p className={styles.title}>Locks and log</p>
        <p>{view.locks.length === 0 ? "No lock is held." : `Held: ${view.locks.join(", ")}`}</p>
        {view.dmesg.length === 0 ? (
          <p>The kernel has logged nothing.</p>
        ) : (
          <ol className={styles.log}>
            {view.dmesg.map((line, i) => (
              <li key={i}>{line}</li>
            ))}
          </ol>
        )}
      </div>
    </div>
  );
}

function Row({
  title,
  counts,
  changed,
}: {
  readonly title: string;
  readonly counts: readonly count[];
  readonly changed: ReadonlySet<string>;
}): ReactNode {
  const shown = counts.filter(({ key, value }) => value !== 0 || changed.has(key));
  return (
    <div className={styles.panel}>
      <p className={styles.title}>{title}</p>
      {shown.length === 0 && <p>All are 0.</p>}
      <dl className={styles.small}>
        {shown.map(({ key, name, value, meaning }) => (
          <div key={key} className={changed.has(key) ? styles.changed : undefined}>
            <dt title={meaning}>
              <code>{name}</code>
            </dt>
            <dd>
              <strong>{value}</strong>
              <Changed when={changed.has(key)} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
