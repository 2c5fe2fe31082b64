export type { category, exercise, graded_test, mutant, variant } from "./exercise.ts";
export { expect } from "./expect.ts";
export { judge, type judgement } from "./judge.ts";
export { type judged_run, judgedRun, type ledger } from "./judged_run.ts";
export { categoryOf, rule_categories, type rule_category } from "./rules.ts";
export { runTest } from "./run_test.ts";
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
