// Where the submission and Linux part ways: the first step of a scenario after which something differs.

import { type release_rules, type run, runScenario, type scenario } from "@faultline/core";

/** What differs, as values by the path to them: `files.ino 1.alloced`. */
type values = Readonly<Record<string, unknown>>;

/** The first step that differs, and what differs in it. `step` counts operations from 0; -1 is the set-up. */
export interface counterexample {
  readonly scenario: scenario;
  readonly step: number;
  readonly expected: values;
  readonly actual: values;
}

type step = run["steps"][number];

/** Differences that are told; one mistake can move many numbers. */
const MAX_DIFFERENCES = 12;

/** Compares a run with the reference's; null where they are the same as far as anybody could see. */
export function counterexampleOf(run: run, release: release_rules["name"]): counterexample | null {
  const right = runScenario(run.scenario, {
    release,
    audit: true,
    observe: false,
    snapshots: true,
  });
  for (const [i, step] of right.steps.entries()) {
    const found = differences(step, run.steps[i], run.oops?.message ?? "");
    if (found !== null) return { scenario: run.scenario, step: i - 1, ...found };
  }
  return null;
}

function differences(
  right: step,
  mine: step | undefined,
  oops: string,
): { expected: values; actual: values } | null {
  // A dead kernel answers nothing, and what else it left behind is no news.
  if (mine === undefined || (mine.r === null && right.r !== null))
    return { expected: { r: right.r }, actual: { r: null, "the kernel stopped": oops } };
  const [expected, actual] = [flat(seen(right)), flat(seen(mine))];
  const paths = [...new Set([...expected.keys(), ...actual.keys()])]
    .filter((path) => expected.get(path) !== actual.get(path))
    .slice(0, MAX_DIFFERENCES);
  const pick = (from: ReadonlyMap<string, unknown>): values =>
    Object.fromEntries(paths.map((path) => [path, from.get(path) ?? null]));
  return paths.length === 0 ? null : { expected: pick(expected), actual: pick(actual) };
}

/** The parts of a step that are compared, the program's own view first. */
function seen({ r, snapshot }: step): unknown {
  const { mounts, Committed_AS, vmstat, mms, files, pages, locks } = snapshot ?? {};
  return { r: resultOf(r), mounts, Committed_AS, files, pages, mms, vmstat, locks };
}

/** What an operation came to, without how often a monitor called whom: right code may do that in many ways. */
function resultOf(r: step["r"]): unknown {
  if (r === null || !("work" in r)) return r;
  const { work: _, ...result } = r;
  return result;
}

/** Every number and word in `value`, by the path that leads to it. */
function flat(value: unknown, path = "", into = new Map<string, unknown>()): Map<string, unknown> {
  if (typeof value !== "object" || value === null) {
    if (value !== undefined) into.set(path, value);
  } else if (Array.isArray(value) && !value.some((one) => typeof one === "object")) {
    into.set(path, value.join(" "));
  } else {
    for (const [key, inner] of Object.entries(value)) {
      const name = Array.isArray(value) ? nameOf(inner, key) : key;
      flat(inner, path === "" ? name : `${path}.${name}`, into);
    }
  }
  return into;
}

/** Items of a list go by what they are, not by where they stand: one more in front must not make all of them differ. */
function nameOf(item: unknown, index: string): string {
  if (typeof item !== "object" || item === null) return index;
  const fields = item as Readonly<Record<string, unknown>>;
  const key = ["ino", "pfn", "addr", "start", "index"].find(
    (one) => typeof fields[one] === "number",
  );
  if (key === undefined) return index;
  const number = fields[key] as number;
  return `${key} ${key === "addr" || key === "start" ? `0x${number.toString(16)}` : number}`;
}
