// The syntax tree of a submission, and every token and comment in it.

import { type Comment, type Options, type Program, parse, type Token } from "acorn";
import { type stripped, syntaxError, tooDeep } from "./strip.ts";

export interface parsed {
  readonly program: Program;
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
}

/** @throws Problem with line, column and the parser's words */
export function parseModule({ code, column }: stripped): parsed {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  const options: Options = {
    ecmaVersion: 2022,
    sourceType: "module",
    locations: true,
    onToken: tokens,
    onComment: comments,
  };
  try {
    return { program: parse(code, options), tokens, comments };
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep();
    if (!(error instanceof SyntaxError)) throw error;
    const { loc } = error as SyntaxError & { loc?: { line: number; column: number } };
    const { line, column: at } = loc ?? { line: 1, column: 0 };
    throw syntaxError(line, column(line, at + 1), error.message.replace(/ \(\d+:\d+\)$/, ""));
  }
}
