// Copies plain data out of a submission. What is a property by a getter, or a function, or without end, is refused.

/** What is handed in is not plain data; the message says where, and what is there. */
export class NotPlain extends Error {
  override readonly name = "NotPlain";
  readonly #mark = true;

  /** Known by a private field: a proxy's trap may answer to `instanceof`. */
  static is(thrown: unknown): thrown is NotPlain {
    return typeof thrown === "object" && thrown !== null && #mark in thrown && thrown.#mark;
  }
}

/** The most that a copy may have: the judge looks again, and refuses what has more. */
export const bounds = { depth: 12, items: 1000, text: 1000, key: 100, values: 50_000 } as const;

type plain =
  | string
  | number
  | boolean
  | null
  | readonly plain[]
  | { readonly [key: string]: plain };

interface copying {
  left: number;
}

/**
 * A copy of numbers, texts, true, false, null, lists and objects. A property that is undefined is left out.
 *
 * @param path what the value is called
 * @throws NotPlain, or whatever a trap of a proxy throws
 */
export function plainCopy(value: unknown, path: string): plain {
  return copy(value, path, bounds.depth, { left: bounds.values });
}

function copy(value: unknown, path: string, depth: number, state: copying): plain {
  state.left -= 1;
  if (state.left < 0) throw new NotPlain(`There are more than ${bounds.values} values in it.`);
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "number") {
    if (Number.isFinite(value)) return value;
    throw new NotPlain(`${path} is ${value}, which is no number that a test could claim.`);
  }
  if (typeof value === "string") {
    if (value.length <= bounds.text) return value;
    throw new NotPlain(`${path} is a text of more than ${bounds.text} characters.`);
  }
  if (typeof value !== "object")
    throw new NotPlain(`${path} is ${words[typeof value] ?? typeof value}: tests are plain data.`);
  if (depth === 0) throw new NotPlain(`${path} is nested too deeply, or in itself.`);
  return Array.isArray(value)
    ? copyList(value, path, depth - 1, state)
    : copyObject(value, path, depth - 1, state);
}

const words: Readonly<Record<string, string>> = {
  undefined: "undefined",
  function: "a function",
  bigint: "a bigint",
  symbol: "a symbol",
};

function copyList(list: object, path: string, depth: number, state: copying): plain[] {
  const length: unknown = Reflect.getOwnPropertyDescriptor(list, "length")?.value;
  if (typeof length !== "number" || !(length <= bounds.items))
    throw new NotPlain(`${path} has more than ${bounds.items} items.`);
  return Array.from({ length }, (_, i) =>
    copy(own(list, String(i), `${path}[${i}]`), `${path}[${i}]`, depth, state),
  );
}

function copyObject(object: object, path: string, depth: number, state: copying) {
  const keys = Reflect.ownKeys(object);
  if (keys.length > bounds.items)
    throw new NotPlain(`${path} has more than ${bounds.items} fields.`);
  // Without a prototype no key means anything but itself.
  const copied = Object.create(null) as Record<string, plain>;
  for (const key of keys) {
    if (typeof key === "symbol") throw new NotPlain(`${path} has a field named by a symbol.`);
    if (key.length > bounds.key)
      throw new NotPlain(`${path} has a field with a name of more than ${bounds.key} characters.`);
    const value = own(object, key, `${path}.${key}`);
    if (value !== undefined) copied[key] = copy(value, `${path}.${key}`, depth, state);
  }
  return copied;
}

/** A property's value, without running a getter. */
function own(object: object, key: string, path: string): unknown {
  const found = Reflect.getOwnPropertyDescriptor(object, key);
  if (found === undefined) return undefined;
  if ("value" in found) return found.value;
  throw new NotPlain(`${path} is a getter or a setter: tests are plain data.`);
}
