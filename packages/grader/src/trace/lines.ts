// Lines of several files in one number: a submission's own lines come first, then those of each file that runs beside it.

/** A file has no more lines; see intake/limits.ts. */
export const MAX_LINE_NUMBER = 10_000;
/** A submission, and the files beside it. */
export const MAX_FILES = 16;

/** A line as a trace has it. @param file 0 is the submission, and 1 the first of the others */
export const lineIn = (file: number, line: number): number => file * MAX_LINE_NUMBER + line;

/** A line as people have it. */
export interface place {
  /** Null for the submission itself. */
  readonly file: string | null;
  readonly line: number;
}

/**
 * Turns a line of a trace back. A trace may claim any line.
 *
 * @param beside names of the files that run beside the submission
 * @returns null for a line of a file that there is not
 */
export function placeOf(line: number | null, beside: readonly string[]): place | null {
  if (line === null || line < 1) return null;
  const file = Math.floor((line - 1) / MAX_LINE_NUMBER);
  const name = file === 0 ? null : beside[file - 1];
  return name === undefined ? null : { file: name, line: line - file * MAX_LINE_NUMBER };
}

/** A place in words: `line 12`, or `my-install.ts:12`. */
export const sayPlace = ({ file, line }: place): string =>
  file === null ? `line ${line}` : `${file}:${line}`;
