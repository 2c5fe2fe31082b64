// A machine: one kernel with its programs, for the host that boots it. What goes wrong inside comes out as data.
// Source: none. Programs have the system calls (kernel/program); this is what surrounds each of them.

import { audit as auditKernel } from "./debug/audit.ts";
import { newTracer, type trace_entry } from "./debug/trace.ts";
import { addWatcher } from "./debug/watch.ts";
import type { mount } from "./fs/file.ts";
import { fput } from "./fs/file_table.ts";
import type { task_struct } from "./include/linux/mm_types.ts";
import type { targets } from "./include/linux/userfaultfd_k.ts";
import type { gate } from "./kernel/entry.ts";
import { BadReturn } from "./kernel/livepatch.ts";
import { type clone_flags, new_program, type program } from "./kernel/program.ts";
import {
  enter as enterKernel,
  type finding,
  type kernel,
  switch_kernel,
  type watcher,
} from "./kernel.ts";
import { new_kernel } from "./kernel_init.ts";
import { KernelBug } from "./lib/bug.ts";
import type { release_rules } from "./release.ts";

/** What can be chosen about a machine. */
export interface boot_options {
  /** Which Linux it runs. Default: 5.14. */
  readonly release?: release_rules["name"];
  /** Rules that differ from the release's: what is one rule responsible for? Default: none. */
  readonly rules?: Partial<Omit<release_rules, "name">>;
  /** Functions that replace the kernel's own: a learner's. */
  readonly livepatch?: Partial<targets>;
  /** Check every count after each operation. Default: no. */
  readonly audit?: boolean;
  /** Record every call of a kernel function. Default: no. */
  readonly trace?: boolean;
  /** Page frames of memory. Default: 65536. */
  readonly ram_pages?: number;
  /** Pages of the swap area. Default: 64. */
  readonly swap_pages?: number;
  /** Calls of kernel functions that a target may make in one operation. Default: no limit. */
  readonly call_budget?: number;
}

/** A finding, and the number of the operation after or in which it showed. */
export interface machine_finding extends finding {
  readonly op: number;
}

/** Why the machine is dead. */
export interface oops {
  /** The number of the operation. */
  readonly op: number;
  /** The system call that did not return. */
  readonly call: string;
  /** A BUG of the kernel; a target's return value that no C function has; or something else that a target threw. */
  readonly kind: "bug" | "bad-return" | "exception";
  readonly message: string;
  /** JavaScript's own account of where it happened; null if what was thrown is no Error. */
  readonly stack: string | null;
}

/** One machine. Several can run in one page; each call enters its own. */
export interface machine {
  readonly kernel: kernel;
  readonly programs: readonly program[];
  /** Broken rules so far, in the order found, each once. */
  readonly findings: readonly machine_finding[];
  /** The kernel's log. */
  readonly dmesg: readonly string[];
  readonly trace: readonly trace_entry[];
  /** Null while the machine is alive. */
  readonly oops: oops | null;
  /** How many operations have been begun. */
  readonly op: number;
  /** Runs `f` in this kernel, so that it may call kernel functions. Nothing is caught or checked. */
  enter<T>(f: () => T): T;
  /** Starts a program. @param share whose descriptors and memory it shares, if any: see clone(2) */
  program(name?: string, share?: clone_flags): program;
  /**
   * Runs several calls as one operation: one number, one audit at the end. What is thrown inside kills the machine.
   *
   * @returns what `f` returns; `dead` if the machine is dead or dies
   */
  operation<T>(program: program, name: string, f: () => T, dead: T): T;
  /** Lets `watcher` hear every call, until what this returns is called. */
  watch(watcher: watcher): () => void;
  /** Notes in the trace what another CPU does now; the operation itself runs on CPU 0. */
  note(what: string, cpu: number): void;
  /** Ends all programs, removes all files, and says what is not back where it was at boot. */
  teardown(): readonly finding[];
}

/** The machine as this file sees it. */
interface state extends machine {
  readonly options: boot_options;
  programs: program[];
  findings: machine_finding[];
  trace: trace_entry[];
  oops: oops | null;
  op: number;
  /** Whether an operation is running; another may run inside it, as on another CPU. */
  busy: boolean;
  /** Whether everything is being taken down: the audit waits until that is over. */
  ending: boolean;
  readonly mounts: Map<string, mount>;
  /** Calls that targets have made in this operation. */
  calls: number;
  /** How many of the kernel's findings have been copied. */
  copied: number;
  /** What findings of the audit have been copied: they show again after every operation. */
  readonly known: Set<string>;
}

