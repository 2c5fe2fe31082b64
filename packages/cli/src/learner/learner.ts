// What every command of a learner begins with: the exercises, the record, and which exercise is meant.

import { currentExercise, isFull, type progress, standingOf } from "@faultline/progress";
import type { list_entry } from "../pretty/course.ts";
import { type terminal, Usage } from "../terminal.ts";
import { type course_exercise, loadCourse } from "./course.ts";
import { findPlaces, type places } from "./places.ts";
import { Store } from "./store.ts";

export interface learner {
  readonly places: places;
  readonly course: readonly course_exercise[];
  readonly store: Store;
}

export interface format_flag {
  readonly format: "pretty" | "json";
}

/** @param warn told, in a sentence, of what the learner should know */
export async function newLearner(
  { stderr }: terminal,
  warn = (sentence: string): void => stderr(`faultline: ${sentence}\n`),
): Promise<learner> {
  const places = findPlaces();
  const store = new Store(places.store, warn);
  return { places, course: await loadCourse(places), store };
}

/**
 * The exercise of that id; the one to go on with if none is named.
 *
 * @throws Usage if this kit has no such exercise, or all are done and none is named
 */
export function meant({ course }: learner, progress: progress, id?: string): course_exercise {
  const ids = course.map((one) => one.id).join(", ");
  const found =
    id === undefined ? currentExercise(progress, course) : course.find((one) => one.id === id);
  if (found !== null && found !== undefined) return found;
  throw new Usage(
    id === undefined
      ? `all exercises are done, so say which one you mean: ${ids}.`
      : `there is no exercise ${JSON.stringify(id)} here; take one of: ${ids}.`,
  );
}

/** How things stand with each exercise. */
export function entriesOf(course: readonly course_exercise[], progress: progress): list_entry[] {
  const current = currentExercise(progress, course);
  return course.map((one) => {
    const standing = standingOf(progress, one);
    const { title, minutes } = one.exercise;
    const full = standing.best !== null && isFull(standing.best);
    return {
      id: one.id,
      title,
      minutes,
      ...standing,
      // An exercise may have got more tests since; whoever had all of its points has them still.
      score: full ? one.max_score : Math.min(standing.best?.score ?? 0, one.max_score),
      max_score: one.max_score,
      current: one === current,
    };
  });
}

/** In one line: what is done, and the points. */
export function sumLine(entries: readonly list_entry[]): string {
  const done = entries.filter(({ state }) => state === "done").length;
  const sum = (key: "score" | "max_score") => entries.reduce((all, one) => all + one[key], 0);
  return `${done} of ${entries.length} done, ${sum("score")} of ${sum("max_score")} points`;
}

/** Writes data as JSON, or words for people. */
export function tell(
  { format }: format_flag,
  data: object,
  words: () => readonly string[],
  { stdout }: terminal,
): void {
  stdout(format === "json" ? `${JSON.stringify(data, null, 2)}\n` : `${words().join("\n")}\n`);
}

export const widthOf = (columns: number): number => Math.max(40, Math.min(80, columns));
