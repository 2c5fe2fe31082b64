// Beliefs about the file's own numbers: how they are raised, and by whom.

import { ids, importing, type mutant } from "@faultline/kit";

export const book_mutants: readonly mutant[] = [
  {
    id: "uncharge-late",
    belief: "shmem_uncharge() is the opposite of putting a page in, wherever one stands.",
    origin: "own; the call is that of revisions one to four",
    killed_by: ["truncated-meanwhile", "recalculated-meanwhile"],
    edits: [
      importing("shmem_uncharge"),
      {
        find: "    delete_from_page_cache(page);\n    return give_up(inode, page, error);",
        replace: `    delete_from_page_cache(page);
    shmem_uncharge(inode, 1);
    unlock_page(page);
    put_page(page);
    return error;`,
      },
    ],
  },
  {
    id: "charge-whole",
    belief: "shmem_charge() pays and counts in one go, so there is no need to count again.",
    origin: "considered and rejected in the message of the first revision",
    killed_by: ids(`
      one-page-one-block filled-page-has-two-holders memfd-pays-the-machine
      reserved-pays-nothing truncation-gives-back corrects-what-reclaim-dropped
      nothing-paid-beyond-the-end nothing-promised-beyond-the-end
      nothing-paid-for-a-cached-page reserved-memory-owes-nothing
      nothing-paid-for-a-swapped-page nothing-paid-without-a-page
      nothing-paid-without-a-charge full-mount-owes-nothing nothing-paid-for-a-missing-source
      two-rounds-one-block ends-with-the-file no-page-lost-beyond-the-end
      no-page-lost-to-a-cached-one refused-page-leaves-the-file truncated-before-the-cache
      handed-out-page-can-be-freed
    `),
    edits: [
      importing("shmem_charge"),
      importing("shmem_uncharge"),
      {
        find: "if (!shmem_inode_acct_block(inode, 1)) {",
        replace: "if (!shmem_charge(inode, 1)) {",
      },
      {
        find: "      shmem_inode_unacct_blocks(inode, 1);\n      return -ENOMEM;",
        replace: "      shmem_uncharge(inode, 1);\n      return -ENOMEM;",
      },
      {
        find: "      shmem_inode_unacct_blocks(inode, 1);\n      return -ENOENT;",
        replace: "      shmem_uncharge(inode, 1);\n      return -ENOENT;",
      },
      {
        find: "  put_page(page);\n  shmem_inode_unacct_blocks(inode, 1);\n",
        replace: "  put_page(page);\n  shmem_uncharge(inode, 1);\n",
      },
      { find: "  count_page(inode);\n", replace: "" },
    ],
  },
  {
    id: "no-alloced",
    belief: "The block was paid for at the start; that is the accounting done.",
    origin: "own",
    killed_by: ids(`
      one-page-one-block memfd-pays-the-machine reserved-pays-nothing truncation-gives-back
      corrects-what-reclaim-dropped nothing-paid-beyond-the-end reserved-memory-owes-nothing
      full-mount-owes-nothing two-rounds-one-block ends-with-the-file zeros-over-used-memory
    `),
    edits: [{ find: "  info.alloced += 1;\n", replace: "" }],
  },
  {
    id: "no-i_blocks",
    belief: "i_blocks is for disks; tmpfs has none.",
    origin: "own",
    killed_by: ids(`
      one-page-one-block memfd-pays-the-machine reserved-pays-nothing truncation-gives-back
      corrects-what-reclaim-dropped nothing-paid-beyond-the-end reserved-memory-owes-nothing
      full-mount-owes-nothing two-rounds-one-block
    `),
    edits: [{ find: "  inode.i_blocks += BLOCKS_PER_PAGE;\n", replace: "" }],
  },
  {
    id: "one-block-a-page",
    belief: "One page is one block, so i_blocks goes up by one.",
    origin: "own",
    killed_by: ids(`
      one-page-one-block memfd-pays-the-machine reserved-pays-nothing truncation-gives-back
      corrects-what-reclaim-dropped nothing-paid-beyond-the-end reserved-memory-owes-nothing
      full-mount-owes-nothing two-rounds-one-block
    `),
    edits: [
      { find: "  inode.i_blocks += BLOCKS_PER_PAGE;\n", replace: "  inode.i_blocks += 1;\n" },
    ],
  },
  {
    id: "no-recalculation",
    belief: "The file's numbers are right, so adding one to each keeps them right.",
    origin: "own",
    killed_by: ["corrects-what-reclaim-dropped"],
    edits: [{ find: "  shmem_recalc_inode(inode);\n", replace: "" }],
  },
  {
    id: "no-info-lock",
    belief: "The page lock keeps everybody else away from this file.",
    origin: "own",
    killed_by: ids(`
      nothing-left-locked books-under-their-lock no-waiting-under-the-lock
      missing-source-leaves-nothing-held refusals-leave-nothing-held
      private-flags-while-private
    `),
    edits: [
      { find: "  spin_lock_irq(info.lock);\n", replace: "" },
      { find: "  spin_unlock_irq(info.lock);\n", replace: "" },
    ],
  },
  {
    id: "info-lock-kept",
    belief: "The lock is taken for the accounting, and the end of the function is the end of it.",
    origin: "own",
    killed_by: ids(`
      copy-fills one-page-one-block filled-page-has-two-holders data-survives-reclaim
      nothing-left-locked zeros-fill end-of-file-borders offset-mapping mount-is-full
      no-memory stops-at-the-first-failure source-comes-later source-never-comes
      memfd-pays-the-machine reserved-pays-nothing truncation-gives-back
      corrects-what-reclaim-dropped nothing-paid-beyond-the-end reserved-memory-owes-nothing
      full-mount-owes-nothing two-rounds-one-block in-the-file ends-with-the-file
      handed-back-page-is-used each-page-survives-reclaim data-survives-a-writable-mapping
      others-read-the-same swapped-and-back two-rounds-same-bytes zeros-over-used-memory
      resident-as-shmem reclaim-can-find-it mlocked-is-counted unmapping-counts-back
      books-under-their-lock no-waiting-under-the-lock missing-source-leaves-nothing-held
      refusals-leave-nothing-held private-flags-while-private truncated-meanwhile
      punched-meanwhile full-at-the-second-round unmapped-meanwhile filled-meanwhile
      copied-meanwhile reclaimed-meanwhile swapped-out-meanwhile
    `),
    edits: [{ find: "  spin_unlock_irq(info.lock);\n", replace: "" }],
  },
];
