// The sixth revision, but for one remark of the review that nobody has heeded: who catches it has found it again.

import type { wrong_version } from "@faultline/kit";
import { functions } from "./right.ts";

const hugh = (on: string, said: string) => [{ by: "Hugh Dickins", on, said }];

/** What the first great review of the installer said, mail of 16 April 2021. */
const by_kind: readonly wrong_version[] = [
  {
    id: "readonly-private-copy",
    category: "remarks",
    title: "The sixth revision, but a private copy of a file's page is mapped read-only",
    livepatch: functions({}, { writable_by: "area" }),
    reviews: hugh(
      "2021-04-16",
      "A copy in a private area is the program's own from the start: to map it read-only costs a fault and a second copy for nothing.",
    ),
    hint: "Somebody fills a page of a private area and then the program writes to it. What should that cost?",
    look: "What may the program do with its new page, and what does it cost?",
  },
  {
    id: "clean-private-copy",
    category: "remarks",
    title: "The sixth revision, but a private copy in a read-only area is called clean",
    livepatch: functions({}, { dirty_by: "area" }),
    reviews: hugh(
      "2021-04-16",
      "Such a page has data that is nowhere else, so its pte is dirty, whether or not anybody may write to it. That it did no harm was luck.",
    ),
    hint: "A page can have data to lose although nobody may write to it.",
    look: "What remembers that the page has data?",
  },
  {
    id: "counted-too-early",
    category: "remarks",
    title: "The sixth revision, but a page is counted before its rmap is set up",
    livepatch: functions({}, { counts_first: true }),
    reviews: hugh(
      "2021-04-16",
      "The counter is chosen by asking the page what it is, and a new page does not know before its rmap is set up.",
    ),
    hint: "A page is counted by its kind. When does a page know of which kind it is?",
    look: "Under which name is the page counted? Does the kernel complain once the program has gone?",
  },
  {
    id: "rmap-by-area",
    category: "remarks",
    title: "The sixth revision, but the area decides which rmap a page gets",
    livepatch: functions({}, { rmap_by: "area" }),
    reviews: hugh(
      "2021-04-16",
      "A private copy over a file is anonymous memory. As a page of a file that it is not in, it can neither be found again nor go to the swap area.",
    ),
    hint: "A private area maps a file. Does every page in it belong to the file?",
    look: "To whom does the page belong, and as what is it mapped?",
  },
  {
    id: "marked-by-installer",
    category: "remarks",
    title: "The sixth revision, but the installer marks pages as dirty that the file had already",
    livepatch: functions({}, { marks: "those that the file had" }),
    reviews: hugh(
      "2021-04-16",
      "He wanted it gone from the installer: of the five cases that he had counted two do not need it, and one should do it for itself.",
    ),
    hint: "The installer maps pages that nobody has written, too.",
    look: "Who has written the page that is dirty now?",
  },
];

/** What was said of the fill. */
const of_fill: readonly wrong_version[] = [
  {
    id: "dirty-page-deleted",
    category: "remarks",
    title: "The sixth revision, but the page is marked as dirty before anything can still fail",
    livepatch: functions({ dirties: "first" }),
    reviews: hugh(
      "2021-04-16",
      "The second revision had dropped the line that took the mark away again, and the kernel warns of a dirty page that leaves its file. Marked after success, there is nothing to take away.",
    ),
    hint: "What does the kernel think of data that is thrown away?",
    look: "The books are right. Has the kernel itself anything to say?",
  },
  {
    id: "kept-beyond-the-end",
    category: "remarks",
    title: "The sixth revision, but beyond the end of the file the block is kept",
    livepatch: functions({ refunds_beyond_end: false }),
    reviews: [
      {
        by: "Peter Xu",
        on: "2021-04-20",
        said: "One of the jumps that he asked about: the one where the file is too short.",
      },
    ],
    hint: "The area can be longer than the file.",
    look: "Nothing visible is wrong with a call that fails. Which number should be back where it was?",
  },
  {
    id: "kept-if-taken",
    category: "remarks",
    title: "The sixth revision, but the block is kept if the file has such a page already",
    livepatch: functions({ refunds_uncached: false }),
    reviews: [
      {
        by: "Peter Xu",
        on: "2021-04-20",
        said: "The other of the jumps that he asked about: the one where somebody was faster.",
      },
    ],
    hint: "A page can be missing from the page table and be in the file all the same.",
    look: "Nothing visible is wrong with a call that fails. Which number should be back where it was?",
  },
  {
    id: "counted-and-uncounted",
    category: "remarks",
    title: "The sixth revision, but the file is counted up first, and down if mapping fails",
    livepatch: functions({ counts_first: true }),
    reviews: hugh(
      "2021-04-26",
      "He asked for the count to move behind success, and to forget the helper that counts down: it was made for another purpose.",
    ),
    hint: "While the clean-up is at work, others may look at the file's books, and correct them.",
    look: "Has a block been given back twice?",
  },
  {
    id: "mlock-not-seen",
    category: "remarks",
    title: "The sixth revision, but a page of a shared file is listed without a look at its area",
    livepatch: functions({}, { lists_plainly: true }),
    reviews: hugh(
      "2021-04-16",
      "He said that the branch is not required: of the two functions one does more, and the fill should have called that one all along.",
    ),
    hint: "Two functions put a page on a list of reclaim. They differ for one kind of area.",
    look: "On which list is the page, and is it counted as reclaim must know it?",
  },
];

export const remarks: readonly wrong_version[] = [...by_kind, ...of_fill];
