// The public door of the machine. Two kinds of people come through it: who writes kernel code, and who runs machines.
// Source: none.

export * from "./api/host.ts";
export * from "./api/kernel.ts";
/** All that learner code may import, as one object: what the grader hands to a submission. */
export * as kernel_api from "./api/kernel.ts";
// In C these are structures and ioctls of one name; here they are what a program calls.
export {
  uffdio_continue,
  uffdio_copy,
  uffdio_writeprotect,
  uffdio_zeropage,
} from "./api/kernel.ts";
