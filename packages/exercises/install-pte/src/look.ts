// What the tests of this exercise look at: a pte's bits, and the counters that a mapped page moves.

export { bits, change, mapped, refused } from "@faultline/kit";

export const done = { ret: 0 };
