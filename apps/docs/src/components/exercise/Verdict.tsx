import type { ReactNode } from "react";
import type { verdict } from "./bench/messages";
import styles from "./exercise.module.css";
import { Findings } from "./Findings";
import type { material } from "./material";
import { Parting } from "./Parting";
import { Review } from "./Review";
import { Ran } from "./Tests";
import type { bench, grading } from "./useBench";

interface props {
  readonly grading: grading;
  readonly material: material;
  readonly goTo: (line: number) => void;
  readonly watch: bench["watch"];
}

/** What became of a run. The sentence on top is said aloud by a screen reader; the rest is there to be read. */
export function Verdict({ grading, material, goTo, watch }: props): ReactNode {
  const done = grading.state === "done" ? grading : null;
  return (
    <div className={styles.verdict}>
      <div role="status" className={styles.sum} data-state={grading.state}>
        <Sum grading={grading} />
      </div>
      {done !== null && (
        <>
          <Problem verdict={done.verdict} />
          <Known verdict={done.verdict} />
          <Findings findings={done.verdict.findings} goTo={goTo} />
          {done.verdict.counterexample !== null && (
            <Parting
              key={done.source}
              parting={done.verdict.counterexample}
              watch={() =>
                done.verdict.counterexample === null
                  ? Promise.reject(new Error("There is nothing to watch."))
                  : watch(done.source, done.verdict.counterexample.scenario)
              }
            />
          )}
          <Review verdict={done.verdict} />
          <Categories verdict={done.verdict} material={material} />
        </>
      )}
    </div>
  );
}

function Sum({ grading }: { readonly grading: grading }): ReactNode {
  if (grading.state === "idle") return null;
  if (grading.state === "running") return <p>Running …</p>;
  if (grading.state === "failed")
    return <p className={styles.bad}>✗ It could not be run. {grading.why}</p>;
  const { score, max_score, tests, duration_ms } = grading.verdict;
  const passed = tests.filter(({ status }) => status === "passed").length;
  const full = score === max_score;
  return (
    <p className={full ? styles.good : styles.bad}>
      <strong>
        {full ? "✓ Full marks" : "✗ Not yet"}: {score} of {max_score} points.
      </strong>{" "}
      {passed} of {tests.length} tests passed, in {(duration_ms / 1000).toFixed(1)} s.
    </p>
  );
}

/** Why it could not be read, or was stopped. */
function Problem({ verdict: { status, message } }: { readonly verdict: verdict }): ReactNode {
  if (status === "graded") return null;
  const head = {
    compile_error: "This is not TypeScript that can be read.",
    rejected: "This cannot be handed in.",
    crashed: "Your code ended what it ran in.",
    timeout: "Your code did not come to an end.",
    out_of_memory: "Your code used up its memory.",
  }[status];
  return (
    <p className={styles.problem}>
      <strong>{head}</strong> {message}
    </p>
  );
}

/** Whoever fails as a posted version did is in good company. */
function Known({ verdict: { known } }: { readonly verdict: verdict }): ReactNode {
  if (known === undefined) return null;
  return (
    <div className={styles.known}>
      <p>
        <strong>Somebody was here before you.</strong> A version that was posted for Linux, or
        merged into it, fails the same tests. What {known.by} said of it on {known.on}, in our
        words:
      </p>
      <blockquote>{known.said}</blockquote>
    </div>
  );
}

interface told {
  readonly verdict: verdict;
  readonly material: material;
}

/** All tests by what they are about. The first group that lost points is open: there is enough to read in one. */
function Categories({ verdict, material }: told): ReactNode {
  if (verdict.tests.every(({ status }) => status === "not_run")) return null;
  const lost = verdict.tests.filter(({ score, max_score }) => score < max_score);
  const first = material.categories.find(({ id }) => lost.some(({ category }) => category === id));
  return material.categories.map(({ id, title }) => (
    <Category key={id} {...{ id, title, verdict, material }} open={id === first?.id} />
  ));
}

function Category(
  props: told & {
    readonly id: string;
    readonly title: string;
    readonly open: boolean;
  },
): ReactNode {
  const { id, title, verdict, material, open } = props;
  const tests = verdict.tests.filter(({ category }) => category === id);
  if (tests.length === 0) return null;
  const sum = (key: "score" | "max_score"): number => tests.reduce((all, one) => all + one[key], 0);
  const [score, max] = [sum("score"), sum("max_score")];
  const order = [...tests].sort((a, b) => rank(a) - rank(b));
  const codeOf = (test: string): string =>
    material.tests.find((one) => one.id === test)?.code ?? "";
  return (
    <details className={styles.group} open={open}>
      <summary>
        {score === max ? "✓" : "✗"} {title}: {score} of {max}
      </summary>
      <ul className={styles.tests}>
        {order.map((test) => (
          <Ran key={test.id} test={test} code={codeOf(test.id)} />
        ))}
      </ul>
    </details>
  );
}

/** What failed comes first, and of that what can be read. */
const rank = ({ status, visibility }: verdict["tests"][number]): number =>
  (status === "passed" ? 2 : 0) + (visibility === "visible" ? 0 : 1);
