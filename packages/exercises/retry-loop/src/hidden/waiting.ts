// Scenarios in which another CPU acts while the source is waited for and nothing is held.

import type { op, rival_op } from "@faultline/core";
import { anonymous, type setup } from "@faultline/kit";

/** What other CPUs do while the source is waited for, in this order. */
export const meanwhile = (...ops: readonly rival_op[]) =>
  ops.map((one) => ({ at: "kmap", do: one }));

/** A copy to page 1 of anonymous memory whose source has to be waited for; then `after`. */
export const waiting = (rivals: readonly rival_op[], after: readonly op[] = [], more: setup = {}) =>
  anonymous(
    [{ op: "copy", page: 1, src: "nonresident", rivals: meanwhile(...rivals) }, ...after],
    more,
  );
