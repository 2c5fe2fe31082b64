// The lock of a file's books: who takes it, and what is done under it.

import { expect, type words } from "@faultline/kit";
import { dropped, onMount } from "../look.ts";

export function locks({ test }: words): void {
  test(
    {
      id: "counted-under-the-lock",
      title: "Charging and uncharging write alloced and i_blocks under info.lock",
      points: 3,
      hint: "Two CPUs that add to a number at once may add once. What keeps the other one out?",
      failure: "The file's books were written while somebody else could write them too.",
      scenario: onMount(8, [
        { op: "collapse", page: 0, n: 2 },
        { op: "collapse", page: 2, n: 2, undo: true },
      ]),
    },
    (run) => {
      expect(run.result(0)).toEqual({ ret: 2 });
      expect(run.state(1).locks).toEqual([]);
    },
  );

  test(
    {
      id: "the-callers-lock",
      title: "The correction works under the lock that its caller holds, and leaves it held",
      points: 2,
      hint: "Who takes the lock, says the contract. A lock that is held already is waited for for ever.",
      failure: "The correction took or dropped a lock that is its caller's.",
      scenario: onMount(8, [
        ...dropped(0),
        { op: "stat" },
        ...dropped(1),
        { op: "collapse", page: 2, n: 1 },
      ]),
    },
    (run) => {
      for (const step of [2, 5]) expect(run.state(step).locks).toEqual([]);
      expect(run.ledger(5).nrpages).toBe(1);
    },
  );
}
