// What can be thrown across the boundary, and how both sides of a trace tell one from the other.

import { BadReturn, KernelBug } from "@faultline/core";
import type { failure } from "./format.ts";

/** Stands for whatever a submission threw: the machine sees that something was thrown, never what. */
export class SubmissionError extends Error {
  override readonly name = "SubmissionError";

  constructor() {
    super("The submission threw an error of its own.");
  }
}

/** Which of the four kinds of failure a thrown value is. */
export function failureOf(error: unknown): failure {
  if (error instanceof KernelBug || error instanceof BadReturn) return "bug";
  if (error instanceof SubmissionError) return "own";
  return error instanceof TypeError ? "type" : "other";
}
