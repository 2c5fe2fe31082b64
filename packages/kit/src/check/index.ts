// For the tests of exercises: whether the graded tests are fair, and cannot be fooled.

export { materialFailures, solutionLines } from "../material/index.ts";
export { checkExercise, type words_of_vitest } from "./exercise.ts";
export { loadSubmission, readSubmission } from "./load.ts";
export {
  checkGradedRaces,
  expectNothing,
  type right_version,
  rightVersions,
} from "./races.ts";
export { failures } from "./verdicts.ts";
