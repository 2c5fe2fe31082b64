// Runs a scenario on a machine of its own: sets it up, does one operation after the other, and takes everything down.
// Source: none.

import { type machine_snapshot, snapshot } from "../debug/snapshot.ts";
import type { targets } from "../include/linux/userfaultfd_k.ts";
import { fail_function } from "../kernel/fail_function.ts";
import type { finding, watcher } from "../kernel.ts";
import { boot, type machine, type machine_finding, type oops } from "../machine.ts";
import type { release_rules } from "../release.ts";
import {
  type counts,
  type observation,
  observe,
  observeCounts,
  observePages,
  type subject,
} from "./observe.ts";
import { perform } from "./operations.ts";
import { type boundary_listener, race_run, withRace } from "./race.ts";
import type { result } from "./result.ts";
import type { rival_result } from "./rival_run.ts";
import { withRivals } from "./rivals.ts";
import { parseSchedule, type plan } from "./schedule.ts";
import { setup, type setup_result } from "./setup.ts";
import { takeDown } from "./take_down.ts";
import type { op, race, scenario } from "./types.ts";
import type { world } from "./world.ts";

/** How a scenario is to be run. */
export interface run_options {
  readonly release?: release_rules["name"];
  readonly rules?: Partial<Omit<release_rules, "name">>;
  readonly livepatch?: Partial<targets>;
  readonly audit?: boolean;
  readonly trace?: boolean;
  /** Kernel calls that a target may make in one operation. */
  readonly call_budget?: number;
  /** Look at the machine as a program could, after every operation. Default: yes. */
  readonly observe?: boolean;
  /** Look at what memory and file hold: after each operation, or when all have been done. Default: no. */
  readonly look?: "each" | "end";
  /**
   * How far to go on after the last operation. "all": unmap, truncate and close, and count after each; then let the
   * program exit, and look whether all is back where it was at boot. "exit": only that. "none": no further.
   * Default: all.
   */
  readonly end?: "all" | "exit" | "none";
  /** Takes the place of the schedule in the operation that has a race. */
  readonly plan?: plan;
  /** Is told of every boundary in such an operation. */
  readonly onBoundary?: boundary_listener;
  /** Take a snapshot after every operation. */
  readonly snapshots?: boolean;
  /** Hears every call. */
  readonly watch?: watcher;
  /** Is told of each step as it is done; the first one is the set-up. */
  readonly onStep?: (step: step, machine: machine) => void;
}

/** One operation, what it returned, and what could be seen afterwards. */
export interface step {
  /** Null for the set-up. */
  readonly op: op | null;
  /** Null if the machine died in it. */
  readonly r: result | setup_result | null;
  /** Null if nothing is mapped, the machine is dead, or nobody wants to look. */
  readonly seen: observation | null;
  readonly rivals: readonly rival_result[];
  /** The number that findings give this operation; the set-up takes several, and this is its last. */
  readonly number: number;
  readonly snapshot?: machine_snapshot;
  /** What memory, file and counters hold, as a text without flags of pages; null if nobody wants to look. */
  readonly memory: string | null;
}

/** All that came of a scenario. */
export interface run {
  readonly scenario: scenario;
  /** The set-up, then one step for each operation; fewer if the machine died. */
  readonly steps: readonly step[];
  /** The counters after unmapping all, truncating the file, and closing it; null if the machine died. */
  readonly end: readonly counts[] | null;
  readonly findings: readonly machine_finding[];
  readonly oops: oops | null;
  /** What its pages were like after the last operation, if somebody wanted to know and the machine is alive. */
  readonly pages: string | null;
  /** What is not back where it was at boot; nothing if nobody went so far. */
  readonly teardown: readonly finding[];
  readonly machine: machine;
}

/** Runs a scenario from boot to the end. Nothing that learner code does makes it throw. */
export function runScenario(scenario: scenario, options: run_options = {}): run {
  const machine = boot(options);
  if (options.watch) machine.watch(options.watch);
  const { w, r } = setup(scenario, machine);
  const mapped = r.mmap === "ok";
  const steps: step[] = [];
  const add = (done: done): void => {
    const seen = mapped && options.observe !== false ? inside(w, observe) : null;
    const memory = mapped && options.look === "each" ? inside(w, showMemory) : null;
    const step = { ...done, seen, memory };
    const whole = options.snapshots ? { ...step, snapshot: snapshot(machine.kernel) } : step;
    steps.push(whole);
    options.onStep?.(whole, machine);
  };
  add({ op: null, r, rivals: [], number: machine.op });
  for (const op of mapped ? scenario.ops : []) {
    if (machine.oops !== null) break;
    add(doOperation(w, op, options));
  }
  const pages = mapped && options.look === "end" ? inside(w, showPages) : null;
  const { end: until = "all" } = options;
  const end = machine.oops === null && until === "all" ? takeDown(w) : null;
  const teardown = until === "none" ? [] : machine.teardown();
  const { findings, oops } = machine;
  return { scenario, steps, end, findings, oops, pages, teardown, machine };
}

/** Looks at a machine that is alive. */
const inside = <T>({ machine, subject }: world, look: (s: subject) => T): T | null =>
  machine.oops === null ? machine.enter(() => look(subject)) : null;

/** All that memory and file hold, as a text: equal texts, equal contents. Flags of pages are not in it. */
function showPages(s: subject): string {
  const { pg, fc } = observePages(s, () => "");
  return `${pg.join(" ")} ; ${fc.join(" ")} ; ${s.inode?.i_size}`;
}

/** The same with the counters. */
const showMemory = (s: subject): string => `${showPages(s)} ; ${JSON.stringify(observeCounts(s))}`;

/** A step as it is before anybody has looked. */
type done = Omit<step, "seen" | "memory">;

/** One operation with its failures and its rivals: one entry into the machine, one audit. */
function doOperation(w: world, op: op, options: run_options): done {
  const { machine, actor } = w;
  const once = (): { value: result | null; rivals: rival_result[] } => {
    for (const [name, calls] of Object.entries(op.fail ?? {})) fail_function(name, ...calls);
    const f = (): result => perform(w, actor, op);
    if (op.race !== undefined) return withRace(w, new_race(w, op.race, options), f);
    if (op.rivals !== undefined) return withRivals(w, op.rivals, f);
    return { value: f(), rivals: [] };
  };
  const done = machine.operation(actor, op.op, once, { value: null, rivals: [] });
  machine.kernel.fail.clear();
  actor.task.fatal_signal = false;
  return { op, r: done.value, rivals: done.rivals, number: machine.op };
}

const new_race = (w: world, race: race, { plan, onBoundary }: run_options): race_run =>
  new race_run(w, race.rivals, plan ?? parseSchedule(race.schedule ?? ""), onBoundary);
