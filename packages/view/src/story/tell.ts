// Tells a run: its operations in order, and in each of them every call that the learner's functions made.

import type { run, trace_entry } from "@faultline/core";
import { diffSnapshots } from "../diff.ts";
import { brokenRow } from "../race/broken.ts";
import type { race_record } from "../race/model.ts";
import { type drawn_row, rowsOf } from "../race/rows.ts";
import { newCallWords } from "../race/words.ts";
import { sayDetails, saySetting } from "../setting.ts";
import { type answer, sayAnswer, sayOp } from "../steps.ts";
import { foldKernel } from "./fold.ts";
import type { moment, story, story_fault, story_options, story_row } from "./model.ts";

type step = run["steps"][number];

/** @param run one with a trace; with snapshots, it is told what each operation has changed */
export function tellRun(run: run, options: story_options = {}): story {
  const { scenario, steps, machine, teardown } = run;
  const moments = momentsByEntry(machine.trace, options.moments);
  const rows = steps.flatMap((step, i) =>
    i === 0 || (options.step !== undefined && options.step !== i)
      ? []
      : rowsOfStep(run, i, step, moments, options),
  );
  return {
    setting: saySetting(scenario),
    rows,
    end: options.step === undefined ? newsOf(teardown, run.findings).map(faultOf) : [],
    functions: [...machine.kernel.patched],
  };
}

/** What is still broken in the end has been told where it broke. */
const newsOf = (teardown: run["teardown"], known: run["findings"]): run["teardown"] =>
  teardown.filter((one) => !known.some((old) => old.message === one.message));

const faultOf = ({ rule, message, line }: story_fault): story_fault => ({ rule, message, line });

/** The moments by the entries of the trace that they belong to. */
function momentsByEntry(
  trace: readonly trace_entry[],
  moments: story_options["moments"] = new Map(),
): Map<trace_entry, moment> {
  const calls = trace.filter(({ kind }) => kind === "call");
  return new Map(
    calls.flatMap((entry, i) => {
      const moment = moments.get(i);
      return moment === undefined ? [] : [[entry, moment] as const];
    }),
  );
}

function rowsOfStep(
  run: run,
  i: number,
  step: step,
  moments: ReadonlyMap<trace_entry, moment>,
  { inside = false, parted }: story_options,
): story_row[] {
  const { op } = step;
  if (op === null) return [];
  const record = recordOf(run, i, step);
  const drawn = record.patched.length === 0 ? [] : rowsOf(record, inside);
  const faults = run.findings.filter((found) => found.op === step.number);
  const at = faults.map((fault) => brokenRow(drawn, record.trace, fault));
  const here = (row: number) => faults.filter((_, n) => at[n] === row).map(faultOf);
  const inner = told(drawn, moments).map((row, n) => ({ ...row, broken: here(n) }));
  const shown = (inside ? inner : foldKernel(inner, record.patched)).map((row) => ({
    ...row,
    n: row.n === "" ? "" : `${i}.${row.n}`,
    parted: false,
  }));
  const text = [sayOp(op), sayDetails(op)].filter(Boolean).join("; ");
  const user = { n: `${i}`, who: "user", depth: 0, locks: [], broken: [], parted: false };
  const end = { result: outcomeOf(run, step), broken: here(-1), parted: parted === i };
  if (shown.length === 0) return [{ ...user, text, changes: changesOfStep(run, i), ...end }];
  return [
    { ...user, text, result: "", changes: [] },
    ...shown,
    { ...user, n: "", text: "back in the program", changes: [], ...end },
  ];
}

const recordOf = ({ scenario, machine }: run, i: number, step: step): race_record => ({
  scenario,
  index: i - 1,
  op: step.number,
  trace: machine.trace.filter((entry) => entry.op === step.number),
  patched: [...machine.kernel.patched],
  answers: [],
});

function outcomeOf({ oops }: run, { r, number }: step): string {
  if (r !== null) return sayAnswer({ ...r } as answer);
  return oops !== null && oops.op === number ? "the kernel stopped" : "";
}

function changesOfStep({ steps }: run, i: number): string[] | null {
  const [before, after] = [steps[i - 1]?.snapshot, steps[i]?.snapshot];
  if (before === undefined || after === undefined) return null;
  return diffSnapshots(before, after).map(({ say }) => say);
}

/** The rows of one operation, numbered. */
function told(
  drawn: readonly drawn_row[],
  moments: ReadonlyMap<trace_entry, moment>,
): Omit<story_row, "broken" | "parted">[] {
  const words = newCallWords(drawn.flatMap(({ entry }) => entry ?? []));
  let n = 0;
  return drawn.map((row) => {
    const { kind, entry, cpu, line, depth, text, held, taken, released } = row;
    const closes = kind === "close";
    if (!closes) n += 1;
    const kernels = closes ? "" : "kernel";
    return {
      n: closes ? "" : `${n}`,
      who: cpu > 0 ? `CPU ${cpu}` : line === null ? kernels : `line ${line}`,
      depth,
      text: entry?.kind === "call" && kind === "call" ? words.call(entry).text : text,
      result: entry?.kind === "call" && kind === "call" ? words.result(entry) : "",
      locks: closes || kind === "step" ? [] : after(held, taken, released),
      changes: kind === "call" ? changesIn(entry, moments) : kind === "step" ? null : [],
    };
  });
}

/** The locks that are held when a row is over. */
function after(
  held: readonly string[],
  taken: readonly string[],
  released: readonly string[],
): string[] {
  const gone = [...released];
  const left = held.filter((name) => {
    const at = gone.indexOf(name);
    if (at >= 0) gone.splice(at, 1);
    return at < 0;
  });
  return [...left, ...taken];
}

function changesIn(
  entry: trace_entry | null,
  moments: ReadonlyMap<trace_entry, moment>,
): string[] | null {
  const moment = entry === null ? undefined : moments.get(entry);
  if (moment === undefined) return null;
  return diffSnapshots(moment.before, moment.after).map(({ say }) => say);
}
