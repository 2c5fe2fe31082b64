// Whether a value from outside is a scenario: every wrong field is named, and what it should have been.
// Source: none. Written out by hand, as a table: core has no dependencies.

import { isSchedule } from "./schedule.ts";
import { feature_names, type scenario } from "./types.ts";

/** Checks one value; says what is expected if it is something else, or null. */
type check = (value: unknown, path: string) => string[];

const fail = (path: string, expected: string): string[] => [`${path} must be ${expected}.`];

/** The recordings write some flags as C does: 1 and 0 are as good as true and false. */
const boolean: check = (value, path) =>
  typeof value === "boolean" || value === 0 || value === 1 ? [] : fail(path, "true or false");
const string: check = (value, path) => (typeof value === "string" ? [] : fail(path, "a string"));
const hex: check = (value, path) =>
  typeof value === "string" && /^[0-9a-f]{1,16}$/.test(value)
    ? []
    : fail(path, "a hexadecimal number of up to 16 digits, as a string");

const integer =
  (min: number, max: number): check =>
  (value, path) =>
    typeof value === "number" && Number.isInteger(value) && value >= min && value <= max
      ? []
      : fail(path, `a whole number from ${min} to ${max}`);

const one_of =
  (...allowed: readonly string[]): check =>
  (value, path) =>
    typeof value === "string" && allowed.includes(value)
      ? []
      : fail(path, `one of ${allowed.join(", ")}`);

const list =
  (item: check): check =>
  (value, path) =>
    Array.isArray(value)
      ? value.flatMap((one, i) => item(one, `${path}[${i}]`))
      : fail(path, "a list");

interface fields {
  readonly [name: string]: check;
}

/** An object with these fields and no others; `needed` must be there. */
const object =
  (fields: fields, needed: readonly string[] = []): check =>
  (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return fail(path, "an object");
    const missing = needed.filter((name) => !Object.hasOwn(value, name));
    return [
      ...missing.map((name) => `${path}.${name} is missing.`),
      ...Object.entries(value).flatMap(([name, one]) =>
        Object.hasOwn(fields, name)
          ? (fields[name]?.(one, `${path}.${name}`) ?? [])
          : [`${path}.${name} is unknown here.`],
      ),
    ];
  };

const page = integer(0, 4096);
const count = integer(0, 4096);
const bytes = integer(-(2 ** 40), 2 ** 40);
const mode_raw = integer(0, 2 ** 64);
const byte = integer(0, 255);
const thread = integer(0, 15);

const region = object(
  {
    pages: integer(1, 8),
    backing: one_of("shmem", "memfd", "anon"),
    sharing: one_of("shared", "private"),
    prot: one_of("r", "rw"),
    file_pages: integer(0, 64),
    file_bytes: integer(0, 64 * 4096),
    file_pgoff: integer(0, 64),
    pte_index: integer(0, 511),
    fs_limit_pages: integer(0, 65536),
    noreserve: boolean,
    mlocked: one_of("onfault", "populate"),
    map2: (value, path) => (value === "watched" ? [] : boolean(value, path)),
    fd: one_of("rdonly"),
    seals: list(one_of("seal", "shrink", "grow", "write", "future_write")),
  },
  ["pages", "backing", "sharing", "prot"],
);

const feature = one_of(...feature_names);
const range: fields = { page, n: count, dadd: bytes, ladd: bytes, addr_raw: hex, len_raw: hex };
const fill_mode = list(one_of("wp", "dontwake"));
const fill: fields = { ...range, mode: fill_mode, mode_raw };
const access: fields = { ...range, byte };
const file: fields = { page, n: count };

