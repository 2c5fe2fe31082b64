// Text that stays text in GitHub's Markdown: no markup, no HTML, nobody is called and nothing is linked.

/** Seen by nobody, and enough to part an at sign from a name. GitHub's own robots write it so. */
const GAP = "&#8203;";

/** For the middle of a line. */
export function inlineText(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[&<>]/g, (char) => ({ "&": "&amp;", "<": "&lt;" })[char] ?? "&gt;")
    .replace(/[\\`*_[\]|~]/g, "\\$&")
    .replace(/@|#(?=\d)/g, `$&${GAP}`)
    .replace(/\$/g, "&#36;")
    .replace(/:\/\//g, `:${GAP}//`)
    .replace(/\b(www|mailto|xmpp)([.:])/gi, `$1${GAP}$2`)
    .replace(/^([-+=#])/, "\\$1")
    .replace(/^(\d+)([.)])/, "$1\\$2");
}

/** Lines as they are, in a fence that is longer than any in them. */
export function fenced(lines: readonly string[], indent = ""): string[] {
  const longest = Math.max(
    2,
    ...(lines
      .join("\n")
      .match(/`+/g)
      ?.map(({ length }) => length) ?? []),
  );
  const fence = "`".repeat(longest + 1);
  return [`${fence}text`, ...lines, fence].map((line) => indent + line);
}
