// Writes down what a learner does. Every function gives a new record and leaves the old one as it was.

import {
  type attempt,
  type exercise_progress,
  newExerciseProgress,
  type progress,
} from "./format.ts";
import { mergeProgress, ofId } from "./merge.ts";

export const noteStart = (progress: progress, id: string, at: string): progress =>
  noted(progress, id, { started: [at] });

/** An attempt. The same text with the same outcome as before is none, unless the exercise was begun once more. */
export function noteAttempt(progress: progress, id: string, attempt: attempt): progress {
  const { attempts, started } = ofId(progress, id);
  const before = attempts.at(-1);
  const again = before !== undefined && outcomeOf(before) === outcomeOf(attempt);
  if (again && before.at >= (started.at(-1) ?? "")) return progress;
  return noted(progress, id, { attempts: [attempt] });
}

const outcomeOf = ({ at: _, ...rest }: attempt): string =>
  JSON.stringify(Object.entries(rest).sort());

/** @param number of the hint, from 1 */
export const noteHint = (progress: progress, id: string, number: number, at: string): progress =>
  noted(progress, id, { hints: [{ at, number }] });

export const gaveUp = (progress: progress, id: string, at: string): progress =>
  noted(progress, id, { given_up: [at] });

function noted(progress: progress, id: string, news: Partial<exercise_progress>): progress {
  const more = { ...newExerciseProgress(), ...news };
  return mergeProgress(progress, { schema: progress.schema, exercises: { [id]: more } });
}
