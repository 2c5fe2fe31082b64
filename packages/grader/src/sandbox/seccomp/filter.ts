// The filter of system calls around the child: what is on the list may be called, all else is an error.

import { type allowed_call, allowed_calls, type architecture, CLONE3 } from "./calls.ts";
import {
  answer,
  assemble,
  ifEqualSkip,
  type instruction,
  loadArchitecture,
  loadArgument,
  loadNumber,
  mask,
  unlessAtLeastSkip,
  unlessEqualSkip,
  verdicts,
} from "./program.ts";

/** As the kernel names them to a filter: AUDIT_ARCH_X86_64 and AUDIT_ARCH_AARCH64. */
const architectures: Readonly<Record<architecture, number>> = {
  x64: 0xc000003e,
  arm64: 0xc00000b7,
};

/** On x64 the same call has a second number from here on, which would slip past any list of the first ones. */
const X32 = 0x40000000;
const EPERM = 1;
const ENOSYS = 38;

/** The filter for an architecture as Node names it; null if it is none that we know. */
export function seccompFilter(name: string): Uint8Array | null {
  const known = (Object.keys(architectures) as architecture[]).find((one) => one === name);
  return known === undefined ? null : assemble(filterFor(known));
}

function filterFor(architecture: architecture): instruction[] {
  return [
    loadArchitecture,
    ifEqualSkip(architectures[architecture], 1),
    answer(verdicts.kill),
    loadNumber,
    unlessAtLeastSkip(X32, 1),
    answer(verdicts.kill),
    ...allowed_calls.flatMap((call) => allow(call[architecture], call)),
    unlessEqualSkip(CLONE3, 1),
    answer(verdicts.error | ENOSYS),
    answer(verdicts.error | EPERM),
  ];
}

/** Where the number is not this call's, all of it is skipped. */
function allow(n: number | null, { condition }: allowed_call): instruction[] {
  if (n === null) return [];
  if (condition === undefined) return [unlessEqualSkip(n, 1), answer(verdicts.allow)];
  const { argument, bits, values } = condition;
  const body = [
    loadArgument(argument),
    mask(bits),
    ...values.flatMap((value) => [unlessEqualSkip(value, 1), answer(verdicts.allow)]),
    answer(verdicts.error | EPERM),
  ];
  return [unlessEqualSkip(n, body.length), ...body];
}
