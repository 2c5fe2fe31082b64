// Why a submission cannot be graded: said in words to whoever wrote it, never as a stack of ours.

/** `compile_error`: it is not TypeScript. `rejected`: it is, but not something that may be handed in. */
export type problem_kind = "compile_error" | "rejected";

/** Ends the reading of a submission; `message` is for its author. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly kind: problem_kind;

  constructor(kind: problem_kind, message: string) {
    super(message);
    this.kind = kind;
  }
}

export const rejected = (message: string): Problem => new Problem("rejected", message);
export const compileError = (message: string): Problem => new Problem("compile_error", message);

/** What is wrong in a file that is not the submission itself. A position stands as editors find it: `file:line:column`. */
export const inFileWords = (name: string, message: string): string =>
  `${name}:${/^\d+:\d+: /.test(message) ? "" : " "}${message}`;

/** Does something with a file; a Problem with it names the file, unless it is the submission, whose name is empty. */
export function inFile<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (name === "" || !(error instanceof Problem)) throw error;
    throw new Problem(error.kind, inFileWords(name, error.message));
  }
}
