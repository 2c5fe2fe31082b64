// Takes the types out of a submission. They are not judged: an editor shows type errors better than a report does.

import { transform } from "sucrase";
import { compileError } from "../problem.ts";
import { originalColumn } from "./columns.ts";

/** JavaScript with the lines of the TypeScript it came from. */
export interface stripped {
  readonly code: string;
  /** The column in the author's file of a column in `code`; lines are the same in both. Both count from 1. */
  readonly column: (line: number, column: number) => number;
}

/** @throws Problem with line, column and the parser's words if `source` is not TypeScript */
export function stripTypes(source: string): stripped {
  try {
    const { code, sourceMap } = transform(source, {
      transforms: ["typescript"],
      disableESTransforms: true,
      // An import that is not used is still an import: what it names is judged, not dropped.
      keepUnusedImports: true,
      filePath: "submission",
      sourceMapOptions: { compiledFilename: "submission" },
    });
    const { mappings } = sourceMap as { mappings: string };
    return { code, column: (line, column) => originalColumn(mappings, line, column) };
  } catch (error) {
    throw asProblem(error, source);
  }
}

function asProblem(error: unknown, source: string): unknown {
  if (error instanceof RangeError) return tooDeep();
  if (!(error instanceof Error)) return error;
  const { loc } = error as { loc?: { line: number; column: number } };
  const words = error.message.replace(/^Error transforming \S+: /, "").replace(/ \(\d+:\d+\)$/, "");
  // Without a place it is no complaint about the text but a parser that lost its way in it.
  return loc === undefined
    ? compileError("The file cannot be read as TypeScript.")
    : syntaxError(loc.line, loc.column, hint(source, loc) ?? words);
}

/** This parser wants a value after every yield but the last word of a statement; TypeScript does not. */
function hint(source: string, { line, column }: { line: number; column: number }): string | null {
  const before = source.split("\n")[line - 1]?.slice(0, column - 1) ?? "";
  return /\byield\s*$/.test(before) ? "Write `yield undefined` here, with its value." : null;
}

export function syntaxError(line: number, column: number, words: string) {
  return compileError(`${line}:${column}: ${words}`);
}

export function tooDeep() {
  return compileError("The file is nested too deeply to be read.");
}
