// SES judges text, not meaning: it refuses `import(` and HTML comments wherever they are spelled, in a string as in code.
// Here such spellings are rewritten so that they mean what they meant and are no longer spelled so.

import type { Token } from "acorn";
import type MagicString from "magic-string";
import type { parsed } from "./parse.ts";

/** Escapes strings, templates and regular expressions, and parts operators that look like HTML comments. */
export function respell({ tokens }: parsed, out: MagicString): void {
  for (const [i, token] of tokens.entries()) {
    if (isText(token)) escapeText(token, out);
    else partOperators(token, tokens[i + 1], out);
  }
}

/** `code` with spaces for what stands in `ranges`. Positions and lines stay. */
export function blanked(
  code: string,
  ranges: readonly { readonly start: number; readonly end: number }[],
): string {
  let result = code;
  for (const { start, end } of ranges)
    result =
      result.slice(0, start) + code.slice(start, end).replace(/[^\n]/g, " ") + result.slice(end);
  return result;
}

/** Token types that carry text of the author's own. */
const isText = ({ type }: Token): boolean =>
  type.label === "string" || type.label === "template" || type.label === "regexp";

function escapeText({ start, end }: Token, out: MagicString): void {
  const text = out.original.slice(start, end);
  const escaped = text
    .replace(/import(?=\s*(?:\(|\/[/*]))/g, "im\\u0070ort")
    .replace(/eval(?=\s*\()/g, "ev\\u0061l")
    .replace(/<!--/g, "<\\x21--")
    .replace(/-->/g, "--\\x3e");
  if (escaped !== text) out.overwrite(start, end, escaped);
}

/** `n-->0` and `a<!--b` are honest code: a space makes them no comment to anybody. */
function partOperators(token: Token, next: Token | undefined, out: MagicString): void {
  if (next === undefined || token.end !== next.start) return;
  const pair = out.original.slice(token.start, Math.min(next.end, next.start + 2));
  if (/^--[->]/.test(pair) || /^<!/.test(pair)) out.appendLeft(token.end, " ");
}
