// Beliefs about what has been paid, and where it must be given back.

import { ids, importing, type mutant } from "@faultline/kit";

export const payment_mutants: readonly mutant[] = [
  {
    id: "leak-eof",
    belief: "Nothing was put into the file yet, so freeing the page is all there is to undo.",
    origin: "revisions one to four",
    killed_by: ["nothing-paid-beyond-the-end", "nothing-promised-beyond-the-end"],
    edits: [
      {
        find: "if (pgoff >= max_off) return give_up(inode, page, -EFAULT);",
        replace: `if (pgoff >= max_off) {
    unlock_page(page);
    put_page(page);
    return -EFAULT;
  }`,
      },
    ],
  },
  {
    id: "leak-cached",
    belief: "If the file has a page there already, that page is paid for, and so is mine.",
    origin: "revisions one to four",
    killed_by: ids(`
      nothing-paid-for-a-cached-page nothing-paid-for-a-swapped-page
      nothing-paid-without-a-charge
    `),
    edits: [
      {
        find: "if (error !== 0) return give_up(inode, page, error);",
        replace: `if (error !== 0) {
    unlock_page(page);
    put_page(page);
    return error;
  }`,
      },
    ],
  },
  {
    id: "leak-enoent",
    belief:
      "The caller comes back with the page in a moment, so the block can stay paid for until then.",
    origin: "a bug fixed in 2017",
    killed_by: ["nothing-paid-for-a-missing-source", "two-rounds-one-block"],
    edits: [
      {
        find: "      shmem_inode_unacct_blocks(inode, 1);\n      return -ENOENT;",
        replace: "      return -ENOENT;",
      },
    ],
  },
  {
    id: "leak-alloc",
    belief: "Where there is no page, there is nothing to give back.",
    origin: "own",
    killed_by: ["nothing-paid-without-a-page"],
    edits: [
      {
        find: "      shmem_inode_unacct_blocks(inode, 1);\n      return -ENOMEM;",
        replace: "      return -ENOMEM;",
      },
    ],
  },
  {
    id: "leak-install",
    belief: "Taking the page out of the file gives its block back too.",
    origin: "own",
    killed_by: ["truncated-meanwhile", "recalculated-meanwhile"],
    edits: [
      {
        find: "    delete_from_page_cache(page);\n    return give_up(inode, page, error);",
        replace: `    delete_from_page_cache(page);
    unlock_page(page);
    put_page(page);
    return error;`,
      },
    ],
  },
  {
    id: "unpaid-twice",
    belief:
      "A missing source is undone where it shows, and the common exit does what it always does.",
    origin: "own; the slip that moving from one exit style to the other invites",
    killed_by: ids(`
      nothing-paid-for-a-missing-source two-rounds-one-block full-at-the-second-round
    `),
    edits: [
      {
        find: "      shmem_inode_unacct_blocks(inode, 1);\n      return -ENOENT;",
        replace:
          "      shmem_inode_unacct_blocks(inode, 1);\n      shmem_inode_unacct_blocks(inode, 1);\n      return -ENOENT;",
      },
    ],
  },
  {
    id: "retry-is-paid",
    belief: "A page that is handed back was paid for the first time round.",
    origin: "own",
    killed_by: ["two-rounds-one-block"],
    edits: [
      {
        find: "if (!shmem_inode_acct_block(inode, 1)) {",
        replace: "if (pagep.value === null && !shmem_inode_acct_block(inode, 1)) {",
      },
    ],
  },
  {
    id: "looks-before-it-pays",
    belief: "What is refused anyway need not be paid for first.",
    origin: "own",
    killed_by: ["paying-comes-first"],
    edits: [
      {
        find: "  // Pay first:",
        replace: `  if (pgoff >= DIV_ROUND_UP(i_size_read(inode), PAGE_SIZE)) {
    if (pagep.value !== null) put_page(pagep.value);
    pagep.value = null;
    return -EFAULT;
  }
  // Pay first:`,
      },
    ],
  },
  {
    id: "sense-of-acct",
    belief: "Kernel functions return 0 when all is well.",
    origin: "a trap: later kernels did change this function to return 0 for success",
    killed_by: ids(`
      copy-fills beyond-the-end one-page-one-block filled-page-has-two-holders
      data-survives-reclaim nothing-left-locked zeros-fill end-of-file-borders
      offset-mapping page-is-cached page-is-swapped mount-is-full paying-comes-first
      no-memory stops-at-the-first-failure source-comes-later source-never-comes
      memfd-pays-the-machine reserved-pays-nothing truncation-gives-back
      corrects-what-reclaim-dropped nothing-paid-beyond-the-end
      nothing-promised-beyond-the-end nothing-paid-for-a-cached-page
      nothing-paid-for-a-swapped-page nothing-paid-without-a-page
      nothing-paid-without-a-charge full-mount-owes-nothing
      nothing-paid-for-a-missing-source two-rounds-one-block in-the-file ends-with-the-file
      handed-back-page-is-used handed-back-beyond-the-end each-page-survives-reclaim
      data-survives-a-writable-mapping others-read-the-same swapped-and-back
      two-rounds-same-bytes failed-fill-leaves-no-data resident-as-shmem reclaim-can-find-it
      mlocked-is-counted unmapping-counts-back books-under-their-lock
      no-waiting-under-the-lock missing-source-leaves-nothing-held
      refusals-leave-nothing-held private-flags-while-private truncated-meanwhile
      punched-meanwhile recalculated-meanwhile full-at-the-second-round unmapped-meanwhile
      filled-meanwhile copied-meanwhile reclaimed-meanwhile swapped-out-meanwhile
    `),
    edits: [
      {
        find: "if (!shmem_inode_acct_block(inode, 1)) {",
        replace: "if (shmem_inode_acct_block(inode, 1)) {",
      },
    ],
  },
  {
    id: "full-is-enospc",
    belief: "No room on the mount is ENOSPC, as write(2) says it.",
    origin: "own; page faults and writes do say so, a fill does not",
    killed_by: ids("mount-is-full paying-comes-first full-at-the-second-round"),
    edits: [
      importing("ENOSPC"),
      {
        find: "    pagep.value = null;\n    return -ENOMEM;",
        replace: "    pagep.value = null;\n    return -ENOSPC;",
      },
    ],
  },
  {
    id: "two-in-a-row",
    belief:
      "The block of the last call that failed is still mine to use, so one is given back only once.",
    origin: "own",
    killed_by: ["nothing-paid-beyond-the-end", "nothing-paid-without-a-charge"],
    edits: [
      {
        find: "/** The way back for a page",
        replace: "let failed = false;\n\n/** The way back for a page",
      },
      {
        find: "  put_page(page);\n  shmem_inode_unacct_blocks(inode, 1);\n  return error;",
        replace:
          "  put_page(page);\n  if (!failed) shmem_inode_unacct_blocks(inode, 1);\n  failed = true;\n  return error;",
      },
      { find: "  count_page(inode);", replace: "  failed = false;\n  count_page(inode);" },
    ],
  },
];
