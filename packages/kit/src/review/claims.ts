// Whether a claim holds of a run, and if not, what is there instead.

import type { page_snapshot, run } from "@faultline/core";
import { type judged_run, judgedRun } from "../judged_run.ts";
import type { claim, page_claim, review_test } from "./types.ts";

/** A run, and when the kernel died in it: after how many operations, or at the very end. */
interface seen_run {
  readonly run: run;
  readonly judged: judged_run;
  /** How many operations have been begun. */
  readonly begun: number;
  readonly died: number | "end" | null;
}

/** @returns why the test does not hold of the run, in a sentence; null if it does */
export function refutation(test: review_test, run: run): string | null {
  const seen = look(run);
  for (const claim of test.expect) {
    const said = refute(claim, seen);
    if (said !== null) return said;
  }
  const may_die = test.expect.some((claim) => "alive" in claim && !claim.alive);
  if (may_die) return null;
  if (seen.died !== null) return `The kernel stopped ${diedAt(seen.died)}. ${lastWords(seen)}`;
  return seen.begun < test.scenario.ops.length ? nothingDone(seen) : null;
}

function look(run: run): seen_run {
  const begun = run.steps.length - 1;
  const died = run.oops === null ? null : run.steps.at(-1)?.r === null ? begun : "end";
  return { run, judged: judgedRun(run), begun, died };
}

const diedAt = (died: number | "end"): string =>
  died === "end"
    ? "when everything was taken down"
    : died === 0
      ? "in the set-up"
      : `in operation ${died}`;

/** What the kernel said as it died, in plain words. */
function lastWords({ judged }: seen_run): string {
  const last = [...judged.findings].reverse().find((one) => judged.oops?.includes(one.message));
  return last?.message ?? "";
}

function nothingDone({ judged }: seen_run): string {
  return `No operation was done: the mapping itself was refused (${text(judged.result(-1)["mmap"])}).`;
}

const when = (after: number | "end"): string =>
  after === "end" ? "At the end" : after === 0 ? "After the set-up" : `After operation ${after}`;

function refute(claim: claim, seen: seen_run): string | null {
  if ("alive" in claim) return refuteLife(claim.after, claim.alive, seen);
  if ("log" in claim) return refuteLog(claim.after, claim.log, seen);
  const { after } = claim;
  if (typeof seen.died === "number" && after >= seen.died)
    return `The kernel stopped ${diedAt(seen.died)}, so nothing can be said of what is after it. ${lastWords(seen)}`;
  if (after > seen.begun) return nothingDone(seen);
  const difference = differenceAt(claim, seen);
  return difference === null ? null : `${when(after)}, ${difference}`;
}

function refuteLife(after: number | "end", alive: boolean, { died }: seen_run): string | null {
  const dead = died !== null && (after === "end" || (died !== "end" && died <= after));
  if (dead !== alive) return null;
  return dead
    ? `The kernel stopped ${diedAt(died)}, and the test says that it runs.`
    : `${when(after)}, the kernel runs, and the test says that it has stopped.`;
}

function refuteLog(
  after: number | "end",
  rule: string,
  { run, begun, died }: seen_run,
): string | null {
  if (after !== "end" && after > begun && died === null) return "No operation was done.";
  const last = after === "end" ? undefined : run.steps[after]?.number;
  const said = run.findings.filter(({ op }) => last === undefined || op <= last);
  if (rule !== "none")
    return said.some((one) => one.rule === rule)
      ? null
      : `${when(after)}, the kernel's log has nothing of ${rule}, and the test says that it has.`;
  const [first] = said;
  return first === undefined
    ? null
    : `${when(after)}, the kernel's log is not empty: ${first.rule}. ${first.message}`;
}

