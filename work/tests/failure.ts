// Why a visible test fails, as an error that an editor can put on a line.

import { type exercise, type graded_test, runTest } from "@faultline/kit";
import { functionsOf, type loader } from "./own_file.ts";

/** Runs a test with the functions of a learner's file, loaded afresh for every run. @returns null if it passes */
export function failureOf(
  test: graded_test,
  { id, targets }: Pick<exercise, "id" | "targets">,
  load: loader,
): Error | null {
  const exported = load();
  const missing = targets.filter((name) => typeof exported[name] !== "function");
  // Linux's own function would stand in its place, and pass.
  if (missing.length > 0) return new Error(`The file exports no ${missing.join(", no ")}.`);
  let thrown: unknown;
  const note = (error: unknown): void => {
    thrown ??= error;
  };
  const { status, message, findings } = runTest(test, () => functionsOf(load, note));
  if (status === "passed") return null;
  const broken = findings.map(({ rule, message: said }) => `${rule}: ${said}`);
  const lines = [
    message,
    ...(thrown instanceof Error ? [`It said: ${thrown.message}`] : []),
    ...new Set(broken),
    ...(test.hint === "" ? [] : [`Hint: ${test.hint}`]),
    `To see it call by call: faultline trace ${id} --test ${test.id}`,
  ];
  return located(lines.join("\n  "), thrown);
}

/** An error with these words, at the place where `cause` was thrown, if anything was. */
function located(message: string, cause: unknown): Error {
  const error = new Error(message);
  error.name = "Failed";
  const frames = cause instanceof Error ? (cause.stack ?? "").split(/\n(?= +at )/).slice(1) : [];
  // Where the test was judged is nobody's mistake, and where the machine called the function is no news.
  const own = frames.filter((frame) => !/own_file\.ts|packages\/(core|kit)\//.test(frame));
  error.stack = [`${error.name}: ${message}`, ...own].join("\n");
  return error;
}
