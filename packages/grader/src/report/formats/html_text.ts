// Markup that cannot be broken by what is put into it: everything is text unless it was made here.

/** A piece of a page. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type piece = Markup | string | number | null | readonly piece[];

const names: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Good in an element, and in an attribute between quotes. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => names[char] ?? "");

function written(piece: piece): string {
  if (piece === null) return "";
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === "object") return piece.map(written).join("");
  return escaped(String(piece));
}

/** `html\`<p>${anything}</p>\``: what stands in the braces is escaped, unless it is markup itself. */
export const html = (parts: TemplateStringsArray, ...pieces: readonly piece[]): Markup =>
  new Markup(parts.map((part, i) => part + written(pieces[i] ?? null)).join(""));
