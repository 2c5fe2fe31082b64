// The books while others use them: every race is tried under every schedule of the other CPUs' steps.

import type { words } from "@faultline/kit";
import { dropped, onMount } from "../look.ts";

export function races(words: words): void {
  recalculations(words);
  mounts(words);
}

function recalculations({ race }: words): void {
  race({
    id: "stat-while-charging",
    title: "Whenever somebody recalculates the books while pages are charged, they stay right",
    points: 3,
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
    points: 2,
    hint: "A number that you have read is yours for as long as you hold its lock.",
    failure: "shmem_charge() wrote over what another CPU had corrected meanwhile.",
    scenario: onMount(8, [
      ...dropped(1, 2, 3),
      { op: "collapse", page: 0, n: 1, race: { rivals: [{ op: "stat" }] } },
    ]),
  });
}

function mounts({ race }: words): void {
  race({
    id: "blocks-taken-meanwhile",
    title: "Blocks that another CPU takes while this one pays are not forgotten",
    points: 2,
    hint: "Change a counter that others change too; do not put into it what you have worked out from an old value.",
    failure: "shmem_inode_acct_block() lost what another CPU had added to the mount's count.",
    scenario: onMount(8, [
      { op: "file_write", page: 0, race: { rivals: [{ op: "fill_fs", leave: 2 }] } },
    ]),
  });

  race({
    id: "blocks-returned-meanwhile",
    title: "Blocks that another CPU gives back while this one does are not forgotten",
    points: 2,
    hint: "The way back has the same trap as the way there.",
    failure: "shmem_inode_unacct_blocks() lost what another CPU had done to the mount's count.",
    scenario: onMount(8, [
      { op: "fill_fs", leave: 4 },
      { op: "huge_alloc", n: 2, race: { rivals: [{ op: "drain_fs" }] } },
    ]),
  });
}
