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
import { Words } from "./Words";

const asMerged = async (): Promise<Partial<targets>> => ({});

/** Versions as they were posted; each is loaded when a page shows it. */
const posted = {
  2: async (): Promise<Partial<targets>> => ({ ...(await import("@submissions/v2-as-posted")) }),
  5: async (): Promise<Partial<targets>> => ({ ...(await import("@submissions/v5-as-posted")) }),
};
type version = keyof typeof posted;

interface props {
  readonly scenario: story_name;
  /** Which version stands on the right. Default: 2. */
  readonly version?: version;
}

/** The same scenario on two machines: with the function as it was merged, and as a version of it was posted. */
export function Duel({ scenario, version = 2 }: props): ReactNode {
  const title = `${stories[scenario].title}: version 6 and version ${version}`;
  return <Shell title={title}>{() => <Running name={scenario} version={version} />}</Shell>;
}

function Running({
  name,
  version,
}: {
  readonly name: story_name;
  readonly version: version;
}): ReactNode {
  const left = useRun(name, asMerged);
  const right = useRun(name, posted[version]);
  const failed = [left, right].find((run) => run.state === "failed");
  if (failed?.state === "failed") return <Failed why={failed.why} />;
  if (left.state !== "ready" || right.state !== "ready") return <Waiting />;
  return <Sides merged={left} posted={right} version={version} />;
}

type ready = Extract<run, { state: "ready" }>;

function Sides({
  merged,
  posted,
  version,
}: {
  readonly merged: ready;
  readonly posted: ready;
  readonly version: version;
}): ReactNode {
  const stepper = useStepper(merged.moments.length);
  const [left, right] = [momentAt(merged, stepper.at), momentAt(posted, stepper.at)];
  if (left === undefined || right === undefined) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside take the focus; the keys only help
    <div onKeyDown={stepper.onKeyDown}>
      <Controls stepper={stepper} />
      <StepList moments={merged.moments} stepper={stepper} answers={false} />
      <div className={styles.caption} aria-live="polite">
        <Words of={merged.story.captions[stepper.at]} />
        <Words of={compare(left, right, version)} />
      </div>
      <div className={styles.sides}>
        <Side name="Version 6, as merged" story={merged.story.title} moment={left} />
        <Side name={`Version ${version}, as posted`} story={merged.story.title} moment={right} />
      </div>
    </div>
  );
}

/** A machine that has hit a BUG does no more steps: it stays as it was. */
function momentAt({ moments }: ready, at: number): moment | undefined {
  const last = moments.at(-1);
  if (last === undefined || at < moments.length) return moments[at];
  return { ...last, answer: "dead", changes: [], findings: [] };
}

/** Where the two part, in a sentence. */
function compare(left: moment, right: moment, version: version): string {
  const answers =
    left.answer === right.answer
      ? `Both answer ${left.answer ?? "nothing yet"}`
      : `Version 6 answers ${left.answer}, version ${version} answers ${right.answer}`;
  if (right.answer === "BUG" || right.answer === "dead")
    return `Version 6 answers ${left.answer}; the machine of version ${version} has stopped.`;
  const books = [
    right.view.lost_blocks > left.view.lost_blocks && "has lost blocks",
    right.view.unpaid_pages > left.view.unpaid_pages && "has a page that nobody paid for",
  ].filter((one) => one !== false);
  return `${answers}; ${books.length === 0 ? "their books are in order" : `version ${version} ${books.join(" and ")}`}.`;
}

function Side({
  name,
  story,
  moment,
}: {
  readonly name: string;
  readonly story: string;
  readonly moment: moment;
}): ReactNode {
  const { answer, view, changes, findings } = moment;
  return (
    <section className={styles.side} aria-label={`${name}: ${story}`}>
      <p className={styles.title}>{name}</p>
      <p>{answer === null ? "Nothing has been asked yet." : <Answer answer={answer} />}</p>
      <Ledger view={view} changed={new Set(changes.map(({ key }) => key))} />
      <Findings findings={findings} />
    </section>
  );
}
