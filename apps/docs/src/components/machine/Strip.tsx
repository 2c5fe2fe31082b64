import {
  type column,
  type frame_view,
  page_flag_meaning,
  pte_bit_meaning,
  type strip,
} from "@faultline/view";
import type { ReactNode } from "react";
import { Changed } from "./Changed";
import styles from "./machine.module.css";

type changed = ReadonlySet<string>;

/** An area as columns: its page table above, its file below, and the page frames between. */
export function Strip({
  strip: { area, file, columns },
  changed,
}: {
  readonly strip: strip;
  readonly changed: changed;
}): ReactNode {
  const watched =
    area.watched.length > 0 ? `, watched for ${area.watched.join(" and ")} faults` : "";
  const of = file === null ? "anonymous memory" : `file ${file.ino}, ${file.bytes} bytes`;
  return (
    <div className={styles.panel}>
      <p className={styles.title}>
        Mapping <span className={styles.owner}>{`${area.rights.join(", ")}; ${of}${watched}`}</span>
      </p>
      <ol className={styles.columns}>
        {columns.map((one) => (
          <li key={one.page} className={one.slot === null && file ? styles.pastEnd : undefined}>
            <Column column={one} hasFile={file !== null} changed={changed} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function Column({
  column: { page, pte, frame, slot, cached },
  hasFile,
  changed,
}: {
  readonly column: column;
  readonly hasFile: boolean;
  readonly changed: changed;
}): ReactNode {
  const past = slot === null || slot.past_end;
  return (
    <>
      <p className={styles.column}>
        Page {page}
        {hasFile && past && <span className={styles.end}>past the end of the file</span>}
      </p>
      <Box title="PTE" on={changed.has(pte.key)} empty={pte.state === "none"}>
        {pte.state === "none" ? "none" : <Chips words={pte.bits} meanings={pte_bit_meaning} />}
        {pte.state === "zero page" && <p>the zero page</p>}
      </Box>
      {frame !== null && <Frame frame={frame} changed={changed} joined="pte" />}
      {cached !== null && <Frame frame={cached} changed={changed} joined="cache" />}
      {hasFile && (
        <Box
          title="Page cache"
          on={slot !== null && changed.has(slot.key)}
          empty={slot === null || slot.state === "hole"}
        >
          {slot === null
            ? "no such page"
            : slot.state === "page"
              ? `frame ${slot.pfn}`
              : slot.state}
        </Box>
      )}
    </>
  );
}

function Box({
  title,
  on,
  empty,
  children,
}: {
  readonly title: string;
  readonly on: boolean;
  readonly empty: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const look = [styles.box, empty && styles.empty, on && styles.changed].filter(Boolean).join(" ");
  return (
    <div className={look}>
      <span className={styles.label}>{title}</span>
      <Changed when={on} />
      <div>{children}</div>
    </div>
  );
}

/** A page frame: its number, its counts, its flags, and who holds it. */
export function Frame({
  frame,
  changed,
  joined,
}: {
  readonly frame: frame_view;
  readonly changed: changed;
  readonly joined?: "pte" | "cache";
}): ReactNode {
  const on = changed.has(frame.key);
  const { pfn, refs, mapped, flags, holders, content } = frame;
  const look = [styles.frame, on && styles.changed, joined && styles[`join_${joined}`]];
  return (
    <div className={look.filter(Boolean).join(" ")} data-key={frame.key}>
      <span className={styles.label}>Frame {pfn}</span>
      <Changed when={on} />
      <div className={styles.counts}>
        <span>
          <strong>{refs}</strong> held
        </span>
        <span>
          <strong>{mapped}</strong> mapped
        </span>
        <code title="the first byte and the last">{`${content.slice(0, 2)}…${content.slice(2)}`}</code>
      </div>
      <Chips words={flags} meanings={page_flag_meaning} />
      <ul className={styles.holders}>
        {holders.map(({ say }) => (
          <li key={say}>{say}</li>
        ))}
      </ul>
    </div>
  );
}

function Chips({
  words,
  meanings,
}: {
  readonly words: readonly string[];
  readonly meanings: Readonly<Record<string, string>>;
}): ReactNode {
  return (
    <ul className={styles.chips}>
      {words.map((word) => (
        <li key={word} title={meanings[word]}>
          {word}
        </li>
      ))}
    </ul>
  );
}
