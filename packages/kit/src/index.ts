export {
  type category,
  type exercise,
  type graded_test,
  isRace,
  isRandom,
  type mutant,
  type race_test,
  type random_test,
  type remark,
  type run_test,
  type variant,
} from "./exercise.ts";
export { expect } from "./expect.ts";
export { type chapter, type explanation, explanationOf } from "./explain/index.ts";
export { judge, judgeDifference, type judgement, judgeRace } from "./judge.ts";
export { type judged_run, judgedRun, type ledger } from "./judged_run.ts";
export { lessonOf } from "./lessons.ts";
export { bits, change, mapped, refused } from "./look.ts";
export {
  anchorsOf,
  hiddenLines,
  type known,
  lessonFailures,
  materialFailures,
  solutionLines,
} from "./material/index.ts";
export { appearance, comparable, linuxAppearance, linuxRun } from "./random/differ.ts";
export type { pack } from "./random/pack.ts";
export {
  type any_exercise,
  type checked_test,
  checkTests,
  type claim,
  isReview,
  type judged_test,
  judgeReviewTest,
  limits as review_limits,
  type page_claim,
  refutation,
  type review_exercise,
  type review_outcome,
  type review_test,
  type review_version,
  runReview,
  scoreReview,
  type strong_tests,
  type version_score,
  type weak_tests,
  type wrong_version,
} from "./review/index.ts";
export { categoryOf, rule_categories, type rule_category } from "./rules.ts";
export { reference, runTest } from "./run_test.ts";
export {
  anonymous,
  memfd,
  privateFile,
  type setup,
  sharedAnonymous,
  sharedFile,
} from "./scenarios.ts";
export { ids, suite, type test_words, type words } from "./suite.ts";
export { applyEdits, importing, versionText } from "./versions.ts";
