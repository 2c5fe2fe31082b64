import type { ReactNode } from "react";
import { Controls } from "./Controls";
import { Findings } from "./Findings";
import styles from "./machine.module.css";
import type { moment } from "./moment";
import { Picture } from "./Picture";
import { Failed, Shell, Waiting } from "./Shell";
import { StepList } from "./StepList";
import { stories, type story, type story_name } from "./scenarios";
import { useRun } from "./useRun";
import { type stepper, useStepper } from "./useStepper";
import { Words } from "./Words";

/** Runs a scenario in the page, and steps through it. */
export function Machine({ scenario }: { readonly scenario: story_name }): ReactNode {
  return <Shell title={stories[scenario].title}>{() => <Running name={scenario} />}</Shell>;
}

function Running({ name }: { readonly name: story_name }): ReactNode {
  const run = useRun(name);
  if (run.state === "loading") return <Waiting />;
  if (run.state === "failed") return <Failed why={run.why} />;
  return <Told story={run.story} moments={run.moments} />;
}

function Told({
  story,
  moments,
}: {
  readonly story: story;
  readonly moments: readonly moment[];
}): ReactNode {
  const stepper = useStepper(moments.length);
  return <Player moments={moments} stepper={stepper} captions={story.captions} />;
}

interface player {
  readonly moments: readonly moment[];
  readonly stepper: stepper;
  /** For the start and for each operation; none where nothing is to be said. */
  readonly captions: readonly (string | undefined)[];
}

/** A run, one step at a time. */
export function Player({ moments, stepper, captions }: player): ReactNode {
  const now = moments[stepper.at];
  if (now === undefined) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside take the focus; the keys only help
    <div onKeyDown={stepper.onKeyDown}>
      <Controls stepper={stepper} />
      <StepList moments={moments} stepper={stepper} />
      <div className={styles.caption} aria-live="polite">
        <Words of={captions[stepper.at]} />
        <Changes moment={now} />
        <Findings findings={now.findings} />
      </div>
      <Picture view={now.view} changes={now.changes} />
    </div>
  );
}

/** What the step changed, in sentences. */
function Changes({ moment: { changes, answer } }: { readonly moment: moment }): ReactNode {
  if (answer === null) return null;
  if (changes.length === 0) return <p>Nothing in the machine has changed.</p>;
  return (
    <ul className={styles.changes}>
      {changes.map(({ key, say }) => (
        <li key={key}>{say}</li>
      ))}
    </ul>
  );
}
