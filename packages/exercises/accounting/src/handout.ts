// Five small functions that keep one ledger: what tmpfs has promised, and what each file has of it.
// This much is handed out: nothing here may lead to a hidden test, a solution, or a version of one.

import type { exercise as kit_exercise } from "@faultline/kit";
import { visible } from "./visible.ts";

export const exercise: kit_exercise = {
  id: "accounting",
  title: "Keep the books",
  task: "Write the five functions that pay for the pages of a tmpfs file, count them, and give back what is no longer there.",
  targets: [
    "shmem_inode_acct_block",
    "shmem_inode_unacct_blocks",
    "shmem_recalc_inode",
    "shmem_charge",
    "shmem_uncharge",
  ],
  teaches: [
    "block accounting",
    "memory promises",
    "limits",
    "reclaim of clean pages",
    "fields guarded by a lock",
  ],
  minutes: 60,
  source: "mm/shmem.c shmem_inode_acct_block() to shmem_uncharge(), Linux 5.14",
  categories: [
    { id: "acct", title: "What shmem_inode_acct_block() takes" },
    { id: "unacct", title: "What shmem_inode_unacct_blocks() gives back" },
    { id: "recalc", title: "What shmem_recalc_inode() corrects" },
    { id: "charge", title: "What shmem_charge() counts" },
    { id: "uncharge", title: "What shmem_uncharge() takes back" },
    { id: "accounting", title: "Whether all the books agree" },
    { id: "locks", title: "What is held, and when" },
    { id: "random", title: "What nobody thought of" },
    { id: "races", title: "What happens when others come between" },
  ],
  hints: [
    "Make a table: five numbers across, five functions down. Which function moves which number, in which direction, and by how much?",
    "Two parties are paid for each page: the machine, with a promise, and the mount, with a block. Either of them may want nothing. Who knows that?",
    "If the second party refuses, what does the first one have by then?",
    "Take a mount of two blocks and count on your fingers: none in use, one, two. For which of these may one page be taken, and for which two?",
    "A file has three pages in its cache and one in the swap area, and has paid for five. What has happened, and to how many pages?",
    "stat(2) recalculates the books whenever it likes, also between two lines of yours. Which of your lines may it stand between, with the numbers as they are there?",
    "Whoever uncharges pages has taken them out of the cache before. Which difference would a recalculation find at that moment, and what would it do about it?",
    "i_blocks is for programs, and they count as disks did: 512 bytes at a time.",
  ],
  tests: visible,
  mutants: [],
  variants: [],
};
