import type { ledger_line, machine_view } from "@faultline/view";
import type { ReactNode } from "react";
import { Changed } from "./Changed";
import styles from "./machine.module.css";

interface props {
  readonly view: machine_view;
  readonly changed: ReadonlySet<string>;
}

/** The numbers that must agree, and the blocks that nobody has. */
export function Ledger({ view, changed }: props): ReactNode {
  return (
    <div className={styles.panel}>
      <p className={styles.title}>Ledger</p>
      <dl className={styles.ledger}>
        {view.ledger.map((line) => (
          <Line key={line.key} line={line} lost={view.lost_blocks} changed={changed} />
        ))}
      </dl>
      <p className={view.lost_blocks > 0 ? styles.lost : styles.balanced}>
        {view.lost_blocks > 0
          ? `✗ ${blocks(view.lost_blocks)} paid for, and no file has ${view.lost_blocks === 1 ? "it" : "them"}.`
          : "✓ Every block that is paid for belongs to a file."}
      </p>
    </div>
  );
}

const blocks = (n: number): string => (n === 1 ? "1 block is" : `${n} blocks are`);

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
