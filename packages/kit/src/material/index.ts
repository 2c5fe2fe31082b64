// Whether what learners read gives nothing away, and leads where it says.

export { materialFailures, type reader } from "./given.ts";
export { anchorsOf, type known, lessonFailures } from "./lesson.ts";
export { hiddenLines, solutionLines } from "./lines.ts";
