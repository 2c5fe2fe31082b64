// The revisions as they were posted, each with the remark that ended it. In our words; the mails are in the archive.

import type { wrong_version } from "@faultline/kit";
import { functions } from "./right.ts";

/** What the installer of the first three revisions did: it asked the area what the page is. */
export const FIRST_INSTALLER = {
  writable_by: "area",
  dirty_by: "area",
  rmap_by: "area",
  counts_first: true,
  marks: "all",
  lists_plainly: true,
} as const;

/** What the fill did in all revisions up to the fourth. */
const COUNTS_FIRST = {
  counts_first: true,
  refunds_beyond_end: false,
  refunds_uncached: false,
} as const;

/** What they did, by number; the third is byte for byte the second, and the first differs in a comment. */
export const posted_habits = {
  v2: [{ ...COUNTS_FIRST, dirties: "never" }, FIRST_INSTALLER],
  v4: [COUNTS_FIRST, {}],
  v5: [{ deletes: false }, {}],
} as const;

// All five were posted before the page that comes back to a full mount was anybody's concern. They are run here on top
// of the mend of that, which is the last two versions' own affair: one test would catch all of them otherwise.
export const posted: readonly wrong_version[] = [
  {
    id: "v1-v2-v3",
    category: "posted",
    title: "Revisions 1, 2 and 3, whose two functions are the same (8, 13 and 15 April 2021)",
    livepatch: functions(...posted_habits.v2),
    reviews: [
      {
        by: "Hugh Dickins",
        on: "2021-04-16",
        said: "He took the second revision apart case by case: the installer asks the area what the page is, where only the page can tell.",
      },
      {
        by: "Hugh Dickins",
        on: "2021-04-16",
        said: "He praised the other half of it less than an hour later, and did not see that two of its ways out keep a block.",
      },
    ],
    hint: "Three kinds of area can be filled. What ought to be different about a page in each of them?",
    look: "More than one thing is wrong with it. What is different from before the call, in the books, the counters and the pte?",
  },
  {
    id: "v4",
    category: "posted",
    title: "Revision 4 (20 April 2021)",
    livepatch: functions(...posted_habits.v4),
    reviews: [
      {
        by: "Peter Xu",
        on: "2021-04-20",
        said: "He asked whether every jump to the last label now misses a line that used to stand behind it.",
      },
      {
        by: "Hugh Dickins",
        on: "2021-04-26",
        said: "He confirmed it, and proposed to count only after success, so that there is one thing less to undo.",
      },
    ],
    hint: "Make the fill fail, in each way that it can fail. What was done before that?",
    look: "Nothing visible is wrong with a call that fails. Which number should be back where it was?",
  },
  {
    id: "v5",
    category: "posted",
    title: "Revision 5 (27 April 2021)",
    livepatch: functions(...posted_habits.v5),
    reviews: [
      {
        by: "Hugh Dickins",
        on: "2021-04-27",
        said: "He saw within hours that a line had gone with the old clean-up: on one way out the page stays in the file.",
      },
    ],
    hint: "The last step that can fail is the installer. What can another CPU do just before it looks?",
    look: "The call has failed. Is everything that it had made gone, wherever it was put?",
  },
  {
    id: "page-kept",
    category: "posted",
    title: "All kernels before the mend of April 2021, and the first five revisions as well",
    livepatch: functions({ when_full: "keep" }),
    reviews: [
      {
        by: "Hugh Dickins",
        on: "2021-04-27",
        said: "He looked at the way in instead of the ways out, and found a hole that was there before the series: the caller stops the machine if it gets its page back with anything but -ENOENT.",
      },
    ],
    hint: "A fill can take two rounds. What can have changed between the first and the second?",
    look: "The second round fails as well. Is anybody still alive to tell?",
  },
  {
    id: "page-unlocked",
    category: "posted",
    title: "The first draft of that mend (28 April 2021)",
    livepatch: functions({ when_full: "unlock and drop" }),
    reviews: [
      {
        by: "Peter Xu",
        on: "2021-04-28",
        said: "He noted that the page need not be unlocked there.",
      },
      {
        by: "Hugh Dickins",
        on: "2021-04-28",
        said: "He added that it must not be: a page that was handed back has not been locked yet, and the kernel would stop over it.",
      },
    ],
    hint: "In which state is a page that is handed out, and in which does it come back?",
    look: "The second round fails as well. Is anybody still alive to tell?",
  },
];
