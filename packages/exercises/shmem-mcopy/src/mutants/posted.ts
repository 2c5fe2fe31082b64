// The patch as it was posted, revision by revision; the same files that examples/submissions shows to everybody.

import { ids, type mutant } from "@faultline/kit";

export const posted_mutants: readonly mutant[] = [
  {
    id: "v2-as-posted",
    belief:
      "The clean-up is the same job in fewer lines: count first, and uncount where mapping fails.",
    origin: "second revision of April 2021, with its own installer",
    review: {
      by: "Hugh Dickins",
      on: "2021-04-16",
      said: "He praised this half of the patch, and did not see that two of its ways out keep a block.",
    },
    killed_by: ids(`
      nothing-paid-beyond-the-end nothing-promised-beyond-the-end
      nothing-paid-for-a-cached-page nothing-paid-for-a-swapped-page
      nothing-paid-without-a-charge refused-page-is-clean mlocked-is-counted
      recalculated-meanwhile full-at-the-second-round
    `),
    file: "../../../examples/submissions/v2-as-posted.ts",
  },
  {
    id: "v4-as-posted",
    belief:
      "The reviewer's remarks are all in: the page is marked dirty at the end, and the installer is fixed.",
    origin: "fourth revision; the leak was found by asking what each jump to the exit skips",
    review: {
      by: "Peter Xu",
      on: "2021-04-20",
      said: "He asked whether every jump to the last label now misses a line that used to stand behind it.",
    },
    killed_by: ids(`
      nothing-paid-beyond-the-end nothing-promised-beyond-the-end
      nothing-paid-for-a-cached-page nothing-paid-for-a-swapped-page
      nothing-paid-without-a-charge recalculated-meanwhile full-at-the-second-round
    `),
    file: "../../../examples/submissions/v4-as-posted.ts",
  },
  {
    id: "v5-as-posted",
    belief:
      "Nothing is counted before success, so on failure there is nothing left in the file to undo.",
    origin: "fifth revision",
    review: {
      by: "Hugh Dickins",
      on: "2021-04-27",
      said: "He saw within hours that a line had gone with the old clean-up: on one way out the page stays in the file.",
    },
    killed_by: ids(`
      refused-page-leaves-the-file truncated-before-the-cache failed-fill-leaves-no-data
      refused-page-is-clean refusals-count-nothing truncated-meanwhile
      full-at-the-second-round
    `),
    file: "../../../examples/submissions/v5-as-posted.ts",
  },
];
