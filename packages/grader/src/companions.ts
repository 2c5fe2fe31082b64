// Files that run beside a submission: the learner's own functions of other exercises, in place of the kernel's.

import type { target_name } from "@faultline/core";
import type { child_companion } from "./child/protocol.ts";
import { decodeSource } from "./intake/text.ts";
import { inFile, inFileWords, Problem } from "./problem.ts";

/** A file that runs beside a submission. Where several export one function, the submission wins, and then the first. */
export interface companion {
  /** The exercise that it is an answer to. */
  readonly exercise: string;
  /** Its name, as a report shows it. */
  readonly file: string;
  /** Functions that it must export. */
  readonly required: readonly target_name[];
  readonly bytes: Uint8Array;
}

/** Where something is wrong, if it is in such a file. */
export const companionWords = ({ exercise, file }: Pick<companion, "exercise" | "file">): string =>
  `In the file for ${exercise}, ${file}`;

/** @throws Problem naming the file, if it is nothing that a parser may see */
export function decodeCompanion(companion: companion): child_companion {
  const name = companionWords(companion);
  return inFile(name, () => ({
    source: decodeSource(companion.bytes),
    required: companion.required,
    name,
  }));
}

/** The same problem, told of a file beside the submission. */
export const companionProblem = (
  companion: Pick<companion, "exercise" | "file">,
  { kind, message }: Problem,
): Problem => new Problem(kind, inFileWords(companionWords(companion), message));
