import { type ReactNode, useCallback, useEffect, useRef } from "react";
import { Buttons } from "./Buttons";
import { Editor } from "./editor/Editor";
import type { editor } from "./editor/editor";
import styles from "./exercise.module.css";
import { Hints } from "./Hints";
import type { material } from "./material";
import { remarksOf } from "./remarks";
import { Tests } from "./Tests";
import { useBench } from "./useBench";
import { Verdict } from "./Verdict";
import { Transfer } from "./work/Transfer";
import { useWork } from "./work/useWork";
import { no_work } from "./work/work";

/** An exercise: the editor, what can be done, and below it what came of it. */
export function Workplace({ material }: { readonly material: material }): ReactNode {
  const { id, title, starter, hints, exports } = material;
  const { mine, trouble, change, takeIn } = useWork(id, starter);
  const { grading, prepare, run, stop, watch } = useBench(id);
  const handle = useRef<editor | null>(null);
  const code = mine?.code ?? starter;

  const runNow = useCallback(() => {
    const source = handle.current?.text() ?? code;
    handle.current?.remark([]);
    run(source, (verdict) => {
      handle.current?.remark(remarksOf(verdict));
      if (verdict.score > (mine?.best ?? -1))
        change({ best: verdict.score, max: verdict.max_score });
    });
  }, [run, change, code, mine?.best]);
  const goTo = useCallback((line: number) => handle.current?.goTo(line), []);
  const replace = useCallback(
    (text: string) => {
      handle.current?.replace(text);
      change({ code: text });
    },
    [change],
  );
  // What was kept is there a moment after the page.
  const kept = mine !== null;
  useEffect(() => {
    if (kept && handle.current !== null && handle.current.text() !== code)
      handle.current.replace(code);
  }, [kept, code]);

  return (
    <section className={styles.exercise} aria-label={`Your answer: ${title}`}>
      <div className={styles.head}>
        <span className={styles.file}>{id}.ts</span>
        <Best best={mine?.best ?? -1} max={mine?.max ?? 0} />
      </div>
      <Editor
        label={`Your answer: ${exports.join(", ")}`}
        text={code}
        handle={handle}
        onChange={(text) => change({ code: text })}
        onRun={runNow}
        onTurn={prepare}
      />
      <Buttons
        running={grading.state === "running"}
        untouched={code === starter}
        onRun={runNow}
        onTurn={prepare}
        onStop={stop}
        onStartOver={() => replace(starter)}
      >
        <Transfer
          unkept={mine === null ? no_work : { ...no_work, exercises: { [id]: mine } }}
          onImport={(work) => {
            const now = takeIn(work);
            if (now !== null) handle.current?.replace(now.code);
          }}
        />
      </Buttons>
      {trouble !== "" && (
        <p className={styles.trouble} role="alert">
          <strong>Not kept.</strong> {trouble}
        </p>
      )}
      <Verdict grading={grading} material={material} goTo={goTo} watch={watch} />
      <Hints hints={hints} shown={mine?.hints ?? 0} onShow={(n) => change({ hints: n })} />
      {grading.state !== "done" && <Tests material={material} />}
    </section>
  );
}

function Best({ best, max }: { readonly best: number; readonly max: number }): ReactNode {
  if (best < 0) return <span>Not run yet</span>;
  return (
    <span>
      {best === max ? `✓ Full marks: ${max} of ${max}` : `Best so far: ${best} of ${max}`}
    </span>
  );
}
