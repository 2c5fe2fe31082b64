// Beliefs about what a pte is made of, and what making one may do besides.

import { ids, importing, type mutant } from "@faultline/kit";

const MAKE = "let pte = mk_pte(page, dst_vma.vm_page_prot);";
const DIRTY = "if (writable || !in_cache) pte = pte_mkdirty(pte);";
const WRITE = "if (writable) pte = wp_copy ? pte_mkuffd_wp(pte) : pte_mkwrite(pte);";
const RETURN = "  return pte;\n";

export const value_mutants: readonly mutant[] = [
  {
    id: "marks-in-place",
    belief: "pte_mkdirty(pte) makes the pte dirty.",
    origin: "own",
    killed_by: ids(`
      anonymous-writable anonymous-readonly anonymous-protected shared-writable
      shared-write-reaches-the-file private-copy-writable private-copy-readonly
      private-copy-protected nothing-to-protect two-kinds-in-one-area shared-protected
      shared-copy-writable own-page-written-without-a-fault protected-write-is-reported
      unasked-protection new-data-is-known
    `),
    edits: [
      { find: "pte = pte_mkdirty(pte);", replace: "pte_mkdirty(pte);" },
      { find: "pte = wp_copy ?", replace: "wp_copy ?" },
    ],
  },
  {
    id: "present-is-enough",
    belief: "A pte is the page frame and the bit that says that it is there; the rest I add.",
    origin: "own",
    killed_by: ["keeps-the-areas-protection", "out-of-reach-stays-out-of-reach"],
    edits: [
      importing("pfn_pte"),
      importing("type pgprot_t"),
      { find: MAKE, replace: "let pte = pfn_pte(page.pfn, 1 as pgprot_t);" },
    ],
  },
  {
    id: "readable-everywhere",
    belief: "Every area can be read, so its protection is always the same.",
    origin: "own",
    killed_by: ["out-of-reach-stays-out-of-reach"],
    edits: [
      importing("pfn_pte"),
      importing("type pgprot_t"),
      { find: MAKE, replace: "let pte = pfn_pte(page.pfn, 0x25 as pgprot_t);" },
    ],
  },
  {
    id: "protection-remembered",
    belief: "A program's areas are all protected in the same way, so it is enough to look once.",
    origin: "own",
    killed_by: ["out-of-reach-stays-out-of-reach"],
    edits: [
      {
        find: "export function mk_fill_pte",
        replace:
          'let prot: vm_area_struct["vm_page_prot"] | null = null;\n\nexport function mk_fill_pte',
      },
      { find: MAKE, replace: "prot ??= dst_vma.vm_page_prot;\n  let pte = mk_pte(page, prot);" },
    ],
  },
  {
    id: "not-yet-accessed",
    belief: "The program has not touched the page yet, so its pte is not accessed.",
    origin: "own",
    killed_by: ["keeps-the-areas-protection", "out-of-reach-stays-out-of-reach"],
    edits: [{ find: RETURN, replace: "  return (pte & ~0x20) as pte_t;\n" }],
  },
  {
    id: "index-for-frame",
    belief: "The number of a page is its index.",
    origin: "own",
    killed_by: ids(`
      answers-with-a-pte shared-writable shared-readonly leads-to-the-files-page
      shared-write-reaches-the-file answers-for-private-memory answers-for-shared-memory
      two-kinds-in-one-area private-view private-view-readonly private-view-protected
      shared-protected shared-readonly-protected shared-copy-writable shared-copy-readonly
      readonly-stays-readonly protected-write-is-reported leads-to-a-page-of-its-own
      changes-nothing changes-nothing-about-a-new-page keeps-the-areas-protection
      out-of-reach-stays-out-of-reach private-write-stays-private new-data-is-known
      clean-page-is-dropped private-look-dirties-nothing written-page-is-kept
    `),
    edits: [
      importing("pfn_pte"),
      { find: MAKE, replace: "let pte = pfn_pte(page.index, dst_vma.vm_page_prot);" },
    ],
  },
  {
    id: "next-frame",
    belief: "Page frames are counted from one.",
    origin: "own",
    killed_by: ids(`
      answers-with-a-pte anonymous-writable anonymous-readonly anonymous-protected shared-writable
      shared-readonly leads-to-the-files-page shared-write-reaches-the-file
      answers-for-private-memory answers-for-shared-memory private-copy-writable
      private-copy-readonly private-copy-protected nothing-to-protect two-kinds-in-one-area
      private-view private-view-readonly private-view-protected shared-protected
      shared-readonly-protected shared-copy-writable shared-copy-readonly
      own-page-written-without-a-fault readonly-stays-readonly protected-write-is-reported
      unmarked-write-is-not-reported unasked-protection leads-to-a-page-of-its-own changes-nothing
      changes-nothing-about-a-new-page keeps-the-areas-protection out-of-reach-stays-out-of-reach
      private-write-stays-private new-data-is-known clean-page-is-dropped
      private-look-dirties-nothing written-page-is-kept
    `),
    edits: [
      importing("pfn_pte"),
      { find: MAKE, replace: "let pte = pfn_pte(page.pfn - 1, dst_vma.vm_page_prot);" },
    ],
  },
  {
    id: "special",
    belief: "A page that the monitor supplied is a special one.",
    origin: "own",
    killed_by: ids(`
      anonymous-writable anonymous-readonly anonymous-protected shared-writable shared-readonly
      leads-to-the-files-page shared-write-reaches-the-file answers-for-private-memory
      answers-for-shared-memory private-copy-writable private-copy-readonly private-copy-protected
      nothing-to-protect two-kinds-in-one-area private-view private-view-readonly
      private-view-protected shared-protected shared-readonly-protected shared-copy-writable
      shared-copy-readonly readonly-stays-readonly leads-to-a-page-of-its-own changes-nothing
      changes-nothing-about-a-new-page keeps-the-areas-protection out-of-reach-stays-out-of-reach
      private-write-stays-private clean-page-is-dropped private-look-dirties-nothing
      written-page-is-kept
    `),
    edits: [
      importing("pte_mkspecial"),
      { find: RETURN, replace: "  return pte_mkspecial(pte);\n" },
    ],
  },
  {
    id: "none-makes-it-fault",
    belief: "If the first write must fault, I map nothing: then it does.",
    origin: "own",
    killed_by: ids(`
      answers-for-private-memory two-kinds-in-one-area private-view private-view-readonly
      private-view-protected readonly-stays-readonly keeps-the-areas-protection
      private-write-stays-private private-look-dirties-nothing
    `),
    edits: [
      {
        find: DIRTY,
        replace: `if (in_cache && !writable && !shared) return 0 as pte_t;\n  ${DIRTY}`,
      },
    ],
  },
  {
    id: "no-answer-for-readers",
    belief: "Where nothing may be written there is nothing to do.",
    origin: "own",
    killed_by: ids(`
      anonymous-readonly shared-readonly answers-for-private-memory answers-for-shared-memory
      private-copy-readonly nothing-to-protect two-kinds-in-one-area private-view
      private-view-readonly private-view-protected shared-readonly-protected shared-copy-readonly
      readonly-stays-readonly unmarked-write-is-not-reported changes-nothing
      keeps-the-areas-protection out-of-reach-stays-out-of-reach private-write-stays-private
      new-data-is-known clean-page-is-dropped private-look-dirties-nothing refused-page-is-clean
    `),
    edits: [
      { find: RETURN, replace: "  if (writable) return pte;\n  return undefined as never;\n" },
    ],
  },
  {
    id: "page-marked-dirty",
    belief: "Where the pte is not dirty the page must be, or it could be dropped.",
    origin: "revisions one to three",
    killed_by: ["changes-nothing", "clean-page-is-dropped", "refused-page-is-clean"],
    review: {
      by: "Hugh Dickins",
      on: "2021-04-16",
      said: "He asked for the marking of the page to be taken out: a page that is only mapped has not been changed, and whoever has filled one can say so itself, when nothing can fail any more.",
    },
    edits: [
      importing("set_page_dirty"),
      { find: WRITE, replace: `${WRITE}\n  if (!writable && shared) set_page_dirty(page);` },
    ],
  },
  {
    id: "new-page-marked-dirty",
    belief: "The page has data, so the page has to say so, too.",
    origin: "own",
    killed_by: ["changes-nothing-about-a-new-page"],
    edits: [
      importing("SetPageDirty"),
      { find: DIRTY, replace: `if (!in_cache) SetPageDirty(page);\n  ${DIRTY}` },
    ],
  },
  {
    id: "counted-with-its-pte",
    belief: "Whoever makes a pte counts the page as resident.",
    origin: "own",
    killed_by: ["changes-nothing", "changes-nothing-about-a-new-page"],
    edits: [
      importing("inc_mm_counter"),
      importing("mm_counter"),
      { find: RETURN, replace: `  inc_mm_counter(dst_vma.vm_mm, mm_counter(page));\n${RETURN}` },
    ],
  },
  {
    id: "reference-for-the-pte",
    belief: "A pte holds its page, so making one takes a reference.",
    origin: "own",
    killed_by: ids(`
      leads-to-the-files-page leads-to-a-page-of-its-own changes-nothing
      changes-nothing-about-a-new-page keeps-the-areas-protection out-of-reach-stays-out-of-reach
      clean-page-is-dropped written-page-is-kept
    `),
    edits: [importing("get_page"), { find: MAKE, replace: `get_page(page);\n  ${MAKE}` }],
  },
];
