// The exercises of this kit, as a learner meets them.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { type any_exercise, exercise_ids, isReview, loadExercise } from "@faultline/grader";
import type { taught } from "@faultline/progress";
import { type places, shownPath } from "./places.ts";

export interface course_exercise extends taught {
  readonly exercise: any_exercise;
  /** From 1, in the order in which they are taught. */
  readonly position: number;
  readonly max_score: number;
  readonly starter: string;
  /** Null in a kit without solutions. */
  readonly solution: string | null;
  readonly lesson: string;
  /** The learner's own file. */
  readonly file: string;
}

/** Exercises whose starter this kit has, in the order in which they are taught. */
export async function loadCourse(places: places): Promise<course_exercise[]> {
  const here = exercise_ids.filter((id) => existsSync(join(places.exercises, id, "starter.ts")));
  const loaded = await Promise.all(here.map(loadExercise));
  return loaded.flatMap((exercise, i) =>
    exercise === null ? [] : [courseExercise(exercise, i + 1, places)],
  );
}

function courseExercise(exercise: any_exercise, position: number, places: places): course_exercise {
  const folder = join(places.exercises, exercise.id);
  const solution = join(folder, "solution.ts");
  const lesson = ["lesson.mdx", "lesson.md"].map((name) => join(folder, name)).find(existsSync);
  return {
    id: exercise.id,
    scope: hasHidden(exercise) ? "all" : "visible",
    exercise,
    position,
    max_score: maxScore(exercise),
    starter: join(folder, "starter.ts"),
    solution: existsSync(solution) ? solution : null,
    lesson: lesson === undefined ? `/lessons/${exercise.id}` : shownPath(lesson),
    file: join(places.work, `${exercise.id}.ts`),
  };
}

/** What a kit for learners leaves out: hidden tests, and the versions that a review must catch. */
const hasHidden = (exercise: any_exercise): boolean =>
  isReview(exercise)
    ? exercise.wrong.length > 0
    : exercise.tests.some(({ visibility }) => visibility === "hidden");

const maxScore = (exercise: any_exercise): number =>
  isReview(exercise)
    ? exercise.wrong.length * exercise.points
    : exercise.tests.reduce((sum, { points }) => sum + points, 0);
