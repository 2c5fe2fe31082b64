// Beliefs that hold for as long as nobody else is about: each is refuted by another CPU, and by little else.

import { ids, importing, type mutant } from "@faultline/kit";

const INSTALL =
  "error = mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, true, false);";
const UNDO = "    delete_from_page_cache(page);\n    return give_up(inode, page, error);";
const DIRTY = "  SetPageDirty(page);\n  unlock_page(page);";

export const race_mutants: readonly mutant[] = [
  {
    id: "counted-first",
    belief: "What is paid for can be counted at once: shmem_uncharge() takes both back if need be.",
    origin: "revisions one to four, with their leak closed",
    killed_by: ["recalculated-meanwhile"],
    edits: [
      importing("shmem_uncharge"),
      { find: `  ${INSTALL}`, replace: `  count_page(inode);\n  ${INSTALL}` },
      {
        find: UNDO,
        replace: `    delete_from_page_cache(page);
    shmem_uncharge(inode, 1);
    unlock_page(page);
    put_page(page);
    return error;`,
      },
      {
        find: "  // Counted only now that nothing can fail any more, so that no way out has to uncount it.\n  count_page(inode);\n",
        replace: "",
      },
    ],
  },
  {
    id: "dirty-after-unlock",
    belief: "Marking a page is one atomic write: it needs no lock.",
    origin: "own",
    killed_by: ["reclaimed-meanwhile"],
    edits: [{ find: DIRTY, replace: "  unlock_page(page);\n  SetPageDirty(page);" }],
  },
  {
    id: "uptodate-after-unlock",
    belief: "SetPageUptodate() is atomic, so it does not matter when it comes.",
    origin: "own; the half of a fix of 2017 that makes the write atomic",
    killed_by: ["filled-meanwhile", "reclaimed-meanwhile", "swapped-out-meanwhile"],
    edits: [
      importing("SetPageUptodate"),
      { find: "  __SetPageUptodate(page);\n", replace: "" },
      {
        find: DIRTY,
        replace: `${DIRTY}\n  SetPageUptodate(page);`,
      },
    ],
  },
  {
    id: "unlocked-for-mapping",
    belief: "The page lock is for entering the file; mapping has a lock of its own.",
    origin: "own",
    killed_by: ["punched-meanwhile", "reclaimed-meanwhile"],
    edits: [
      importing("lock_page"),
      { find: `  ${INSTALL}`, replace: `  unlock_page(page);\n  ${INSTALL}` },
      {
        find: UNDO,
        replace: `    lock_page(page);
    if (page.mapping !== null) delete_from_page_cache(page);
    return give_up(inode, page, error);`,
      },
      { find: DIRTY, replace: "  SetPageDirty(page);" },
    ],
  },
  {
    id: "looked-before-adding",
    belief:
      "I have seen that the file has no page there, so adding mine fails only without memory.",
    origin: "own",
    killed_by: ["page-is-swapped", "filled-meanwhile", "copied-meanwhile"],
    edits: [
      importing("EEXIST"),
      importing("find_lock_page"),
      {
        find: "  const reclaim = (gfp",
        replace: `  const there = find_lock_page(inode.i_mapping, pgoff);
  if (there !== null) {
    unlock_page(there);
    put_page(there);
    return give_up(inode, page, -EEXIST);
  }
  const reclaim = (gfp`,
      },
      {
        find: "if (error !== 0) return give_up(inode, page, error);",
        replace: "if (error !== 0) return give_up(inode, page, -ENOMEM);",
      },
    ],
  },
  {
    id: "nulled-not-dropped",
    belief: "The caller must not find the page in pagep, so I make it null; that is all.",
    origin: "own",
    killed_by: ["full-at-the-second-round"],
    edits: [{ find: "    if (pagep.value !== null) put_page(pagep.value);\n", replace: "" }],
  },
  {
    id: "paid-across-rounds",
    belief: "The block stays paid for while the page is away, and the second round need not pay.",
    origin: "own",
    killed_by: ids("nothing-paid-for-a-missing-source unmapped-meanwhile"),
    edits: [
      {
        find: "if (!shmem_inode_acct_block(inode, 1)) {",
        replace: "if (pagep.value === null && !shmem_inode_acct_block(inode, 1)) {",
      },
      {
        find: "      shmem_inode_unacct_blocks(inode, 1);\n      return -ENOENT;",
        replace: "      return -ENOENT;",
      },
    ],
  },
];
