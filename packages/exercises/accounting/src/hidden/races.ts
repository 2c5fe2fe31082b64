// The books while others use them: every race is tried under every schedule of the other CPUs' steps.

import type { words } from "@faultline/kit";
import { dropped, onMount } from "../look.ts";

export function races({ race }: words): void {
  race({
    id: "stat-while-charging",
    title: "Whenever somebody recalculates the books while pages are charged, they stay right",
    points: 4,
    hint: "Between any two of your lines the books may be recalculated, if the lock is free. Are they such that it may?",
    failure: "Somebody who recalculated the books in the middle of shmem_charge() made them wrong.",
    scenario: onMount(8, [
      { op: "file_write", page: 0 },
      { op: "collapse", page: 1, n: 2, race: { rivals: [{ op: "stat" }] } },
    ]),
  });

  race({
    id: "corrected-while-charging",
    title: "What another CPU corrects while pages are charged is not lost",
    points: 3,
    hint: "A number that you have read is yours for as long as you hold its lock.",
    failure: "shmem_charge() wrote over what another CPU had corrected meanwhile.",
    scenario: onMount(8, [
      ...dropped(1, 2, 3),
      { op: "collapse", page: 0, n: 1, race: { rivals: [{ op: "stat" }] } },
    ]),
  });
}
