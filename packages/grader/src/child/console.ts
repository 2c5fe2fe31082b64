// The console of a submission: a few kilobytes a case, with kernel structures by name.

const MAX_LOG = 4096;
const MAX_DEPTH = 2;
const MAX_ITEMS = 20;

/** Collects what one case prints. */
export class Log {
  readonly lines: string[] = [];
  #left = MAX_LOG;

  /** @param label names a kernel structure; null for anything else */
  print(values: readonly unknown[], label: (value: object) => string | null): void {
    if (this.#left <= 0) return;
    const text = values
      .slice(0, MAX_ITEMS)
      .map((value) => show(value, label, 0))
      .join(" ");
    const line = text.slice(0, this.#left);
    this.#left -= line.length + 1;
    this.lines.push(line);
    if (this.#left <= 0) this.lines.push("… (only the first 4 KB are kept)");
  }
}

function show(value: unknown, label: (value: object) => string | null, depth: number): string {
  if (typeof value === "string")
    return depth === 0 ? value.slice(0, MAX_LOG) : JSON.stringify(value.slice(0, 100));
  if (typeof value === "bigint") return "a bigint"; // printing a large one takes for ever
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null)
    return Object.is(value, -0) ? "-0" : String(value);
  const name = label(value);
  if (name !== null) return `[${name}]`;
  return depth >= MAX_DEPTH ? "…" : showObject(value, label, depth);
}

/** Own plain properties only: no getter of the submission's runs for the console. */
function showObject(value: object, label: (value: object) => string | null, depth: number): string {
  try {
    const list = Array.isArray(value);
    const keys = Reflect.ownKeys(value).filter(
      (key) => typeof key === "string" && !(list && key === "length"),
    );
    const items = keys.slice(0, MAX_ITEMS).map((key) => {
      const inner: unknown = Reflect.getOwnPropertyDescriptor(value, key)?.value;
      const text = show(inner, label, depth + 1);
      return list ? text : `${String(key)}: ${text}`;
    });
    if (keys.length > MAX_ITEMS) items.push("…");
    return list ? `[${items.join(", ")}]` : `{ ${items.join(", ")} }`;
  } catch {
    return "an object";
  }
}