/** Boots a machine. */
export function boot(options: boot_options = {}): machine {
  const k = new_kernel({
    ...(options.release && { release: options.release }),
    ...(options.rules && { rules: options.rules }),
    ...(options.livepatch && { livepatch: options.livepatch }),
    ...(options.ram_pages !== undefined && { totalram_pages: options.ram_pages }),
    ...(options.swap_pages !== undefined && { swap_pages: options.swap_pages }),
  });
  const m: state = {
    kernel: k,
    options,
    programs: [],
    findings: [],
    dmesg: k.dmesg,
    trace: [],
    oops: null,
    op: 0,
    busy: false,
    ending: false,
    calls: 0,
    copied: 0,
    known: new Set(),
    mounts: new Map(),
    enter: (f) => enterKernel(k, f),
    program: (name = "program", share = {}) => startProgram(m, name, share),
    operation: (program, name, f, dead) => operate(m, program.task, name, f, dead),
    watch: (watcher) => addWatcher(k, watcher),
    note: (what, cpu) => {
      if (options.trace) m.trace.push({ kind: "rival", op: m.op, what, cpu, depth: k.depth });
    },
    teardown: () => teardown(m),
  };
  if (options.trace)
    addWatcher(
      k,
      newTracer(k, () => m.op, m.trace),
    );
  if (options.call_budget !== undefined) addWatcher(k, newBudget(m, options.call_budget));
  return m;
}

/** Kills a machine whose target does not come to an end. Counted in calls: the host's speed does not matter. */
function newBudget(m: state, limit: number): watcher {
  return {
    only_targets: true,
    call({ by_target, name }) {
      if (by_target) m.calls += 1;
      if (m.calls <= limit) return;
      const error = new Error(
        `More than ${limit} kernel calls in one operation, the last ${name}().`,
      );
      m.kernel.dead ??= error;
      throw error;
    },
  };
}

function startProgram(m: state, name: string, share: clone_flags): program {
  const { mounts } = m;
  const gate: gate = (task, call, f, dead) => operate(m, task, call, f, dead);
  const program = enterKernel(m.kernel, () =>
    new_program(name, m.programs.length + 1, share, mounts, gate),
  );
  m.programs.push(program);
  return program;
}

/** Runs one system call or access: as `task`, with everything caught, and with the checks that follow. */
function operate<T>(m: state, task: task_struct, call: string, f: () => T, dead: T): T {
  if (m.oops !== null) return dead;
  if (m.busy) return as(m.kernel, task, f);
  m.busy = true;
  m.op += 1;
  m.calls = 0;
  const outside = switch_kernel(m.kernel);
  const { current } = m.kernel;
  m.kernel.current = task;
  try {
    const result = f();
    settle(m);
    return result;
  } catch (error) {
    m.oops = newOops(m, call, error);
    return dead;
  } finally {
    m.kernel.current = current;
    switch_kernel(outside);
    m.busy = false;
    copyFindings(m);
  }
}

/** What follows every operation: threads that were woken go on, and the books are checked. */
function settle(m: state): void {
  for (const program of m.programs) wakeThreads(m.kernel, program);
  if (m.options.audit && !m.ending)
    for (const one of auditKernel(m.kernel)) addAuditFinding(m, one);
}

/** Runs `f` in this kernel as `task`: whoever called, from here on it is the kernel that runs. */
function as<T>(k: kernel, task: task_struct, f: () => T): T {
  const outside = switch_kernel(k);
  const { current, user } = k;
  k.current = task;
  k.user = null;
  try {
    return f();
  } finally {
    k.current = current;
    k.user = user;
    switch_kernel(outside);
  }
}

function wakeThreads(k: kernel, program: program): void {
  for (const thread of program.threads) as(k, thread.task, () => program.resume(thread));
}

function newOops(m: state, call: string, error: unknown): oops {
  // Without learner code in it a machine throws nothing but BUGs: anything else is a defect of the machine.
  const ours = m.kernel.patched.size === 0 && m.kernel.dead === null;
  if (ours && !(error instanceof KernelBug)) throw error;
  const kind: oops["kind"] =
    error instanceof KernelBug ? "bug" : error instanceof BadReturn ? "bad-return" : "exception";
  m.kernel.dead ??= error instanceof Error ? error : new Error("A target threw something.");
  const message = text_of(error, "message") ?? "Something was thrown that has no message.";
  return { op: m.op, call, kind, message, stack: text_of(error, "stack") };
}

/** A field of whatever was thrown, without running a getter that a target may have put there. */
function text_of(error: unknown, field: string): string | null {
  if (typeof error !== "object" || error === null) return null;
  const value: unknown = Object.getOwnPropertyDescriptor(error, field)?.value;
  return typeof value === "string" ? value : null;
}

function copyFindings(m: state): void {
  if (m.copied === m.kernel.findings.length) return;
  for (const one of m.kernel.findings.slice(m.copied)) m.findings.push({ ...one, op: m.op });
  m.copied = m.kernel.findings.length;
}

function addAuditFinding(m: state, one: finding): void {
  const key = JSON.stringify([one.rule, one.kernel, one.numbers]);
  if (m.known.has(key)) return;
  m.known.add(key);
  copyFindings(m); // what broke in the call comes before what it left behind
  m.findings.push({ ...one, op: m.op });
}

function teardown(m: state): readonly finding[] {
  const before = m.kernel.findings.length;
  m.ending = true;
  for (const program of m.programs) program.exit();
  const last = m.programs.at(-1);
  if (last !== undefined) operate(m, last.task, "umount", () => removeNames(m), null);
  if (m.oops !== null) return [];
  // What was said on the way down, and what is left where nothing should be.
  return [...m.kernel.findings.slice(before), ...auditKernel(m.kernel)];
}

function removeNames(m: state): null {
  for (const { names } of m.mounts.values()) {
    for (const file of names.values()) fput(file);
    names.clear();
  }
  return null;
}
