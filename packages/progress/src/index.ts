// What a learner has done, as data. Nothing here knows of files or of an exercise, so that a browser can use it as well.

export {
  type attempt,
  type exercise_progress,
  hintsTaken,
  newExerciseProgress,
  newProgress,
  type progress,
  type scope,
} from "./format.ts";
export { formatProgress, mergeProgress } from "./merge.ts";
export { parseProgress, UnreadableProgress } from "./parse.ts";
export { gaveUp, noteAttempt, noteHint, noteStart } from "./record.ts";
export { currentExercise, isFull, type standing, standingOf, type taught } from "./standing.ts";
