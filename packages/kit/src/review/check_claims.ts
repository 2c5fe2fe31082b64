// Whether a value from outside is a claim about a run.

import {
  boolean,
  type check,
  fail,
  integer,
  isObject,
  listOf,
  objectOf,
  oneOf,
  orNull,
  someOf,
  whole,
} from "./fields.ts";
import {
  flags,
  ledger_names,
  limits,
  pte_bits,
  rss_names,
  rules,
  vmstat_names,
} from "./vocabulary.ts";

const MAX_TEXT = 100;
const MAX_FIELDS = 16;

const page = integer(0, limits.pages);
const flag_list = listOf(oneOf(...flags), flags.length);

const scalar: check = (value, path) => {
  const fits =
    value === null ||
    typeof value === "boolean" ||
    Number.isSafeInteger(value) ||
    (typeof value === "string" && value.length <= MAX_TEXT);
  return fits ? [] : fail(path, "a whole number, a short text, true, false or null");
};

const returned: check = (value, path) => {
  if (!isObject(value)) return fail(path, "an object");
  const fields = Object.entries(value);
  if (fields.length === 0) return [`${path} is empty, so it claims nothing.`];
  if (fields.length > MAX_FIELDS) return [`${path} has more than ${MAX_FIELDS} fields.`];
  return fields.flatMap(([name, one]) =>
    Array.isArray(one)
      ? listOf(whole, limits.pages)(one, `${path}.${name}`)
      : scalar(one, `${path}.${name}`),
  );
};

const page_claim = objectOf({
  has: flag_list,
  lacks: flag_list,
  byte: integer(0, 255),
  mapping: oneOf("file", "anon", "none"),
  _refcount: whole,
  _mapcount: whole,
});

/** What a claim can be about, by the name of its field. */
const kinds: Readonly<Record<string, check>> = {
  result: returned,
  ledger: someOf(ledger_names, whole),
  rss: someOf(rss_names, whole),
  vmstat: someOf(vmstat_names, whole),
  pte: objectOf({ page, bits: listOf(oneOf(...pte_bits), pte_bits.length) }, ["page", "bits"]),
  mapped: objectOf({ page, is: orNull(page_claim) }, ["page", "is"]),
  cached: objectOf({ index: page, page: orNull(page_claim) }, ["index", "page"]),
  log: oneOf("none", ...rules),
  alive: boolean,
};
const kind_names = Object.keys(kinds);

/** Kinds that can be compared with an earlier moment, and those that can be about the end. */
const comparable = ["ledger", "rss", "vmstat"];
const final = ["log", "alive"];

/** @param ops how many operations the scenario has */
export const claimOf =
  (ops: number): check =>
  (value, path) => {
    if (!isObject(value)) return fail(path, "an object");
    const [kind, ...others] = kind_names.filter((name) => Object.hasOwn(value, name));
    if (kind === undefined)
      return [`${path} must have one of the fields ${kind_names.join(", ")}.`];
    if (others.length > 0)
      return [`${path} has ${kind} and ${others.join(", ")}: make a claim of each.`];
    const moment = integer(0, ops);
    const after: check = final.includes(kind) ? orEnd(moment, ops) : moment;
    const common = comparable.includes(kind) ? { after, since: moment } : { after };
    return objectOf({ ...common, [kind]: kinds[kind] ?? boolean }, ["after"])(value, path);
  };

const orEnd =
  (moment: check, ops: number): check =>
  (value, path) =>
    value === "end" || moment(value, path).length === 0
      ? []
      : fail(path, `"end", or a whole number from 0 to ${ops}`);
