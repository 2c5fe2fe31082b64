export type { category, exercise, graded_test, mutant, variant } from "./exercise.ts";
export { expect } from "./expect.ts";
export { type judged_run, judgedRun, type ledger } from "./judged_run.ts";
export { categoryOf, rule_categories, type rule_category } from "./rules.ts";
export { suite, type test_words, type words } from "./suite.ts";
