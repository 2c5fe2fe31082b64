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
  const exported = gate(expected.length, f, (...args) => observe(name, expected, f, args));
  return Object.defineProperty(exported, "name", { value: name }) as F;
}

function observe(
  name: string,
  expected: readonly argument_kind[],
  f: anyFunction,
  args: unknown[],
): unknown {
  const k = kernel();
  const by_target = k.in_target;
  if (by_target) refuseTheDead(k);
  const call: kernel_call = { name, args, depth: k.depth, by_target };
  k.watch?.call?.(call);
  k.depth += 1;
  k.stack.push(name);
  become(k, false);
  try {
    if (by_target) checkArguments(name, expected, args);
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
