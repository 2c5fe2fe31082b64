// Small words for checking data from outside: each says what is wrong, a sentence for each field.

/** @returns what is wrong with a value; nothing if it is right */
export type check = (value: unknown, path: string) => string[];

export const fail = (path: string, expected: string): string[] => [`${path} must be ${expected}.`];

export const boolean: check = (value, path) =>
  typeof value === "boolean" ? [] : fail(path, "true or false");

export const integer =
  (min: number, max: number): check =>
  (value, path) =>
    isWhole(value) && value >= min && value <= max
      ? []
      : fail(path, `a whole number from ${min} to ${max}`);

export const whole: check = (value, path) => (isWhole(value) ? [] : fail(path, "a whole number"));

const isWhole = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value);

export const oneOf =
  (...allowed: readonly string[]): check =>
  (value, path) =>
    typeof value === "string" && allowed.includes(value)
      ? []
      : fail(path, `one of ${allowed.join(", ")}`);

export const listOf =
  (item: check, most: number): check =>
  (value, path) => {
    if (!Array.isArray(value)) return fail(path, "a list");
    if (value.length > most)
      return [`${path} has ${value.length} items; at most ${most} are allowed.`];
    return value.flatMap((one: unknown, i) => item(one, `${path}[${i}]`));
  };

export const orNull =
  (inner: check): check =>
  (value, path) =>
    value === null ? [] : inner(value, path);

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

type fields = Readonly<Record<string, check>>;

/** An object with these fields and no others; `needed` must be there. */
export const objectOf =
  (fields: fields, needed: readonly string[] = []): check =>
  (value, path) => {
    if (!isObject(value)) return fail(path, "an object");
    return [
      ...needed
        .filter((name) => !Object.hasOwn(value, name))
        .map((name) => `${path}.${name} is missing.`),
      ...Object.entries(value).flatMap(([name, one]) => {
        const inner = Object.hasOwn(fields, name) ? fields[name] : undefined;
        return inner === undefined
          ? [`${path}.${name} is unknown here: ${known(fields)}.`]
          : inner(one, `${path}.${name}`);
      }),
    ];
  };

/** An object with some of these names, one at least, all of them checked alike. */
export const someOf =
  (names: readonly string[], one: check): check =>
  (value, path) =>
    isObject(value) && Object.keys(value).length === 0
      ? [`${path} is empty, so it claims nothing.`]
      : objectOf(Object.fromEntries(names.map((name) => [name, one])))(value, path);

const known = (fields: fields): string => `there is ${Object.keys(fields).join(", ")}`;
