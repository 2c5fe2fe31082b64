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
