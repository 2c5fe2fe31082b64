// Beliefs about counters, reverse mapping, references and the lists of reclaim.

import { ids, importing, type mutant } from "@faultline/kit";

const RMAP = "if (in_cache) page_add_file_rmap(page, false);\n";
const ANON = "    else page_add_new_anon_rmap(page, dst_vma, dst_addr, false);\n";
const COUNT = "    inc_mm_counter(dst_mm, mm_counter(page));\n";
const LIST = "if (newly_allocated) lru_cache_add_inactive_or_unevictable(page, dst_vma);";
const SET = "    set_pte_at(dst_mm, dst_addr, ptep, pte);\n";

export const book_mutants: readonly mutant[] = [
  {
    id: "counted-early",
    belief: "It does not matter in which order the page is counted and mapped.",
    origin: "revisions one to three",
    killed_by: ids(`
      anonymous-counts-as-anonymous private-copy-counts-as-anonymous new-page-is-listed
      locked-area refusals-count-nothing unmapping-counts-back
    `),
    edits: [
      { find: COUNT, replace: "" },
      { find: `    ${RMAP}`, replace: `${COUNT}    ${RMAP}` },
    ],
  },
  {
    id: "rmap-by-area",
    belief: "In an area that maps a file, pages are the file's.",
    origin: "revisions one to three",
    killed_by: ["private-copy-counts-as-anonymous", "new-page-becomes-anonymous"],
    edits: [{ find: "if (in_cache) page_add", replace: "if (vma_is_shmem(dst_vma)) page_add" }],
  },
  {
    id: "private-is-anonymous",
    belief: "In a private mapping every page is anonymous.",
    origin: "own",
    killed_by: ids(`
      cached-counts-as-shmem new-page-is-listed unmapping-counts-back freed-with-its-mapping
    `),
    edits: [{ find: "if (in_cache) page_add", replace: "if (shared) page_add" }],
  },
  {
    id: "no-rmap",
    belief: "The pte says where the page is mapped.",
    origin: "own",
    killed_by: ids(`
      anonymous-counts-as-anonymous reference-becomes-the-ptes swapped-out-is-in-use
      private-copy-counts-as-anonymous cached-counts-as-shmem mapped-twice-counts-once
      new-page-is-listed locked-area locked-shared-area refusals-count-nothing
      unmapping-counts-back new-page-becomes-anonymous refused-page-is-untouched
      no-page-lost-to-a-refusal freed-with-its-mapping another-was-faster
      look-and-change-are-one read-meanwhile reclaimed-meanwhile
    `),
    edits: [
      { find: `    ${RMAP}`, replace: "" },
      { find: ANON, replace: "" },
    ],
  },
  {
    id: "not-counted",
    belief: "The fault handler counts resident pages.",
    origin: "own",
    killed_by: ids(`
      anonymous-counts-as-anonymous private-copy-counts-as-anonymous cached-counts-as-shmem
      mapped-twice-counts-once new-page-is-listed locked-area locked-shared-area
      refusals-count-nothing unmapping-counts-back
    `),
    edits: [{ find: COUNT, replace: "" }],
  },
  {
    id: "counted-as-shmem",
    belief: "This path is about tmpfs, so the page counts as shared memory.",
    origin: "own",
    killed_by: ids(`
      anonymous-counts-as-anonymous private-copy-counts-as-anonymous new-page-is-listed
      locked-area refusals-count-nothing unmapping-counts-back
    `),
    edits: [
      importing("MM_SHMEMPAGES"),
      {
        find: "inc_mm_counter(dst_mm, mm_counter(page))",
        replace: "inc_mm_counter(dst_mm, MM_SHMEMPAGES)",
      },
    ],
  },
  {
    id: "listed-always",
    belief: "A page that is mapped belongs on the list of reclaim.",
    origin: "own",
    killed_by: ids(`
      shared-writable-continue reference-becomes-the-ptes private-write-stays-private
      second-continue cached-private-writable cached-private-readonly cached-shared-readonly
      cached-shared-protected cached-counts-as-shmem mapped-twice-counts-once
      new-page-is-listed unmapping-counts-back refused-page-is-untouched
      freed-with-its-mapping clean-page-stays-clean private-look-dirties-nothing
      shared-write-reaches-the-file refused-continue changes-under-the-lock
      truncated-under-continue reclaimed-meanwhile
    `),
    edits: [{ find: LIST, replace: "lru_cache_add_inactive_or_unevictable(page, dst_vma);" }],
  },
  {
    id: "listed-never",
    belief: "Reclaim finds pages through the page tables.",
    origin: "own",
    killed_by: ids(`
      anonymous-counts-as-anonymous swapped-out-is-in-use private-copy-counts-as-anonymous
      new-page-is-listed locked-area locked-shared-area refusals-count-nothing
      unmapping-counts-back
    `),
    edits: [{ find: LIST, replace: "" }],
  },
  {
    id: "listed-plainly",
    belief: "lru_cache_add() puts a page on the list; the longer name is for swap.",
    origin: "revisions one to three, for shared areas",
    killed_by: ["locked-area", "locked-shared-area"],
    edits: [
      importing("lru_cache_add"),
      { find: LIST, replace: "if (newly_allocated) lru_cache_add(page);" },
    ],
  },
  {
    id: "extra-reference",
    belief: "The pte is a new user of the page, so it takes a reference.",
    origin: "own",
    killed_by: ids(`
      reference-becomes-the-ptes swapped-out-is-in-use mapped-twice-counts-once
      new-page-becomes-anonymous refused-page-is-untouched no-page-lost-to-a-refusal
      freed-with-its-mapping
    `),
    edits: [importing("get_page"), { find: SET, replace: `    get_page(page);\n${SET}` }],
  },
  {
    id: "set-after-unlock",
    belief: "The lock guards the look; the pte itself is written in one piece.",
    origin: "own",
    killed_by: ids(`
      lock-given-back refused-beyond-the-end refused-continue changes-under-the-lock
      truncated-under-a-private-copy another-was-faster look-and-change-are-one
    `),
    edits: [
      { find: SET, replace: "" },
      { find: "    update_mmu_cache(dst_vma, dst_addr, ptep);\n", replace: "" },
      {
        find: "  pte_unmap_unlock(ptep, ptl);\n  return ret;",
        replace:
          "  pte_unmap_unlock(ptep, ptl);\n  if (ret === 0) set_pte_at(dst_mm, dst_addr, ptep, pte);\n  return ret;",
      },
    ],
  },
  {
    id: "books-after-unlock",
    belief: "The pte is what others see. The books can be written when the lock is free again.",
    origin: "own",
    killed_by: ids(`
      truncated-meanwhile truncated-under-a-private-copy truncated-under-continue
    `),
    edits: [
      { find: `    ${RMAP}`, replace: "" },
      { find: ANON, replace: "" },
      { find: COUNT, replace: "" },
      { find: `    ${LIST}\n`, replace: "" },
      {
        find: "  pte_unmap_unlock(ptep, ptl);\n  return ret;",
        replace: `  pte_unmap_unlock(ptep, ptl);
  if (ret !== 0) return ret;
  const [again, lock] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);
    ${RMAP}${ANON}${COUNT}    ${LIST}
  pte_unmap_unlock(again, lock);
  return ret;`,
      },
    ],
  },
  {
    id: "unlocks-the-page",
    belief: "A page that is mapped is ready, so its lock can go.",
    origin: "own",
    killed_by: ids(`
      shared-writable-continue reference-becomes-the-ptes private-write-stays-private
      second-continue cached-private-writable cached-private-readonly cached-shared-readonly
      filled-shared-writable cached-shared-protected cached-counts-as-shmem
      mapped-twice-counts-once new-page-is-listed locked-shared-area unmapping-counts-back
      refused-page-is-untouched freed-with-its-mapping clean-page-stays-clean
      private-look-dirties-nothing shared-write-reaches-the-file refused-continue
      changes-under-the-lock truncated-meanwhile truncated-under-continue reclaimed-meanwhile
    `),
    edits: [
      importing("unlock_page"),
      { find: SET, replace: `${SET}    if (in_cache) unlock_page(page);\n` },
    ],
  },
];
