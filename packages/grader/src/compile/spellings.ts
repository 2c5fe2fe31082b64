// SES judges text, not meaning: it refuses `import(` and HTML comments wherever they are spelled, in a string as in code.
// Here such spellings are rewritten so that they mean what they meant and are no longer spelled so.

import type { Token } from "acorn";
import type MagicString from "magic-string";
import type { parsed } from "./parse.ts";

/**
 * Escapes strings, templates, regular expressions and names, and parts operators that look like HTML comments.
 *
 * @param blank begins and ends of what `out` has blanks for
 */
export function respell(
  { tokens }: parsed,
  blank: readonly { readonly start: number; readonly end: number }[],
  out: MagicString,
): void {
  const gone = new Set(blank.map(({ start }) => start));
  for (const [i, token] of tokens.entries()) {
    if (isText(token)) escapeText(token, out);
    else if (isName(token) && !gone.has(token.start)) escapeName(token, out);
    partOperators(token, tokens[i + 1], out);
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

/** Names, and the word import: where it stands for a module it has been refused, or is gone with its line. */
const isName = ({ type }: Token): boolean =>
  type.label === "name" || type.label === "privateId" || type.label === "import";

function escapeText({ start, end, type }: Token, out: MagicString): void {
  const text = out.original.slice(start, end);
  const escaped = text
    .replace(/import(?=\s*(?:\(|\/[/*]))/g, "im\\u0070ort")
    .replace(/eval(?=\s*\()/g, "ev\\u0061l")
    // In a regular expression the mark may belong to (?<!…), and a hyphen can be escaped everywhere.
    .replace(/<!--/g, type.label === "regexp" ? "<!\\x2d-" : "<\\x21--")
    .replace(/-->/g, "--\\x3e");
  if (escaped !== text) out.overwrite(start, end, escaped);
}

/** A method may be called import, and a name may end so: `o.import(x)`, `$import(x)`. */
function escapeName({ start, end }: Token, out: MagicString): void {
  const text = out.original.slice(start, end);
  const escaped = text.replace(/import$/, "im\\u0070ort").replace(/eval$/, "ev\\u0061l");
  if (escaped !== text) out.overwrite(start, end, escaped);
}

/** `n-->0` and `a<!--b` are honest code: a space makes them no comment to anybody. */
function partOperators(token: Token, next: Token | undefined, out: MagicString): void {
  if (next === undefined || token.end !== next.start) return;
  const pair = out.original.slice(token.start, Math.min(next.end, next.start + 2));
  if (/^--[->]/.test(pair) || /^<!/.test(pair)) out.appendLeft(token.end, " ");
}
