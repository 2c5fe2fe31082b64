// What an operation returned, in the words of the recordings.
// Source: none.

import { errname } from "../lib/errno.ts";

/** The `r` of an observation: which fields it has depends on the operation. */
export interface result {
  readonly [field: string]: unknown;
}

/** A system call's result: what it returned, or -1 and the name of the error. */
export function returned(ret: number): { ret: number; err?: string } {
  return ret < 0 ? { ret: -1, err: errname(ret).slice(1) } : { ret };
}

/** "ok", or the name of the error. */
export const ok_or_name = (ret: number): string => (ret < 0 ? errname(ret).slice(1) : "ok");

/** What an out field holds as long as the kernel has not written it: no number that it ever writes. */
export const UNTOUCHED = 0x5e5713_5e5713;

/** An ioctl's result with its out field; null where the kernel left it alone. */
export function with_out(ret: number, field: string, out: number): result {
  const result: { [field: string]: unknown } = returned(ret);
  result[field] = out === UNTOUCHED ? null : out;
  return result;
}
