import { type change, drawingOf, type machine_view, sayArea } from "@faultline/view";
import type { ReactNode } from "react";
import { Counts } from "./Counts";
import { Ledger } from "./Ledger";
import styles from "./machine.module.css";
import { Frame, Strip } from "./Strip";

/** A machine at one moment. */
export function Picture({
  view,
  changes,
}: {
  readonly view: machine_view;
  readonly changes: readonly change[];
}): ReactNode {
  const changed = new Set(changes.map(({ key }) => key));
  const { strips, others, loose } = drawingOf(view);
  return (
    <div className={styles.picture}>
      <Ledger view={view} changed={changed} />
      {strips.map((strip) => (
        <Strip key={strip.area.key} strip={strip} changed={changed} />
      ))}
      {loose.length > 0 && (
        <div className={styles.panel}>
          <p className={styles.title}>Page frames that nothing above holds</p>
          <div className={styles.columns}>
            {loose.map((frame) => (
              <Frame key={frame.key} frame={frame} changed={changed} />
            ))}
          </div>
        </div>
      )}
      <Counts view={view} changed={changed} />
      {others.length > 0 && (
        <details className={styles.others}>
          <summary>Also mapped, and not drawn; its pages are in the counts above</summary>
          <ul>
            {others.map((area) => (
              <li key={area.key}>{sayArea(area)}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
