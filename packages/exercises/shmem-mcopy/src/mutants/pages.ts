// Beliefs about references, the page cache, and the order in which things are undone.

import { ids, importing, type mutant } from "@faultline/kit";

const INSTALL =
  "error = mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, true, false);";

export const page_mutants: readonly mutant[] = [
  {
    id: "kept-in-cache",
    belief: "A page that could not be mapped is still good data for the file.",
    origin: "revision five",
    killed_by: ids(`
      refused-page-leaves-the-file truncated-before-the-cache failed-fill-leaves-no-data
      refused-page-is-clean refusals-count-nothing truncated-meanwhile
    `),
    edits: [{ find: "    delete_from_page_cache(page);\n", replace: "" }],
  },
  {
    id: "not-dropped",
    belief: "The page cache frees pages; I only unlock mine.",
    origin: "own",
    killed_by: ids(`
      no-page-lost-beyond-the-end no-page-lost-to-a-cached-one refused-page-leaves-the-file
      truncated-before-the-cache handed-back-beyond-the-end
    `),
    edits: [
      {
        find: "  put_page(page);\n  shmem_inode_unacct_blocks(inode, 1);\n  return error;",
        replace: "  shmem_inode_unacct_blocks(inode, 1);\n  return error;",
      },
    ],
  },
  {
    id: "dropped-on-success",
    belief: "I allocated the page, so I drop my reference when I am done with it.",
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
      punched-meanwhile reclaimed-meanwhile swapped-out-meanwhile
    `),
    edits: [
      {
        find: "  unlock_page(page);\n  return 0;",
        replace: "  unlock_page(page);\n  put_page(page);\n  return 0;",
      },
    ],
  },
  {
    id: "dropped-before-unlock",
    belief: "Unlocking comes last.",
    origin: "own",
    killed_by: ids(`
      no-page-lost-beyond-the-end no-page-lost-to-a-cached-one refused-page-leaves-the-file
      truncated-before-the-cache handed-back-beyond-the-end
    `),
    edits: [
      {
        find: "  unlock_page(page);\n  put_page(page);\n  shmem_inode_unacct",
        replace: "  put_page(page);\n  unlock_page(page);\n  shmem_inode_unacct",
      },
    ],
  },
  {
    id: "unlocked-before-delete",
    belief:
      "Unlock first, then take the page out of the file: the last thing done is undone first.",
    origin: "own",
    killed_by: ids(`
      refused-page-leaves-the-file truncated-before-the-cache failed-fill-leaves-no-data
      refused-page-is-clean refusals-count-nothing refusals-leave-nothing-held
      truncated-meanwhile recalculated-meanwhile
    `),
    edits: [
      {
        find: "    delete_from_page_cache(page);\n    return give_up(inode, page, error);",
        replace: `    unlock_page(page);
    delete_from_page_cache(page);
    put_page(page);
    shmem_inode_unacct_blocks(inode, 1);
    return error;`,
      },
    ],
  },
  {
    id: "charged-twice",
    belief: "A new page must be charged to the program's control group before it is used.",
    origin: "own; older kernels did it here",
    killed_by: ids(`
      copy-fills one-page-one-block filled-page-has-two-holders data-survives-reclaim
      nothing-left-locked zeros-fill end-of-file-borders offset-mapping page-is-cached
      page-is-swapped mount-is-full no-memory stops-at-the-first-failure source-comes-later
      source-never-comes memfd-pays-the-machine reserved-pays-nothing truncation-gives-back
      corrects-what-reclaim-dropped nothing-paid-beyond-the-end
      nothing-paid-for-a-cached-page reserved-memory-owes-nothing
      nothing-paid-for-a-swapped-page nothing-paid-without-a-charge full-mount-owes-nothing
      two-rounds-one-block in-the-file ends-with-the-file no-page-lost-to-a-cached-one
      refused-page-leaves-the-file truncated-before-the-cache handed-back-page-is-used
      each-page-survives-reclaim data-survives-a-writable-mapping others-read-the-same
      swapped-and-back two-rounds-same-bytes zeros-over-used-memory
      failed-fill-leaves-no-data refused-page-is-clean cached-data-stays resident-as-shmem
      reclaim-can-find-it mlocked-is-counted refusals-count-nothing unmapping-counts-back
      books-under-their-lock no-waiting-under-the-lock missing-source-leaves-nothing-held
      refusals-leave-nothing-held private-flags-while-private truncated-meanwhile
      punched-meanwhile recalculated-meanwhile full-at-the-second-round unmapped-meanwhile
      filled-meanwhile copied-meanwhile reclaimed-meanwhile swapped-out-meanwhile
    `),
    edits: [
      importing("mem_cgroup_charge"),
      {
        find: "  const reclaim = (gfp",
        replace:
          "  if (mem_cgroup_charge(page, dst_mm, gfp) !== 0) return give_up(inode, page, -ENOMEM);\n  const reclaim = (gfp",
      },
    ],
  },
  {
    id: "not-new",
    belief: "The page is in the file by now, so for the installer it is not new.",
    origin: "own",
    killed_by: ids(`
      resident-as-shmem reclaim-can-find-it mlocked-is-counted unmapping-counts-back
    `),
    edits: [{ find: "page, true, false);", replace: "page, false, false);" }],
  },
  {
    id: "listed-twice",
    belief: "Putting the page on the list of reclaim is my job: I made it.",
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
    edits: [
      importing("lru_cache_add"),
      { find: `  ${INSTALL}`, replace: `  lru_cache_add(page);\n  ${INSTALL}` },
    ],
  },
];
