// Runs a submission in isolation, judges it, scores it, and says what of it may be told to whom.

export { type any_exercise, isReview, type review_exercise } from "@faultline/kit";
export { assess, type assessment } from "./assess.ts";
export { type companion, companionProblem } from "./companions.ts";
export { exercise_ids, loadCodeExercise, loadExercise } from "./exercises.ts";
export {
  type explored_race,
  exploreSubmission,
  type race,
  replaySchedule,
  type traced,
  traceSubmission,
} from "./explore.ts";
export { grade, type grading, refusal } from "./grade.ts";
export {
  fileName,
  NoSuchFile,
  readSubmission,
  sha256,
  type submitted_file,
} from "./intake/file.ts";
export { DEFAULT_SEED } from "./judge/cases.ts";
export type { counterexample } from "./judge/counterexample.ts";
export type { test_verdict } from "./judge/verdict.ts";
export { type held_tests, open_plan, type plan, testsNamed } from "./plan.ts";
export { Problem } from "./problem.ts";
export type { status } from "./progress.ts";
export { escapeUnseen, oneLine } from "./report/escape.ts";
export { markdownReport, shortMarkdown } from "./report/formats/markdown.ts";
export {
  type classroom50_identity,
  type format_options,
  gradescope_visibilities,
  type gradescope_visibility,
  jsonText,
  type reported,
} from "./report/formats/reported.ts";
export {
  type format_name,
  formatNamed,
  formats,
  type report_format,
} from "./report/formats/table.ts";
export { newReport, type report_facts } from "./report/report.ts";
export type {
  audience,
  companion_result,
  finding_result,
  result,
  test_result,
} from "./report/result.ts";
export { gradeReview, type review_grading, reviewRefusal } from "./review/grade.ts";
export { type mutation_report, newMutationReport } from "./review/mutation.ts";
export { newReviewReport } from "./review/report.ts";
export { type review_verification, type verified_tests, verifyReview } from "./review/verify.ts";
export type { grade_options } from "./run_cases.ts";
export { Child, killChildren } from "./sandbox/child.ts";
export { cacheOf } from "./sandbox/code_cache.ts";
export {
  type enclosure,
  enclosureFor,
  type isolation,
  isolations,
  lacking,
  type layer,
  MissingIsolation,
  type missing_layer,
} from "./sandbox/layers.ts";
export { Pool, type pool_options } from "./sandbox/pool.ts";
export { childScript, isExported } from "./sandbox/script.ts";
export { isolationWords } from "./sandbox/words.ts";
export { MAX_SHARES } from "./share.ts";
export { Bench } from "./verify/bench.ts";
export { type mutant_table, mutantTable, type weak_table, weakTable } from "./verify/table.ts";
export { type thoroughness, type verification, verify } from "./verify/verify.ts";
export type { verified_version } from "./verify/versions.ts";
