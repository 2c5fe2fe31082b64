// Reads a file that was handed in.

import { NoSuchFile, Problem, readSubmission, type submitted_file } from "@faultline/grader";
import { Usage } from "../terminal.ts";

/**
 * @returns why it cannot be graded, if that is so
 * @throws Usage if there is no such file
 */
export function tryRead(path: string): submitted_file | Problem {
  try {
    return readSubmission(path);
  } catch (error) {
    if (error instanceof Problem) return error;
    if (error instanceof NoSuchFile)
      throw new Usage(`${error.message} Give the path of a TypeScript file.`);
    throw error;
  }
}
