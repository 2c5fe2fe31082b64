// Beliefs about the bits of the pte: who may write, what is dirty, what is protected.

import { ids, importing, type mutant } from "@faultline/kit";

const PRIVATE_VIEW = "if (in_cache && !shared) writable = false;";
const DIRTY = "if (writable || !in_cache) pte = pte_mkdirty(pte);";
const WRITE = "if (writable) pte = wp_copy ? pte_mkuffd_wp(pte) : pte_mkwrite(pte);";

export const bit_mutants: readonly mutant[] = [
  {
    id: "private-never-writable",
    belief: "In a private mapping the first write makes a copy, so no pte there may be writable.",
    origin: "revisions one to three",
    killed_by: ids(`
      new-writable new-protected-over-a-file own-page-written-without-a-fault
    `),
    edits: [
      importing("vma_is_anonymous"),
      {
        find: PRIVATE_VIEW,
        replace: "if (!vma_is_anonymous(dst_vma) && !shared) writable = false;",
      },
    ],
  },
  {
    id: "private-writes-the-file",
    belief: "The area says that writing is allowed, and that settles it.",
    origin: "what the reviewer feared most before the first revision",
    killed_by: ids(`
      private-write-stays-private cached-private-writable private-look-dirties-nothing
    `),
    edits: [{ find: `  ${PRIVATE_VIEW}\n`, replace: "" }],
  },
  {
    id: "private-readonly-lost",
    belief: "A private page is the program's own, so it may always be written.",
    origin: "own",
    killed_by: ["new-readonly", "new-readonly-anonymous"],
    edits: [
      {
        find: `  ${PRIVATE_VIEW}\n`,
        replace: "  if (!shared) writable = !in_cache;\n",
      },
    ],
  },
  {
    id: "clean-private-copy",
    belief: "What cannot be written cannot be dirty.",
    origin: "revisions one to three",
    killed_by: ids("new-readonly new-readonly-anonymous readonly-copy-keeps-its-data"),
    edits: [{ find: DIRTY, replace: "if (writable) pte = pte_mkdirty(pte);" }],
  },
  {
    id: "always-dirty",
    belief: "One dirty bit too many does no harm.",
    origin: "merged in 2022, and exploited: CVE-2022-2590",
    killed_by: ids(`
      cached-private-writable cached-private-readonly cached-shared-readonly
      clean-page-stays-clean private-look-dirties-nothing
    `),
    edits: [{ find: DIRTY, replace: "pte = pte_mkdirty(pte);" }],
  },
  {
    id: "never-dirty",
    belief: "The processor sets the dirty bit when somebody writes.",
    origin: "own",
    killed_by: ids(`
      shared-writable-continue new-writable new-protected new-protected-over-a-file
      new-readonly new-readonly-anonymous filled-shared-writable cached-shared-protected
      first-data-stays readonly-copy-keeps-its-data
    `),
    edits: [{ find: DIRTY, replace: "" }],
  },
  {
    id: "dirty-by-area",
    belief: "Anonymous areas have anonymous pages; the others have the file's.",
    origin: "revisions one to three",
    killed_by: ["new-readonly"],
    edits: [
      importing("vma_is_anonymous"),
      {
        find: DIRTY,
        replace: "if (writable || vma_is_anonymous(dst_vma)) pte = pte_mkdirty(pte);",
      },
    ],
  },
  {
    id: "protected-and-writable",
    belief: "Protection is one more bit; the rest of the pte stays as it is.",
    origin: "own; later kernels take the write bit away by themselves",
    killed_by: ids(`
      new-protected new-protected-over-a-file cached-shared-protected
      protected-write-is-reported
    `),
    edits: [
      {
        find: WRITE,
        replace:
          "if (writable) pte = pte_mkwrite(pte);\n  if (writable && wp_copy) pte = pte_mkuffd_wp(pte);",
      },
    ],
  },
  {
    id: "protection-ignored",
    belief: "Protection is set by its own ioctl later.",
    origin: "own",
    killed_by: ids(`
      new-protected new-protected-over-a-file cached-shared-protected
      protected-write-is-reported
    `),
    edits: [{ find: WRITE, replace: "if (writable) pte = pte_mkwrite(pte);" }],
  },
  {
    id: "protection-where-nothing-writes",
    belief: "Whoever asks for protection gets the mark.",
    origin: "own; what later kernels do",
    killed_by: ids("new-readonly cached-private-writable cached-shared-readonly"),
    edits: [
      {
        find: WRITE,
        replace:
          "if (writable && !wp_copy) pte = pte_mkwrite(pte);\n  if (wp_copy) pte = pte_mkuffd_wp(pte);",
      },
    ],
  },
  {
    id: "no-write-bit",
    belief: "The area's own protection bits say that it may be written.",
    origin: "own; on most real machines it would go unseen",
    killed_by: ids(`
      shared-writable-continue new-writable filled-shared-writable
      own-page-written-without-a-fault shared-write-reaches-the-file
    `),
    edits: [{ find: WRITE, replace: "if (writable && wp_copy) pte = pte_mkuffd_wp(pte);" }],
  },
  {
    id: "unmarked-is-new",
    belief: "A page that is not anonymous belongs to a file.",
    origin: "the question that one review remark answers",
    killed_by: ids(`
      anonymous-counts-as-anonymous swapped-out-is-in-use new-writable new-protected
      new-protected-over-a-file new-readonly new-readonly-anonymous
      own-page-written-without-a-fault protected-write-is-reported
      private-copy-counts-as-anonymous new-page-becomes-anonymous first-data-stays
      readonly-copy-keeps-its-data another-was-faster look-and-change-are-one read-meanwhile
    `),
    edits: [
      importing("PageAnon"),
      {
        find: "const in_cache = page.mapping !== null;",
        replace: "const in_cache = !PageAnon(page);",
      },
    ],
  },
  {
    id: "page-marked-dirty",
    belief: "Where the pte is not dirty the page must be, or it could be dropped.",
    origin: "revisions one to three",
    killed_by: ["clean-page-stays-clean", "refused-page-is-clean"],
    edits: [
      importing("set_page_dirty"),
      { find: WRITE, replace: `${WRITE}\n  if (!writable && shared) set_page_dirty(page);` },
    ],
  },
];
