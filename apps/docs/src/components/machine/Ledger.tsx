import { type ledger_line, type machine_view, sayLost, sayUnpaid } from "@faultline/view";
import type { ReactNode } from "react";
import { Changed } from "./Changed";
import styles from "./machine.module.css";

interface props {
  readonly view: machine_view;
  readonly changed: ReadonlySet<string>;
}

/** The numbers that must agree, and the blocks that nobody has. Of the files, those that are being watched. */
export function Ledger({ view, changed }: props): ReactNode {
  const watched = view.areas.filter((area) => area.watched.length > 0).map(({ file }) => file);
  const lines = view.ledger.filter(({ file }) => file === null || watched.includes(file));
  const others = view.files.filter(({ ino }) => !watched.includes(ino)).length;
  return (
    <div className={styles.panel}>
      <p className={styles.title}>Ledger</p>
      <dl className={styles.ledger}>
        {lines.map((line) => (
          <Line key={line.key} line={line} lost={view.lost_blocks} changed={changed} />
        ))}
      </dl>
      {others > 0 && (
        <p className={styles.owner}>
          {others === 1 ? "Another file is" : `${others} other files are`} not shown.
        </p>
      )}
      <Verdict broken={view.lost_blocks > 0} say={sayLost(view.lost_blocks)} />
      {view.unpaid_pages > 0 && <Verdict broken say={sayUnpaid(view.unpaid_pages)} />}
    </div>
  );
}

/** Whether the books agree, by a sign and a sentence. */
function Verdict({ broken, say }: { readonly broken: boolean; readonly say: string }): ReactNode {
  return <p className={broken ? styles.lost : styles.balanced}>{`${broken ? "✗" : "✓"} ${say}`}</p>;
}

function Line({
  line: { key, name, owner, value, limit, meaning },
  lost,
  changed,
}: {
  readonly line: ledger_line;
  readonly lost: number;
  readonly changed: ReadonlySet<string>;
}): ReactNode {
  return (
    <div className={changed.has(key) ? styles.changed : undefined} data-key={key}>
      <dt>
        <code>{name}</code> <span className={styles.owner}>{owner}</span>
      </dt>
      <dd>
        <strong>{value}</strong>
        {limit !== null && <span> of {limit}</span>}
        {limit !== null && limit <= 8 && <Blocks used={value} limit={limit} lost={lost} />}
        <Changed when={changed.has(key)} />
        <span className={styles.meaning}>{meaning}</span>
      </dd>
    </div>
  );
}

/** One square for each block of the mount: free, in use, or lost. */
function Blocks({
  used,
  limit,
  lost,
}: {
  readonly used: number;
  readonly limit: number;
  readonly lost: number;
}): ReactNode {
  const kind = (i: number): "used" | "lost" | "free" =>
    i < used - lost ? "used" : i < used ? "lost" : "free";
  return (
    <span className={styles.blocks} aria-hidden="true">
      {Array.from({ length: limit }, (_, i) => kind(i)).map((k, i) => (
        <span key={i} className={styles[`block_${k}`]}>
          {k === "lost" ? "✗" : ""}
        </span>
      ))}
    </span>
  );
}
