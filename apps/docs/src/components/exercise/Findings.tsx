import Link from "@docusaurus/Link";
import type { ReactNode } from "react";
import type { verdict } from "./bench/messages";
import styles from "./exercise.module.css";

type finding = verdict["findings"][number];

/** Rules that were broken: each with the line that broke it, and a page to read. */
export function Findings({
  findings,
  goTo,
}: {
  readonly findings: readonly finding[];
  readonly goTo: (line: number) => void;
}): ReactNode {
  if (findings.length === 0) return null;
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  return (
    <div className={styles.broken}>
      <p className={styles.category}>Broken rules</p>
      <ul>
        {rules.map((rule) => (
          <Rule
            key={rule}
            rule={rule}
            findings={findings.filter((one) => one.rule === rule)}
            goTo={goTo}
          />
        ))}
      </ul>
    </div>
  );
}

function Rule({
  rule,
  findings,
  goTo,
}: {
  readonly rule: string;
  readonly findings: readonly finding[];
  readonly goTo: (line: number) => void;
}): ReactNode {
  const lesson = findings[0]?.lesson;
  return (
    <li>
      <code>{rule}</code>
      <ul>
        {findings.map(({ id, message, line }) => (
          <li key={id}>
            {message}{" "}
            {line !== null && (
              <button type="button" className={styles.line} onClick={() => goTo(line)}>
                line {line}
              </button>
            )}
          </li>
        ))}
      </ul>
      {lesson !== undefined && <Link to={lesson}>Read about {rule}</Link>}
    </li>
  );
}