/** The fields of each operation besides `op`. */
const ops: { readonly [op: string]: fields } = {
  copy: {
    ...fill,
    byte,
    src: one_of("fill", "nonresident", "unmapped", "protnone", "partial", "self"),
    good: count,
    sp: page,
    sadd: bytes,
    src_raw: hex,
  },
  zeropage: fill,
  continue: fill,
  poison: fill,
  move: { ...range, sp: page, mode: list(one_of("dontwake", "allow_src_holes")), mode_raw },
  register: {
    ...range,
    mode: list(one_of("missing", "minor", "wp")),
    mode_raw,
    other: boolean,
  },
  unregister: range,
  wake: range,
  writeprotect: fill,
  api: {
    features: list(feature),
    features_raw: mode_raw,
    api: integer(0, 2 ** 53),
  },
  read: access,
  write: access,
  map2_read: access,
  map2_write: access,
  file_write: { ...file, byte, len: integer(0, 2 ** 20), off: integer(0, 4095) },
  file_read: file,
  punch: file,
  falloc: { ...file, keep: boolean },
  ftruncate: { pages: count, bytes: integer(0, 2 ** 40) },
  dontneed: range,
  remove: range,
  populate: { ...range, write: boolean },
  munmap: range,
  mprotect: { ...range, prot: one_of("none", "r", "rw") },
  mlock: { ...range, onfault: boolean },
  munlock: range,
  bg: { ...range, kind: one_of("read", "write", "dontneed", "remove", "munmap"), byte, id: thread },
  bg_wait: { id: thread },
  pager: {},
  event: {},
  close_uffd: {},
  stat: {},
  install: {
    page,
    source: one_of("new", "cached", "continue"),
    newly_allocated: boolean,
    wp_copy: boolean,
    byte,
  },
  reclaim: { page, mapped: boolean },
  swapout: { page, mapped: boolean },
  huge_alloc: { n: count },
  collapse: { page, n: count, undo: boolean },
  fill_fs: { leave: count },
  drain_fs: {},
  mmap_changing: { value: boolean },
  map2_copy: { page, byte },
  map2_continue: { page },
  src_write: { byte },
  kill: {},
};

const failures: check = (value, path) =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([name, calls]) => list(boolean)(calls, `${path}.${name}`))
    : fail(path, "an object of lists of true and false");

const plain_op: check = (value, path) => checkOp(value, path, {});

const rival = object(
  { at: string, when: one_of("before", "after"), nth: integer(1, 1_000_000), do: plain_op },
  ["at", "do"],
);

const schedule: check = (value, path) =>
  typeof value === "string" && isSchedule(value)
    ? []
    : fail(path, 'a schedule, such as "3a7ab": rising numbers of calls, and who acts before each');

const race = object({ rivals: list(plain_op), schedule }, ["rivals"]);

const full_op: check = (value, path) => {
  const wrong = checkOp(value, path, { fail: failures, rivals: list(rival), race });
  const both = wrong.length === 0 && "race" in (value as object) && "rivals" in (value as object);
  return both
    ? [`${path} has rivals at named calls and a race: only one of them is possible.`]
    : wrong;
};

function checkOp(value: unknown, path: string, extra: fields): string[] {
  const name: unknown =
    typeof value === "object" && value !== null && "op" in value ? value.op : undefined;
  const known = typeof name === "string" && Object.hasOwn(ops, name) ? ops[name] : undefined;
  if (known === undefined) return fail(`${path}.op`, `one of ${Object.keys(ops).join(", ")}`);
  return object({ ...known, ...extra, op: string })(value, path);
}

const migration = object(
  {
    contents: list(byte),
    pushes: list(object({ page: integer(0, 7), n: integer(1, 8) }, ["page"])),
    arrive: list(integer(0, 64)),
  },
  ["contents"],
);

const whole = object(
  {
    id: string,
    about: string,
    region,
    register: list(one_of("missing", "minor", "wp")),
    features: list(feature),
    no_api: boolean,
    dead_mm: boolean,
    migration,
    ops: list(full_op),
  },
  ["region", "ops"],
);

/** What is wrong with a would-be scenario, a sentence for each field; an empty list if it is one. */
export function checkScenario(value: unknown): string[] {
  return whole(value, "scenario");
}

/**
 * The value as a scenario.
 *
 * @throws TypeError naming every wrong field
 */
export function parseScenario(value: unknown): scenario {
  const wrong = checkScenario(value);
  if (wrong.length > 0) throw new TypeError(wrong.join("\n"));
  return value as scenario;
}
