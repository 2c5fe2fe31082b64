// Runs a scenario on a machine of its own: sets it up, does one operation after the other, and takes everything down.
// Source: none.

import { type machine_snapshot, snapshot } from "../debug/snapshot.ts";
import type { targets } from "../include/linux/userfaultfd_k.ts";
import { fail_function } from "../kernel/fail_function.ts";
import type { finding, watcher } from "../kernel.ts";
import { boot, type machine, type machine_finding, type oops } from "../machine.ts";
import type { release_rules } from "../release.ts";
import { type counts, type observation, observe } from "./observe.ts";
import { perform } from "./operations.ts";
import type { result } from "./result.ts";
import { type rival_result, withRivals } from "./rivals.ts";
import { setup, type setup_result } from "./setup.ts";
import { takeDown } from "./take_down.ts";
import type { op, scenario } from "./types.ts";
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
  /** What is not back where it was at boot. */
  readonly teardown: readonly finding[];
  readonly machine: machine;
}

/** Runs a scenario from boot to the end. Nothing that learner code does makes it throw. */
export function runScenario(scenario: scenario, options: run_options = {}): run {
  const machine = boot(options);
  if (options.watch) machine.watch(options.watch);
  const { w, r } = setup(scenario, machine);
  const steps: step[] = [];
  const add = (step: step): void => {
    const whole = options.snapshots ? { ...step, snapshot: snapshot(machine.kernel) } : step;
    steps.push(whole);
    options.onStep?.(whole, machine);
  };
  const mapped = r.mmap === "ok";
  const look = (): observation | null =>
    mapped && options.observe !== false && machine.oops === null
      ? machine.enter(() => observe(w.subject))
      : null;
  add({ op: null, r, seen: look(), rivals: [], number: machine.op });
  for (const op of mapped ? scenario.ops : []) {
    if (machine.oops !== null) break;
    add({ ...doOperation(w, op), seen: look() });
  }
  const end = machine.oops === null ? takeDown(w) : null;
  const teardown = machine.teardown();
  return {
    scenario,
    steps,
    end,
    findings: machine.findings,
    oops: machine.oops,
    teardown,
    machine,
  };
}

/** One operation with its failures and its rivals: one entry into the machine, one audit. */
function doOperation(w: world, op: op): Omit<step, "seen"> {
  const { machine, actor } = w;
  const once = (): { value: result | null; rivals: rival_result[] } => {
    for (const [name, calls] of Object.entries(op.fail ?? {})) fail_function(name, ...calls);
    const rivals = op.rivals ?? [];
    if (rivals.length === 0) return { value: perform(w, actor, op), rivals: [] };
    return withRivals(w, rivals, () => perform(w, actor, op));
  };
  const done = machine.operation(actor, op.op, once, { value: null, rivals: [] });
  machine.kernel.fail.clear();
  actor.task.fatal_signal = false;
  return { op, r: done.value, rivals: done.rivals, number: machine.op };
}
