// Text that a submission had a hand in, made harmless for a terminal, a browser's log and a reader's eye.

const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u061c\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** Writes characters that are not seen as \u{…}, so that none of them can move the cursor or turn a line around. */
export function escapeUnseen(text: string): string {
  return text
    .replace(UNSEEN, (char) => `\\u{${char.charCodeAt(0).toString(16)}}`)
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}

/** As escapeUnseen(), on one line and no longer than `limit`. */
export function oneLine(text: string, limit = 1000): string {
  const flat = escapeUnseen(text.replace(/\s+/g, " ")).trim();
  return flat.length > limit ? `${flat.slice(0, limit - 1)}…` : flat;
}
