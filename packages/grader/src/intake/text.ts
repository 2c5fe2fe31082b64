// What the bytes of a submission must be before any parser sees them: text that looks the same to a reader and to a machine.

import { compileError, rejected } from "../problem.ts";
import { archiveKind } from "./archive.ts";
import { MAX_DEPTH, MAX_LINE, MAX_LINES } from "./limits.ts";

/**
 * Decodes a submission and refuses what no honest editor writes.
 *
 * @throws Problem saying what is wrong and where
 */
export function decodeSource(bytes: Uint8Array): string {
  const archive = archiveKind(bytes);
  if (archive !== null)
    throw rejected(
      `The file is ${archive}, which is not unpacked here. Hand in the TypeScript file itself.`,
    );
  const text = decodeUtf8(bytes);
  refuseOddCharacters(text);
  refuseLongLines(text);
  refuseDeepNesting(text);
  if (text.trim() === "") throw compileError("The file is empty.");
  return text;
}

/** Strips one byte order mark and makes every line end in LF: editors on Windows write both. */
function decodeUtf8(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.replace(/\r\n?/g, "\n");
  } catch {
    throw rejected("The file is not text in UTF-8. Save it as UTF-8 and hand it in again.");
  }
}

// A second BOM, controls but tab, LF and CR, and the marks that reorder what a reader sees (Trojan Source).
const ODD =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\u2028\u2029]/u;

function refuseOddCharacters(text: string): void {
  const at = text.search(ODD);
  if (at < 0) return;
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0");
  const line = text.slice(0, at).split("\n").length;
  throw rejected(
    `Line ${line} has a character that cannot be seen (U+${code}). Remove it and hand in again.`,
  );
}

function refuseLongLines(text: string): void {
  const lines = text.split("\n");
  if (lines.length > MAX_LINES)
    throw rejected(`The file has ${lines.length} lines; ${MAX_LINES} are allowed.`);
  const long = lines.findIndex((line) => line.length > MAX_LINE);
  if (long >= 0)
    throw rejected(
      `Line ${long + 1} is longer than the ${MAX_LINE} characters that are allowed. Break it into shorter ones.`,
    );
}

/**
 * Counts brackets outside of comments and quotes. So small a scanner is misled by a regular expression or a template;
 * whoever does that meets the parsers' own limits, in the child.
 */
function refuseDeepNesting(text: string): void {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === "(" || char === "[" || char === "{") depth += 1;
    else if (char === ")" || char === "]" || char === "}") depth = Math.max(0, depth - 1);
    else i = endOfWords(text, i);
    if (depth > MAX_DEPTH)
      throw rejected(
        `Brackets are nested more than ${MAX_DEPTH} deep. Give inner parts names of their own.`,
      );
  }
}

/** Where the comment or the quote ends that begins at `at`; `at` itself if none does. */
function endOfWords(text: string, at: number): number {
  const char = text.charAt(at);
  if (text.startsWith("//", at)) return endOrLast(text, "\n", at);
  if (text.startsWith("/*", at)) return endOrLast(text, "*/", at + 2);
  if (char !== '"' && char !== "'") return at;
  let end = at + 1;
  while (end < text.length && text.charAt(end) !== char && text.charAt(end) !== "\n")
    end += text.charAt(end) === "\\" ? 2 : 1;
  return end;
}

function endOrLast(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  return found < 0 ? text.length : found + end.length - 1;
}
