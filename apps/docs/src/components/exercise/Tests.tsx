import CodeBlock from "@theme/CodeBlock";
import type { ReactNode } from "react";
import type { verdict } from "./bench/messages";
import styles from "./exercise.module.css";
import type { material, told_test } from "./material";

/** A test before it has been run. */
export function Tests({ material }: { readonly material: material }): ReactNode {
  const { tests, categories, kind } = material;
  if (kind === "review") return null;
  const hidden = tests.filter(({ visibility }) => visibility === "hidden").length;
  return (
    <details className={styles.group}>
      <summary>
        The tests: {tests.length - hidden} to read, {hidden} of which you see the titles
      </summary>
      {categories.map(({ id, title }) => (
        <div key={id}>
          <p className={styles.category}>{title}</p>
          <ul className={styles.tests}>
            {tests
              .filter(({ category }) => category === id)
              .map((test) => (
                <li key={test.id}>
                  <Title test={test} points={`${test.points}`} />
                  <Code code={test.code} />
                </li>
              ))}
          </ul>
        </div>
      ))}
    </details>
  );
}

export function Title({
  test: { title, visibility },
  points,
}: {
  readonly test: Pick<told_test, "title" | "visibility">;
  readonly points: string;
}): ReactNode {
  return (
    <span>
      {title}{" "}
      <span className={styles.points}>
        ({visibility === "hidden" && "hidden, "}
        {points} {points === "1" ? "point" : "points"})
      </span>
    </span>
  );
}

/** The text of a visible test. */
export function Code({ code }: { readonly code: string }): ReactNode {
  if (code === "") return null;
  return (
    <details>
      <summary>Read the test</summary>
      <CodeBlock language="ts">{code}</CodeBlock>
    </details>
  );
}

const signs = { passed: "✓ passed", failed: "✗ failed", error: "✗ stopped", not_run: "– not run" };

type ran = verdict["tests"][number];

/** A test that has been run: what became of it, why, and what to think about. */
export function Ran({ test, code }: { readonly test: ran; readonly code: string }): ReactNode {
  const { status, message, hint, log, score, max_score } = test;
  return (
    <li
      className={status === "passed" ? styles.passed : styles.failed}
      data-test={test.id}
      data-status={status}
    >
      <span className={styles.sign}>{signs[status]}</span>
      <div>
        <Title test={test} points={`${score} of ${max_score}`} />
        {message !== "" && <p>{message}</p>}
        {hint !== "" && status !== "not_run" && (
          <p className={styles.hint}>
            <strong>Think about this:</strong> {hint}
          </p>
        )}
        {log.length > 0 && (
          <>
            <p>It printed:</p>
            <pre>{log.join("\n")}</pre>
          </>
        )}
        <Code code={code} />
      </div>
    </li>
  );
}
