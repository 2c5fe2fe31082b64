// Beliefs about the flags of a page: dirty, up to date, locked, swap-backed.

import { ids, importing, type mutant } from "@faultline/kit";

const INSTALL =
  "error = mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, true, false);";

export const flag_mutants: readonly mutant[] = [
  {
    id: "dirty-first",
    belief: "The page has been written, so it is dirty from the start.",
    origin: "revisions one to three did so in the installer",
    killed_by: ids("failed-fill-leaves-no-data refused-page-is-clean truncated-meanwhile"),
    edits: [
      { find: INSTALL, replace: `SetPageDirty(page);\n  ${INSTALL}` },
      { find: "  SetPageDirty(page);\n  unlock_page(page);", replace: "  unlock_page(page);" },
    ],
  },
  {
    id: "never-dirty",
    belief: "Dirty means that a program wrote to it, and nobody has.",
    origin: "a bug fixed in 2018",
    killed_by: ["data-survives-reclaim", "each-page-survives-reclaim", "reclaimed-meanwhile"],
    edits: [
      { find: "  SetPageDirty(page);\n  unlock_page(page);", replace: "  unlock_page(page);" },
    ],
  },
  {
    id: "dirty-if-writable",
    belief: "Only a mapping that can be written can lose data.",
    origin: "own; the condition upside down",
    killed_by: ["data-survives-reclaim", "each-page-survives-reclaim", "reclaimed-meanwhile"],
    edits: [
      importing("VM_WRITE"),
      {
        find: "  SetPageDirty(page);\n  unlock_page(page);",
        replace: "  if (dst_vma.vm_flags & VM_WRITE) SetPageDirty(page);\n  unlock_page(page);",
      },
    ],
  },
  {
    id: "no-uptodate",
    belief: "Uptodate is about pages that were read from a disk.",
    origin: "own",
    killed_by: ids(`
      data-survives-reclaim offset-mapping in-the-file each-page-survives-reclaim
      data-survives-a-writable-mapping others-read-the-same swapped-and-back
      two-rounds-same-bytes punched-meanwhile full-at-the-second-round unmapped-meanwhile
      filled-meanwhile copied-meanwhile reclaimed-meanwhile swapped-out-meanwhile
    `),
    edits: [{ find: "  __SetPageUptodate(page);\n", replace: "" }],
  },
  {
    id: "uptodate-late",
    belief: "The page is up to date once everything about it is done.",
    origin: "a lock-up fixed in 2017",
    killed_by: ids(`
      nothing-left-locked books-under-their-lock no-waiting-under-the-lock
      missing-source-leaves-nothing-held refusals-leave-nothing-held
      private-flags-while-private
    `),
    edits: [
      { find: "  __SetPageUptodate(page);\n", replace: "" },
      {
        find: "  SetPageDirty(page);\n  unlock_page(page);",
        replace: "  __SetPageUptodate(page);\n  SetPageDirty(page);\n  unlock_page(page);",
      },
    ],
  },
  {
    id: "not-locked",
    belief: "Nobody else knows the page, so there is nothing to lock it against.",
    origin: "a bug fixed in 2017",
    killed_by: ids(`
      copy-fills beyond-the-end one-page-one-block filled-page-has-two-holders
      data-survives-reclaim nothing-left-locked zeros-fill end-of-file-borders
      offset-mapping page-is-cached page-is-swapped mount-is-full no-memory
      stops-at-the-first-failure source-comes-later source-never-comes
      memfd-pays-the-machine reserved-pays-nothing truncation-gives-back
      corrects-what-reclaim-dropped nothing-paid-beyond-the-end
      nothing-promised-beyond-the-end nothing-paid-for-a-cached-page
      reserved-memory-owes-nothing nothing-paid-for-a-swapped-page
      nothing-paid-without-a-charge full-mount-owes-nothing two-rounds-one-block in-the-file
      ends-with-the-file no-page-lost-beyond-the-end no-page-lost-to-a-cached-one
      refused-page-leaves-the-file truncated-before-the-cache handed-back-page-is-used
      handed-back-beyond-the-end each-page-survives-reclaim data-survives-a-writable-mapping
      others-read-the-same swapped-and-back two-rounds-same-bytes zeros-over-used-memory
      failed-fill-leaves-no-data refused-page-is-clean cached-data-stays resident-as-shmem
      reclaim-can-find-it mlocked-is-counted refusals-count-nothing unmapping-counts-back
      books-under-their-lock no-waiting-under-the-lock missing-source-leaves-nothing-held
      refusals-leave-nothing-held private-flags-while-private truncated-meanwhile
      punched-meanwhile recalculated-meanwhile full-at-the-second-round unmapped-meanwhile
      filled-meanwhile copied-meanwhile reclaimed-meanwhile swapped-out-meanwhile
    `),
    edits: [{ find: "  __SetPageLocked(page);\n", replace: "" }],
  },
  {
    id: "not-swapbacked",
    belief: "Swap-backed is what the page becomes when it is swapped out.",
    origin: "own",
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
    edits: [{ find: "  __SetPageSwapBacked(page);\n", replace: "" }],
  },
  {
    id: "left-locked",
    belief: "The page stays locked while it is mapped.",
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
      punched-meanwhile filled-meanwhile copied-meanwhile reclaimed-meanwhile
      swapped-out-meanwhile
    `),
    edits: [{ find: "  unlock_page(page);\n  return 0;", replace: "  return 0;" }],
  },
  {
    id: "file-is-dirty-already",
    belief: "Dirty is said of a file: its first page says it for all that follow.",
    origin: "own",
    killed_by: ["each-page-survives-reclaim"],
    edits: [
      {
        find: "  SetPageDirty(page);\n  unlock_page(page);",
        replace: "  if (inode.i_mapping.nrpages === 1) SetPageDirty(page);\n  unlock_page(page);",
      },
    ],
  },
];
