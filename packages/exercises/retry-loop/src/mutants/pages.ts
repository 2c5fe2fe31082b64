// Beliefs about what a page needs before it can be filled, and about which page comes next.

import { ids, importing, type mutant } from "@faultline/kit";

const PREPARE = "  if (!shared && anon_vma_prepare(dst_vma) !== 0) return -ENOMEM;\n";
const ALLOC = "  if (pmd_none(pmd) && __pte_alloc(dst_mm, pmd) !== 0) return -ENOMEM;\n";

export const page_mutants: readonly mutant[] = [
  {
    id: "unprepared",
    belief: "Reverse mapping is the installer's affair.",
    origin: "own",
    killed_by: ids(`
      fills-a-range says-how-far-it-came watched-memory-only protected-on-request
      unreadable-source nothing-stays-locked source-comes-later range-in-one-vma
      continue-needs-a-file no-memory-for-tables done-is-done dies-between-pages
      changing-at-the-lock each-page-its-own range-in-two-tables source-anywhere
      second-page-comes-later waits-for-each-page half-a-page-is-none private-file-kinds
      two-bits-of-a-mode protected-at-the-second-round freed-after-progress death-loses-no-page
      taken-by-the-pte refusals-unlock second-round-unlocks changing-in-the-window
      progress-survives-the-window unmapped-between-pages filled-in-the-window
      unmapped-meanwhile source-unmapped-meanwhile
    `),
    edits: [{ find: PREPARE, replace: "" }],
  },
  {
    id: "prepared-if-anonymous",
    belief: "Only anonymous memory gets anonymous pages.",
    origin: "own",
    killed_by: ids(`
      second-page-comes-later waits-for-each-page private-file-kinds
      progress-survives-the-window
    `),
    edits: [
      {
        find: "!shared && anon_vma_prepare",
        replace: "vma_is_anonymous(dst_vma) && anon_vma_prepare",
      },
    ],
  },
  {
    id: "preparing-cannot-fail",
    belief: "anon_vma_prepare() is called for what it does.",
    origin: "own",
    killed_by: ids(`no-memory-for-tables refusals-unlock`),
    edits: [{ find: PREPARE, replace: "  if (!shared) anon_vma_prepare(dst_vma);\n" }],
  },
  {
    id: "one-table-for-all",
    belief: "The table of ptes belongs to the vma, so it is looked up once.",
    origin: "own",
    killed_by: ids(`range-in-two-tables`),
    edits: [
      importing("type pmd_t"),
      {
        find: "  /** Bytes that are filled for good. */\n",
        replace: "  pmd?: pmd_t | null;\n  /** Bytes that are filled for good. */\n",
      },
      {
        find: "  const pmd = mm_alloc_pmd(dst_mm, dst_addr);\n",
        replace: "  f.pmd ??= mm_alloc_pmd(dst_mm, dst_addr);\n  const pmd = f.pmd;\n",
      },
    ],
  },
  {
    id: "table-is-there",
    belief: "mm_alloc_pmd() makes the tables.",
    origin: "own",
    killed_by: ids(`
      fills-a-range says-how-far-it-came watched-memory-only protected-on-request
      unreadable-source nothing-stays-locked source-comes-later range-in-one-vma any-watched-vma
      continue-needs-a-file protection-must-be-watched no-memory-for-tables done-is-done
      dies-between-pages changing-at-the-lock each-page-its-own range-in-two-tables
      source-anywhere second-page-comes-later half-a-page-is-none shared-file-kinds
      private-file-kinds two-bits-of-a-mode protected-at-the-second-round freed-after-progress
      death-loses-no-page taken-by-the-pte waits-without-the-lock refusals-unlock
      second-round-unlocks changing-in-the-window progress-survives-the-window
      unmapped-between-pages filled-in-the-window unmapped-meanwhile source-unmapped-meanwhile
      full-meanwhile
    `),
    edits: [{ find: ALLOC, replace: "" }],
  },
  {
    id: "table-cannot-fail",
    belief: "A table of ptes can always be had.",
    origin: "own",
    killed_by: ids(`no-memory-for-tables refusals-unlock`),
    edits: [{ find: ALLOC, replace: "  if (pmd_none(pmd)) __pte_alloc(dst_mm, pmd);\n" }],
  },
  {
    id: "no-table-is-a-fault",
    belief: "Without a page table there is no such address: EFAULT.",
    origin: "own",
    killed_by: ids(`no-memory-for-tables`),
    edits: [
      {
        find: "  if (pmd === null) return -ENOMEM;\n",
        replace: "  if (pmd === null) return -EFAULT;\n",
      },
    ],
  },
  {
    id: "same-page-again",
    belief: "The fill knows which page comes next.",
    origin: "own",
    killed_by: ids(`
      fills-a-range says-how-far-it-came range-in-one-vma done-is-done each-page-its-own
      range-in-two-tables source-anywhere second-page-comes-later waits-for-each-page
      shared-file-kinds private-file-kinds protected-at-the-second-round
    `),
    edits: [
      {
        find: "  const dst_addr = (f.dst_start + f.copied) as user_addr;\n",
        replace: "  const dst_addr = f.dst_start;\n",
      },
    ],
  },
  {
    id: "same-source-again",
    belief: "All pages of the range are filled from the source, which begins at src_start.",
    origin: "own",
    killed_by: ids(`
      done-is-done each-page-its-own range-in-two-tables source-anywhere second-page-comes-later
      waits-for-each-page half-a-page-is-none progress-survives-the-window
    `),
    edits: [
      {
        find: "  const src_addr = (f.src_start + f.copied) as user_addr;\n",
        replace: "  const src_addr = f.src_start;\n",
      },
    ],
  },
  {
    id: "source-aligned",
    belief: "Everything here is in whole pages, the source too.",
    origin: "own",
    killed_by: ids(`source-anywhere half-a-page-is-none`),
    edits: [
      {
        find: "  const wp_copy = (mode",
        replace: "  if (!PAGE_ALIGNED(src_start)) return -EINVAL;\n  const wp_copy = (mode",
      },
    ],
  },
];
