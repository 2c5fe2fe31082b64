import { type ReactNode, useId, useState } from "react";
import { Player } from "../machine/Machine";
import type { moment } from "../machine/moment";
import { Shell } from "../machine/Shell";
import { useStepper } from "../machine/useStepper";
import type { pair_of_runs } from "./bench/messages";
import styles from "./exercise.module.css";

interface props {
  readonly runs: pair_of_runs;
  /** The first step after which something differs. */
  readonly step: number;
}

/** The run in which code and Linux part ways: the same steps with the one and with the other. */
export function Watched({ runs: { yours, linux }, step }: props): ReactNode {
  const [whose, setWhose] = useState<"yours" | "linux">(yours === null ? "linux" : "yours");
  const stepper = useStepper(linux.length, step);
  const name = useId();
  const choice = (value: "yours" | "linux", label: string): ReactNode => (
    <label>
      <input
        type="radio"
        name={name}
        checked={whose === value}
        disabled={value === "yours" && yours === null}
        onChange={() => setWhose(value)}
      />{" "}
      {label}
    </label>
  );
  const moments = whose === "yours" && yours !== null ? enough(yours, linux.length) : linux;
  return (
    <Shell title="The run in which they part ways">
      {() => (
        <>
          <fieldset className={styles.whose}>
            <legend>Whose function runs</legend>
            {choice("yours", "Yours")}
            {choice("linux", "Linux's")}
          </fieldset>
          {yours === null && <p>Your code could not be run to an end in this.</p>}
          <Player moments={moments} stepper={stepper} captions={captionsFor(step)} />
        </>
      )}
    </Shell>
  );
}

function captionsFor(step: number): string[] {
  const captions: string[] = [];
  captions[step] = "Here the two part ways: compare yours with Linux's.";
  return captions;
}

/** A machine that has stopped does no more steps: it stays as it was. */
function enough(moments: readonly moment[], length: number): moment[] {
  const last = moments.at(-1);
  if (last === undefined) return [];
  const dead = { ...last, answer: "dead", changes: [], findings: [] };
  return Array.from({ length }, (_, i) => moments[i] ?? dead);
}
