import type { targets } from "@faultline/core";
import type { ReactNode } from "react";
import { Controls } from "./Controls";
import { Findings } from "./Findings";
import { Ledger } from "./Ledger";
import styles from "./machine.module.css";
import type { moment } from "./moment";
import { Failed, Shell, Waiting } from "./Shell";
import { Answer, StepList } from "./StepList";
import { stories, type story_name } from "./scenarios";
import { type run, useRun } from "./useRun";
import { useStepper } from "./useStepper";

const asMerged = async (): Promise<Partial<targets>> => ({});
const asPosted = async (): Promise<Partial<targets>> => ({
  ...(await import("@submissions/v2-as-posted")),
});

/** The same scenario on two machines: with the function as it was merged, and as version 2 was posted. */
export function Duel({ scenario }: { readonly scenario: story_name }): ReactNode {
  const title = `${stories[scenario].title}: two versions, one scenario`;
  return <Shell title={title}>{() => <Running name={scenario} />}</Shell>;
}

function Running({ name }: { readonly name: story_name }): ReactNode {
  const merged = useRun(name, asMerged);
  const posted = useRun(name, asPosted);
  const failed = [merged, posted].find((run) => run.state === "failed");
  if (failed?.state === "failed") return <Failed why={failed.why} />;
  if (merged.state !== "ready" || posted.state !== "ready") return <Waiting />;
  return <Sides merged={merged} posted={posted} />;
}

type ready = Extract<run, { state: "ready" }>;

function Sides({ merged, posted }: { readonly merged: ready; readonly posted: ready }): ReactNode {
  const stepper = useStepper(merged.moments.length);
  const [left, right] = [merged.moments[stepper.at], posted.moments[stepper.at]];
  if (left === undefined || right === undefined) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside take the focus; the keys only help
    <div onKeyDown={stepper.onKeyDown}>
      <Controls stepper={stepper} />
      <StepList moments={merged.moments} stepper={stepper} answers={false} />
      <div className={styles.caption} aria-live="polite">
        <p>{merged.story.captions[stepper.at]}</p>
        <p>{compare(left, right)}</p>
      </div>
      <div className={styles.sides}>
        <Side name="Version 6, as merged" moment={left} />
        <Side name="Version 2, as posted" moment={right} />
      </div>
    </div>
  );
}

/** Where the two part, in a sentence. */
function compare(left: moment, right: moment): string {
  const answers =
    left.answer === right.answer
      ? `Both answer ${left.answer ?? "nothing yet"}`
      : `Version 6 answers ${left.answer}, version 2 answers ${right.answer}`;
  const lost = right.view.lost_blocks - left.view.lost_blocks;
  const books =
    lost === 0
      ? "their books agree"
      : `version 2 has lost ${lost} ${lost === 1 ? "block" : "blocks"}`;
  return `${answers}; ${books}.`;
}

function Side({ name, moment }: { readonly name: string; readonly moment: moment }): ReactNode {
  const { answer, view, changes, findings } = moment;
  return (
    <section className={styles.side} aria-label={name}>
      <p className={styles.title}>{name}</p>
      <p>{answer === null ? "Nothing has been asked yet." : <Answer answer={answer} />}</p>
      <Ledger view={view} changed={new Set(changes.map(({ key }) => key))} />
      <Findings findings={findings} />
    </section>
  );
}
