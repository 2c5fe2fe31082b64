// A run of a scenario as a test looks at it: results, states after each step, and the rules that were broken.

import type {
  file_snapshot,
  finding,
  machine_snapshot,
  oops,
  page_snapshot,
  run,
  step,
} from "@faultline/core";

const PAGE_SIZE = 4096;

/** The numbers that one page of a file moves, and those that must come back when it does not stay. */
export interface ledger {
  readonly used_blocks: number;
  readonly Committed_AS: number;
  readonly alloced: number;
  readonly i_blocks: number;
  readonly nrpages: number;
  readonly NR_FILE_PAGES: number;
  readonly NR_SHMEM: number;
  /** Page frames that somebody holds. */
  readonly pages: number;
}

/** `step` counts operations from 0; -1 is the state after set-up. */
export interface judged_run {
  /** Broken rules, those of the teardown last: they have the step after the last operation. */
  readonly findings: readonly (finding & { readonly step: number })[];
  /** What killed the machine, if something did; for a BUG in the kernel's words, else in those of whatever was thrown. */
  readonly oops: string | null;
  /** How it died: by a BUG, by a return value that no C function has, or by something that the code threw. */
  readonly death: oops["kind"] | null;
  /** What the operation returned, in the recorded form: `{ ret: -1, err: "EFAULT", copy: -14 }`. */
  readonly result: (step: number) => Readonly<Record<string, unknown>>;
  readonly state: (step: number) => machine_snapshot;
  /** The mapped file; the first one of the machine. */
  readonly file: (step: number) => file_snapshot;
  readonly ledger: (step: number) => ledger;
  readonly rss: (step: number) => machine_snapshot["mms"][number]["rss"];
  /** The names of the bits of a region page's pte; an empty list for a pte that is none. */
  readonly pte: (step: number, page: number) => readonly string[];
  /** The page mapped at a region page. */
  readonly mapped: (step: number, page: number) => page_snapshot | null;
  /** The page in the file's cache. */
  readonly cached: (step: number, index: number) => page_snapshot | null;
}

/** Reads a run. States are those that the run kept, one after each step and one after set-up. */
export function judgedRun(run: run): judged_run {
  const at = (step: number) => {
    const found = run.steps[step + 1];
    if (found === undefined)
      throw new Error(`The run has no step ${step}: the machine stopped before it.`);
    return found;
  };
  const state = (step: number): machine_snapshot => {
    const { snapshot } = at(step);
    if (snapshot === undefined) throw new Error("The run kept no snapshots.");
    return snapshot;
  };
  const ptes = (step: number, page: number) => {
    const addr = regionStart(state(-1)) + page * PAGE_SIZE;
    return state(step)
      .mms.flatMap((mm) => mm.ptes)
      .find((pte) => pte.addr === addr);
  };
  const frame = (step: number, pfn: number | null | undefined) =>
    state(step).pages.find((page) => page.pfn === pfn) ?? null;
  const file = (step: number): file_snapshot => {
    const first = state(step).files[0];
    if (first === undefined) throw new Error("The scenario maps no file.");
    return first;
  };
  return {
    findings: findingsOf(run),
    oops: run.oops?.message ?? null,
    death: run.oops?.kind ?? null,
    result: (step) => resultOf(at(step), step),
    state,
    file,
    ledger: (step) => ledgerOf(state(step)),
    rss: (step) => firstMm(state(step)).rss,
    pte: (step, page) => ptes(step, page)?.bits ?? [],
    mapped: (step, page) => frame(step, ptes(step, page)?.pfn),
    cached: (step, index) =>
      frame(step, file(step).cache.find((slot) => slot.index === index)?.pfn),
  };
}

function findingsOf(run: run): judged_run["findings"] {
  const steps = new Map(run.steps.map((step, i) => [step.number, i - 1]));
  return [
    ...run.findings.map((found) => ({
      ...found,
      step: steps.get(found.op) ?? run.steps.length - 1,
    })),
    ...run.teardown.map((found) => ({ ...found, step: run.steps.length - 1 })),
  ];
}

function resultOf({ r }: step, step: number): Readonly<Record<string, unknown>> {
  if (r === null) throw new Error(`Step ${step} has no result: the machine died in it.`);
  return { ...r };
}

/** The mapping under test lies below everything else that the program has mapped. */
function regionStart(after_setup: machine_snapshot): number {
  return Math.min(...firstMm(after_setup).vmas.map((vma) => vma.start));
}

function firstMm(state: machine_snapshot): machine_snapshot["mms"][number] {
  const mm = state.mms[0];
  if (mm === undefined) throw new Error("No program runs.");
  return mm;
}

function ledgerOf(state: machine_snapshot): ledger {
  const file = state.files[0];
  return {
    used_blocks: state.mounts.reduce((sum, mount) => sum + mount.used_blocks, 0),
    Committed_AS: state.Committed_AS,
    alloced: file?.alloced ?? 0,
    i_blocks: file?.i_blocks ?? 0,
    nrpages: file?.nrpages ?? 0,
    NR_FILE_PAGES: state.vmstat.NR_FILE_PAGES,
    NR_SHMEM: state.vmstat.NR_SHMEM,
    pages: state.pages.length,
  };
}
