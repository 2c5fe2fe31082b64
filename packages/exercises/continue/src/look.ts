// What the tests of this exercise look at, and the memory that they begin with.

import type { judged_run, setup } from "@faultline/kit";

export { bits, change, mapped, refused } from "@faultline/kit";

/** The monitor hears of pages that the file has and the page table has not. Nobody else maps them then. */
export const minor: setup = { register: ["minor"] };

/** What has been paid for, and which pages there are. */
export const books = (run: judged_run, step: number) => run.ledger(step);

/** The result of a CONTINUE that mapped one page. */
export const mapped_one = { ret: 0, mapped: 4096 };
