// Versions that do what Linux does, each in a way of its own: a test that fails on one of them asks for too much.

import type { review_exercise, review_version } from "@faultline/kit";
import { type fill_habits, newFill } from "./fill.ts";
import { type installer_habits, newInstaller } from "./installer.ts";
import { merged } from "./merged.ts";

/** The two functions with these habits. */
export const functions = (
  fill: fill_habits = {},
  installer: installer_habits = {},
): review_version["livepatch"] => ({
  shmem_mcopy_atomic_pte: newFill(fill),
  mcopy_atomic_install_pte: newInstaller(installer),
});

export const right: review_exercise["right"] = [
  { id: "v6", about: "the sixth revision", livepatch: functions() },
  merged,
  {
    id: "dirty-if-readonly",
    about: "marks the page as dirty only where no dirty pte does it",
    livepatch: functions({ dirties: "at the end if readonly" }),
  },
  {
    id: "dirty-first-and-undone",
    about: "marks the page as dirty before it is mapped, and takes the mark away if that fails",
    livepatch: functions({ dirties: "first, undone" }),
  },
  {
    id: "one-size-test",
    about: "leaves it to the installer to look at the size of the file",
    livepatch: functions({ looks_at_size: false }),
  },
  {
    id: "refund-first",
    about: "gives the block back before it lets go of the page",
    livepatch: functions({ refunds_first: true }),
  },
  {
    id: "taken-before-size",
    about: "looks at the pte first and at the size of the file second",
    livepatch: functions({}, { looks_at_pte_first: true }),
  },
  {
    id: "pte-first",
    about: "writes the pte first and counts afterwards, all under the lock",
    livepatch: functions({}, { writes_first: true }),
  },
];