/** What differs, as the end of a sentence. */
function differenceAt(
  claim: Exclude<claim, { log: unknown } | { alive: unknown }>,
  { judged }: seen_run,
): string | null {
  const { after } = claim;
  const step = after - 1;
  if ("result" in claim) return fields("result", claim.result, judged.result(step));
  if ("pte" in claim) {
    const bits = [...judged.pte(step, claim.pte.page)].sort().join(" ");
    const claimed = [...new Set(claim.pte.bits)].sort().join(" ");
    return bits === claimed
      ? null
      : is(`the pte of page ${claim.pte.page}`, bits || "none", claimed || "none");
  }
  if ("mapped" in claim) {
    const { page, is } = claim.mapped;
    return pageDifference(`the page at page ${page}`, is, judged.mapped(step, page));
  }
  if ("cached" in claim) {
    const { index, page } = claim.cached;
    const none = judged.state(step).files.length === 0;
    if (none) return "there is no file, so it has no page.";
    return pageDifference(`the file's page ${index}`, page, judged.cached(step, index));
  }
  return numbersDiffer(claim, judged);
}

function numbersDiffer(
  claim: Extract<claim, { ledger: unknown } | { rss: unknown } | { vmstat: unknown }>,
  judged: judged_run,
): string | null {
  const { after, since } = claim;
  const gone = judged.state(after - 1).mms.length === 0;
  if ("rss" in claim && gone) return "no program runs.";
  const [name, claimed, at] =
    "ledger" in claim
      ? (["ledger", claim.ledger, judged.ledger] as const)
      : "rss" in claim
        ? (["rss", claim.rss, judged.rss] as const)
        : (["vmstat", claim.vmstat, (n: number) => judged.state(n).vmstat] as const);
  const now: Readonly<Record<string, number>> = { ...at(after - 1) };
  if (since === undefined) return fields(name, claimed, now);
  const before: Readonly<Record<string, number>> = { ...at(since - 1) };
  const change = Object.fromEntries(
    Object.entries(now).map(([key, value]) => [key, value - (before[key] ?? 0)]),
  );
  return fields(
    `the change of ${name} since ${since === 0 ? "the set-up" : `operation ${since}`}:`,
    claimed,
    change,
  );
}

function fields(
  what: string,
  claimed: Readonly<Record<string, unknown>>,
  real: Readonly<Record<string, unknown>>,
): string | null {
  for (const [name, value] of Object.entries(claimed)) {
    const found = Object.hasOwn(real, name) ? real[name] : undefined;
    if (text(found) !== text(value))
      return is(`${what}${what.endsWith(":") ? " " : "."}${name}`, text(found), text(value));
  }
  return null;
}

function pageDifference(
  what: string,
  claimed: page_claim | null,
  real: page_snapshot | null,
): string | null {
  if (claimed === null || real === null)
    return claimed === real
      ? null
      : is(what, real === null ? "not there" : "there", real === null ? "there" : "not there");
  const { has = [], lacks = [], byte, mapping, _refcount, _mapcount } = claimed;
  const missing = has.find((flag) => !real.flags.includes(flag));
  if (missing !== undefined) return `${what} is not ${missing}, and the test says that it is.`;
  const extra = lacks.find((flag) => real.flags.includes(flag));
  if (extra !== undefined) return `${what} is ${extra}, and the test says that it is not.`;
  const filled = byte?.toString(16).padStart(2, "0").repeat(2);
  const kind = real.mapping === null ? "none" : real.mapping === "anon" ? "anon" : "file";
  const pairs = [
    ["content", real.content, filled],
    ["mapping", kind, mapping],
    ["_refcount", real._refcount, _refcount],
    ["_mapcount", real._mapcount, _mapcount],
  ] as const;
  const wrong = pairs.find(([, found, said]) => said !== undefined && said !== found);
  return wrong === undefined ? null : is(`${wrong[0]} of ${what}`, text(wrong[1]), text(wrong[2]));
}

const is = (what: string, found: string, claimed: string): string =>
  `${what} is ${found}, and the test says ${claimed}.`;

/** A value of either side; equal texts are equal values, as none of them is an object. */
function text(value: unknown): string {
  if (value === undefined) return "nothing";
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? "something that cannot be claimed"
    : JSON.stringify(value);
}
