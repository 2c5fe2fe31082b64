// Rules about what has been paid for.

import type { rule_name } from "../rules.ts";
import type { chapter, explanation } from "./types.ts";

const first_leak: chapter = {
  version: "the first versions of UFFDIO_COPY on tmpfs, 2016",
  by: "Andrea Arcangeli",
  on: "2016-12-16",
  said: "After a copy that failed half-way nothing but the page itself may stay charged; the block did.",
};

const the_leak: chapter = {
  version: "versions 1 to 4 of the patch that this course is about",
  by: "Peter Xu",
  on: "2021-04-20",
  said: "He asked whether every jump to the last label now misses the line that gives the block back. It did, and two ways out kept a block for ever. Three versions had gone by before anybody saw it.",
};

const lost_line: chapter = {
  version: "version 5 of the patch",
  by: "Hugh Dickins",
  on: "2021-04-27",
  said: "With the old clean-up a line had gone that takes the page out of the file again: it stayed there, and nobody had paid for it.",
};

export const accounting: Readonly<Record<rule_name<"accounting">, explanation>> = {
  "accounting-leak": {
    says: "Every block that is paid for belongs to a page that some file has.",
    why: "A block that no file knows of is never given back: not when the page goes, not when the file is removed. Each such call makes the mount one page smaller, until a full-looking tmpfs with nothing on it refuses every write. No other number is wrong, so nobody notices for a long time.",
    look: "Follow each way out that comes after the payment. On how many of them is the block given back?",
    kernel: null,
    history: [first_leak, the_leak],
    terms: ["block", "used_blocks", "Committed_AS"],
  },
  "accounting-underflow": {
    says: "No block is given back that a file still has.",
    why: "A block given back twice lets somebody have memory that is not there: the limit of the mount, or what the system may promise, is passed without a word.",
    look: "Which of your ways out gives back twice, once by itself and once in a clean-up that it jumps to?",
    kernel: null,
    history: [
      {
        version: "versions 1 to 4 of the patch, while another task recounts the file",
        by: "Hugh Dickins",
        on: "2021-04-26",
        said: "He asked to leave shmem_uncharge() alone and to count the page only when nothing can fail any more. By our reading a recount between the two halves of the old clean-up pays back once too often.",
      },
    ],
    terms: ["used_blocks", "shmem_recalc_inode"],
  },
  "wrong-alloced": {
    says: "A file has paid for exactly the pages and swap entries that it has.",
    why: "alloced is how a file remembers what to give back one day. Too low, and a page is had for nothing, past the limit of the mount; too high, and the difference is given back in the wrong place or never.",
    look: "What is counted must be what happened: is the count raised on the way on which the page stays, and on no other?",
    kernel: null,
    history: [lost_line],
    terms: ["alloced", "page cache", "shmem_recalc_inode"],
  },
  "wrong-i_blocks": {
    says: "i_blocks is eight for each page that the file has paid for.",
    why: "It is what du(1) and stat(2) show, and it moves together with alloced. Where the two drift apart, a file looks empty that is not, and at its end the count does not come back to zero.",
    look: "Are both numbers changed in one place, under one lock, by the same number of pages?",
    kernel: "WARNING in shmem_evict_inode(), once the file is gone",
    history: [],
    terms: ["block", "alloced", "info->lock"],
  },
  "i_blocks-at-evict": {
    says: "When a file ends, its i_blocks are back at zero.",
    why: "Everything that a file had has been given back by then. What is left over was counted and never uncounted, or the other way round; this is the last moment at which anybody can tell.",
    look: "Which way adds to i_blocks and has no way back that subtracts the same?",
    kernel: "WARNING: WARN_ON(inode->i_blocks) in shmem_evict_inode()",
    history: [],
    terms: ["block", "truncate"],
  },
  "wrong-nrpages": {
    says: "nrpages is the number of pages in the file's cache.",
    why: "Truncation, reclaim and the recount of a file believe this number instead of counting. A page that is counted twice hides the later loss of another one.",
    look: "The page cache counts what is added to it. Do you count it once more?",
    kernel: "kernel BUG in clear_inode(), when the file goes and the number is not zero",
    history: [],
    terms: ["page cache", "shmem_recalc_inode"],
  },
  "wrong-swapped": {
    says: "swapped is the number of the file's pages that are in the swap area.",
    why: "A file pays for pages in the swap area as for those in memory. With this number wrong, a recount takes a page that is only swapped out for one that was dropped, and gives its block back.",
    look: "Who changes an entry of the cache from a page to a swap entry, or back, and does the count follow?",
    kernel: null,
    history: [],
    terms: ["swap entry", "shmem_recalc_inode"],
  },
  "data-beyond-eof": {
    says: "No data lies in a file beyond its end.",
    why: "What is beyond the end is gone for every reader, and it must not come back. A page that a fill adds behind a truncation shows its old bytes when the file grows again.",
    look: "The size can change between your question and your page. When do you ask for the last time?",
    kernel: null,
    history: [
      {
        version: "Linux before 2018, in UFFDIO_COPY on tmpfs",
        by: "Andrea Arcangeli",
        on: "2018-11-26",
        said: "A fill has to ask for the size of the file before it adds a page, and again under the page-table lock.",
      },
    ],
    terms: ["i_size", "truncate"],
  },
};
