// The door for browsers: the same grading, by the same code, with workers in the place of processes.

export { assess, type assessment } from "../assess.ts";
export { exercise_ids, loadCodeExercise, loadExercise } from "../exercises.ts";
export { replaySchedule } from "../explore.ts";
export { DEFAULT_SEED } from "../judge/cases.ts";
export type { counterexample } from "../judge/counterexample.ts";
export { Problem } from "../problem.ts";
export type { finding_result, result, review_result, test_result } from "../report/result.ts";
export type { grade_options } from "../run_cases.ts";
export type { hired_child } from "../sandbox/hired.ts";
export { MAX_SHARES } from "../share.ts";
export { WorkerChild } from "./child.ts";
export type { port } from "./port.ts";
