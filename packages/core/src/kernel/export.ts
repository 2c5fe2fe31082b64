// The boundary: where code that is not the kernel's own enters the kernel, and where others may watch it do so.
// Source: the name is that of include/linux/export.h; what it does here is ftrace, lockdep and a type checker in one.

import { kernel, type kernel_call, update_attention } from "../kernel.ts";
import { type argument_kind, checkArguments } from "./arguments.ts";
import { type anyFunction, gate } from "./gate.ts";

/**
 * Makes `f` callable by learner code: its arguments are checked, the call is traced, and another CPU may run before it.
 * The kernel's own calls pass straight through while nobody watches.
 *
 * @param expected one kind for each parameter
 */
export function EXPORT_SYMBOL<F extends anyFunction>(
  name: string,
  expected: readonly argument_kind[],
  f: F,
): F {
  return boundary({ name, expected, of: "kernel" }, f);
}

/** The same for what is no function of the kernel's but a library's: programs call it, and nobody else. */
export function EXPORT_TO_USER<F extends anyFunction>(
  name: string,
  expected: readonly argument_kind[],
  f: F,
): F {
  return boundary({ name, expected, of: "user" }, f);
}

/** What is known of a function at the boundary. */
interface exported {
  readonly name: string;
  readonly expected: readonly argument_kind[];
  /** Whose code can call it. */
  readonly of: "kernel" | "user";
}

function boundary<F extends anyFunction>(known: exported, f: F): F {
  const exported = gate(known.expected.length, f, (...args) => observe(known, f, args));
  return Object.defineProperty(exported, "name", { value: known.name }) as F;
}

function observe(known: exported, f: anyFunction, args: unknown[]): unknown {
  const { name, expected } = known;
  const k = kernel();
  const by_target = k.in_target;
  if (by_target) refuseTheDead(k);
  const call: kernel_call = { name, args, depth: k.depth, by_target };
  k.watch?.call?.(call);
  k.depth += 1;
  k.stack.push(name);
  become(k, false);
  try {
    if (by_target) {
      checkCaller(k, known);
      checkArguments(name, expected, args);
    }
    call.result = f(...args);
    return call.result;
  } catch (error) {
    call.error = error;
    throw error;
  } finally {
    become(k, by_target);
    k.stack.pop();
    k.depth -= 1;
    k.watch?.done?.(call);
  }
}

/** A program has no way into the kernel but system calls, and the kernel has none of a program's libraries. */
function checkCaller({ user }: kernel, { name, of }: exported): void {
  if (of === "kernel" && user !== null)
    throw new TypeError(`${name}() is the kernel's: a program cannot call it.`);
  if (of === "user" && user === null)
    throw new TypeError(`${name}() is for programs: the kernel cannot call it.`);
}

/** Runs a target, learner code or the reference, so that what it calls is seen as its calls. */
export function runTarget(f: anyFunction, args: unknown[]): unknown {
  const k = kernel();
  const { in_target } = k;
  become(k, true);
  try {
    const result = f(...args);
    refuseTheDead(k); // a BUG that the target caught and hid
    return result;
  } finally {
    become(k, in_target);
  }
}

/** A kernel that has hit a BUG runs nothing any more. */
function refuseTheDead(k: kernel): void {
  if (k.dead !== null) throw k.dead;
}

/** From here on a target runs, or the kernel itself does. */
function become(k: kernel, target: boolean): void {
  k.in_target = target;
  update_attention();
}
