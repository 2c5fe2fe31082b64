// Text that a submission had a hand in, made harmless for a terminal, a browser's log and a reader's eye.

/** Controls but tab and line feed, ends of lines and paragraphs, and all that Unicode says is not drawn, but for emoji's. */
const UNSEEN =
  /(?!\t|\n|\ufe0f)[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffb]/gu;

/** More marks on one letter than any script has: they would run over the lines above and below. */
const PILE = /(\p{M}{4})\p{M}+/gu;

/** Writes characters that are not seen as \u{…}, so that none of them can move the cursor or turn a line around. */
export function escapeUnseen(text: string): string {
  return text
    .replace(UNSEEN, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`)
    .replace(PILE, "$1…")
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}

/** As escapeUnseen(), on one line and no longer than `limit`. */
export function oneLine(text: string, limit = 1000): string {
  const flat = escapeUnseen(text.replace(/\s+/g, " ")).trim();
  return flat.length > limit ? `${flat.slice(0, limit - 1)}…` : flat;
}
