// Beliefs about the reference and the lock that come with the page, and about what has to be undone.

import { ids, importing, type mutant } from "@faultline/kit";

const LOOK_UP = "  let error = shmem_getpage(inode, index, pagep, SGP_READ);\n";
const INSTALL =
  "  error = mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, false, wp_copy);\n";
const UNLOCK = "  unlock_page(page);\n";
const PUT = "  if (error !== 0) put_page(page);\n";

export const holder_mutants: readonly mutant[] = [
  {
    id: "never-dropped",
    belief: "I have not taken a reference, so I have none to drop.",
    origin: "own",
    killed_by: ["refused-page-is-as-before", "refused-twice-is-as-before", "truncated-meanwhile"],
    edits: [
      { find: PUT, replace: "" },
      { find: "  put_page,\n", replace: "" },
    ],
  },
  {
    id: "always-dropped",
    belief: "The look-up gave me a reference, so I drop it when I am done with the page.",
    origin: "own",
    killed_by: ids(`
      continue-maps private-is-for-looking nothing-to-pay two-holders
      private-write-stays-private counts-as-shared-memory nothing-left-locked
      end-of-file-borders offset-mapping stops-at-the-first-hole swapped-page-is-there
      reserved-page-is-not-there no-memory already-mapped mapped-elsewhere
      protection-is-passed-on unprotected-unless-asked readonly-stays-clean
      works-on-a-full-mount paid-for-while-swapped refusal-changes-no-books one-holder-a-pte
      unmapped-page-stays-with-the-file ends-with-the-file comes-back-and-goes-again
      clean-page-stays-clean private-look-dirties-nothing dirty-page-stays-dirty
      shared-write-reaches-the-file private-sees-the-file-until-it-writes
      private-counts-as-shared-memory refusals-count-nothing reclaim-can-find-it locked-area
      unmapping-counts-back refused-page-is-unlocked absent-page-leaves-nothing-held
      no-waiting-under-the-lock truncated-meanwhile punched-meanwhile swapped-out-meanwhile
    `),
    edits: [{ find: PUT, replace: "  put_page(page);\n" }],
  },
  {
    id: "dropped-if-taken",
    belief: "The size was looked at before, so the only refusal is that something is mapped.",
    origin: "own",
    killed_by: ["truncated-meanwhile"],
    edits: [
      importing("EEXIST"),
      { find: PUT, replace: "  if (error === -EEXIST) put_page(page);\n" },
    ],
  },
  {
    id: "extra-reference",
    belief: "The pte is a new user of the page, so it takes a reference of its own.",
    origin: "own",
    killed_by: ids(`
      two-holders one-holder-a-pte unmapped-page-stays-with-the-file ends-with-the-file
      comes-back-and-goes-again truncated-meanwhile punched-meanwhile swapped-out-meanwhile
    `),
    edits: [
      importing("get_page"),
      { find: PUT, replace: "  if (error === 0) get_page(page);\n  else put_page(page);\n" },
    ],
  },
  {
    id: "never-unlocked",
    belief: "shmem_getpage() finds pages; locking them would be the business of lock_page().",
    origin: "own",
    killed_by: ids(`
      continue-maps private-is-for-looking nothing-to-pay two-holders
      private-write-stays-private counts-as-shared-memory nothing-left-locked
      end-of-file-borders offset-mapping stops-at-the-first-hole swapped-page-is-there
      reserved-page-is-not-there no-memory already-mapped file-is-asked-first
      mapped-elsewhere protection-is-passed-on unprotected-unless-asked readonly-stays-clean
      works-on-a-full-mount paid-for-while-swapped refusal-changes-no-books one-holder-a-pte
      unmapped-page-stays-with-the-file ends-with-the-file comes-back-and-goes-again
      refused-page-is-as-before refused-twice-is-as-before clean-page-stays-clean
      private-look-dirties-nothing dirty-page-stays-dirty refused-data-stays
      shared-write-reaches-the-file private-sees-the-file-until-it-writes
      private-counts-as-shared-memory refusals-count-nothing reclaim-can-find-it locked-area
      unmapping-counts-back refused-page-is-unlocked absent-page-leaves-nothing-held
      no-waiting-under-the-lock truncated-meanwhile punched-meanwhile swapped-out-meanwhile
    `),
    edits: [
      { find: UNLOCK, replace: "" },
      { find: "  unlock_page,\n", replace: "" },
    ],
  },
  {
    id: "unlocked-on-success",
    belief: "A refused page goes back as it came.",
    origin: "own",
    killed_by: ids(`
      already-mapped file-is-asked-first refusal-changes-no-books refused-page-is-as-before
      refused-twice-is-as-before refused-data-stays refusals-count-nothing
      refused-page-is-unlocked truncated-meanwhile
    `),
    edits: [{ find: UNLOCK, replace: "  if (error === 0) unlock_page(page);\n" }],
  },
  {
    id: "unlocked-on-failure",
    belief: "Once the page is mapped, the page table's lock is the one that counts.",
    origin: "own",
    killed_by: ids(`
      continue-maps private-is-for-looking nothing-to-pay two-holders
      private-write-stays-private counts-as-shared-memory nothing-left-locked
      end-of-file-borders offset-mapping stops-at-the-first-hole swapped-page-is-there
      reserved-page-is-not-there no-memory already-mapped mapped-elsewhere
      protection-is-passed-on unprotected-unless-asked readonly-stays-clean
      works-on-a-full-mount paid-for-while-swapped refusal-changes-no-books one-holder-a-pte
      unmapped-page-stays-with-the-file ends-with-the-file comes-back-and-goes-again
      clean-page-stays-clean private-look-dirties-nothing dirty-page-stays-dirty
      shared-write-reaches-the-file private-sees-the-file-until-it-writes
      private-counts-as-shared-memory refusals-count-nothing reclaim-can-find-it locked-area
      unmapping-counts-back refused-page-is-unlocked absent-page-leaves-nothing-held
      no-waiting-under-the-lock truncated-meanwhile punched-meanwhile swapped-out-meanwhile
    `),
    edits: [{ find: UNLOCK, replace: "  if (error !== 0) unlock_page(page);\n" }],
  },
  {
    id: "unlocked-for-mapping",
    belief: "The page lock is for the look-up; mapping has a lock of its own.",
    origin: "own",
    killed_by: ["punched-meanwhile"],
    edits: [
      { find: UNLOCK, replace: "" },
      { find: INSTALL, replace: `${UNLOCK}${INSTALL}` },
    ],
  },
  {
    id: "asked-after-unlock",
    belief:
      "I unlock the page and see that it is still in the file: that is as good as holding it locked.",
    origin: "own",
    killed_by: ["punched-meanwhile"],
    edits: [
      { find: UNLOCK, replace: "" },
      {
        find: INSTALL,
        replace: `${UNLOCK}  if (page.mapping !== inode.i_mapping) error = -EFAULT;\n  else ${INSTALL.trimStart()}`,
      },
    ],
  },
  {
    id: "locked-again",
    belief: "The installer wants a locked page, so I lock it.",
    origin: "own",
    killed_by: ids(`
      continue-maps private-is-for-looking nothing-to-pay two-holders
      private-write-stays-private counts-as-shared-memory nothing-left-locked
      end-of-file-borders offset-mapping stops-at-the-first-hole swapped-page-is-there
      reserved-page-is-not-there no-memory already-mapped file-is-asked-first
      mapped-elsewhere protection-is-passed-on unprotected-unless-asked readonly-stays-clean
      works-on-a-full-mount paid-for-while-swapped refusal-changes-no-books one-holder-a-pte
      unmapped-page-stays-with-the-file ends-with-the-file comes-back-and-goes-again
      refused-page-is-as-before refused-twice-is-as-before clean-page-stays-clean
      private-look-dirties-nothing dirty-page-stays-dirty refused-data-stays
      shared-write-reaches-the-file private-sees-the-file-until-it-writes
      private-counts-as-shared-memory refusals-count-nothing reclaim-can-find-it locked-area
      unmapping-counts-back refused-page-is-unlocked absent-page-leaves-nothing-held
      no-waiting-under-the-lock truncated-meanwhile punched-meanwhile swapped-out-meanwhile
      unmapped-meanwhile
    `),
    edits: [importing("lock_page"), { find: INSTALL, replace: `  lock_page(page);\n${INSTALL}` }],
  },
  {
    id: "looked-up-under-the-pte-lock",
    belief:
      "If I hold the page table locked while I look, nobody can map anything there meanwhile.",
    origin: "own",
    killed_by: ids(`
      nothing-left-locked refused-page-is-unlocked absent-page-leaves-nothing-held
      no-waiting-under-the-lock
    `),
    edits: [
      importing("pte_offset_map_lock"),
      importing("pte_unmap_unlock"),
      {
        find: LOOK_UP,
        replace: `  const [ptep, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);
${LOOK_UP}  pte_unmap_unlock(ptep, ptl);
`,
      },
    ],
  },
  {
    id: "space-unlocked-for-the-look-up",
    belief: "The look-up may wait for the swap area, so others get the address space meanwhile.",
    origin: "own; what the caller's loop does for the source of a copy",
    killed_by: ["unmapped-meanwhile"],
    edits: [
      importing("mmap_read_lock"),
      importing("mmap_read_unlock"),
      {
        find: LOOK_UP,
        replace: `  mmap_read_unlock(dst_mm);\n${LOOK_UP}  mmap_read_lock(dst_mm);\n`,
      },
    ],
  },
  {
    id: "deleted-on-failure",
    belief: "A page that could not be mapped must not stay in the file, as in the fill next door.",
    origin: "own; the sixth revision's clean-up, in the wrong function",
    killed_by: ids(`
      already-mapped refusal-changes-no-books refused-page-is-as-before
      refused-twice-is-as-before refused-data-stays refusals-count-nothing
      refused-page-is-unlocked truncated-meanwhile
    `),
    edits: [
      importing("delete_from_page_cache"),
      { find: UNLOCK, replace: `  if (error !== 0) delete_from_page_cache(page);\n${UNLOCK}` },
    ],
  },
  {
    id: "dropped-once",
    belief:
      "The page is refused for what it is, so after a second refusal nothing is left to drop.",
    origin: "own",
    killed_by: ["refused-twice-is-as-before"],
    edits: [
      {
        find: "export function mcontinue_atomic_pte(",
        replace: "let refused = false;\n\nexport function mcontinue_atomic_pte(",
      },
      {
        find: PUT,
        replace: "  if (error !== 0 && !refused) put_page(page);\n  refused = error !== 0;\n",
      },
    ],
  },
];
