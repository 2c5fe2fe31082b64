export { type checked_test, checkTests } from "./check_tests.ts";
export { refutation } from "./claims.ts";
export { type judged_test, judgeReviewTest, runReview } from "./judge.ts";
export { scoreReview, type version_score } from "./score.ts";
export {
  type any_exercise,
  type claim,
  isReview,
  type page_claim,
  type review_exercise,
  type review_outcome,
  type review_test,
  type review_version,
  type strong_tests,
  type weak_tests,
  type wrong_version,
} from "./types.ts";
export { limits } from "./vocabulary.ts";
