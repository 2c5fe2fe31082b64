// Beliefs about whose the page is, and what the area has to say about it.

import { ids, importing, type mutant } from "@faultline/kit";

const CACHED = "const in_cache = page.mapping !== null;";
const MAY_WRITE = "let writable = (dst_vma.vm_flags & VM_WRITE) !== 0;";
const PRIVATE_VIEW = "if (in_cache && !shared) writable = false;";
const DIRTY = "if (writable || !in_cache) pte = pte_mkdirty(pte);";

export const owner_mutants: readonly mutant[] = [
  {
    id: "private-never-writable",
    belief:
      "In a private mapping of a file the first write makes a copy, so no pte may be writable.",
    origin: "revisions one to three",
    killed_by: ids(`
      private-copy-writable private-copy-protected two-kinds-in-one-area
      own-page-written-without-a-fault
    `),
    review: {
      by: "Hugh Dickins",
      on: "2021-04-16",
      said: "He asked for writable to be withdrawn only where the page is in the file's cache already: a private copy over a file is a page of the program's own, and making it read-only costs a fault and a copy for nothing.",
    },
    edits: [
      importing("vma_is_anonymous"),
      {
        find: PRIVATE_VIEW,
        replace: "if (!vma_is_anonymous(dst_vma) && !shared) writable = false;",
      },
    ],
  },
  {
    id: "dirty-by-area",
    belief: "Anonymous areas have new pages; the pages of the others are the file's.",
    origin: "revisions one to three",
    killed_by: ["private-copy-readonly", "new-data-is-known"],
    review: {
      by: "Hugh Dickins",
      on: "2021-04-16",
      said: "He asked for the pte to be dirty wherever the page is not in the file's cache: a private copy over a file that may only be read came out clean, and that it did no harm was luck that nobody should count on.",
    },
    edits: [
      importing("vma_is_anonymous"),
      {
        find: DIRTY,
        replace: "if (writable || vma_is_anonymous(dst_vma)) pte = pte_mkdirty(pte);",
      },
    ],
  },
  {
    id: "area-of-a-file",
    belief: "If the area maps a file, the page is the file's.",
    origin: "own; what the posted revisions believed, to the end",
    killed_by: ids(`
      private-copy-writable private-copy-readonly private-copy-protected two-kinds-in-one-area
      own-page-written-without-a-fault new-data-is-known
    `),
    edits: [{ find: CACHED, replace: "const in_cache = dst_vma.vm_file !== null;" }],
  },
  {
    id: "unmarked-is-cached",
    belief: "A page that is not anonymous belongs to a file.",
    origin: "own; the question that one review remark answers",
    killed_by: ids(`
      anonymous-writable anonymous-readonly anonymous-protected private-copy-writable
      private-copy-readonly private-copy-protected nothing-to-protect two-kinds-in-one-area
      own-page-written-without-a-fault protected-write-is-reported unasked-protection
      new-data-is-known
    `),
    edits: [importing("PageAnon"), { find: CACHED, replace: "const in_cache = !PageAnon(page);" }],
  },
  {
    id: "numbered-is-cached",
    belief: "A new page has no place in a file, so its index is still 0.",
    origin: "own",
    killed_by: ["two-kinds-in-one-area"],
    edits: [{ find: CACHED, replace: "const in_cache = page.index !== 0;" }],
  },
  {
    id: "minor-is-cached",
    belief: "Whoever watches for minor faults answers them, and then the page is the file's.",
    origin: "own",
    killed_by: ["two-kinds-in-one-area"],
    edits: [
      importing("VM_UFFD_MINOR"),
      {
        find: CACHED,
        replace: "const in_cache = shared || (dst_vma.vm_flags & VM_UFFD_MINOR) !== 0;",
      },
    ],
  },
  {
    id: "listed-is-cached",
    belief: "A page that reclaim knows is the file's; a new one is on no list yet.",
    origin: "own",
    killed_by: ["shared-copy-readonly"],
    edits: [importing("PageLRU"), { find: CACHED, replace: "const in_cache = PageLRU(page);" }],
  },
  {
    id: "shared-is-cached",
    belief: "Shared means the file's page, private means the program's own.",
    origin: "own",
    killed_by: ids(`
      two-kinds-in-one-area private-view private-view-readonly private-view-protected
      private-write-stays-private private-look-dirties-nothing
    `),
    edits: [{ find: CACHED, replace: "const in_cache = shared;" }],
  },
  {
    id: "private-writes-the-file",
    belief: "The area says that writing is allowed, and that settles it.",
    origin: "what the reviewer feared most, before the first revision",
    killed_by: ids(`
      two-kinds-in-one-area private-view private-view-protected private-write-stays-private
      private-look-dirties-nothing
    `),
    edits: [{ find: `  ${PRIVATE_VIEW}\n`, replace: "" }],
  },
  {
    id: "writable-once-writable-ever",
    belief: "What I have found out about a program's memory once I need not find out again.",
    origin: "own",
    killed_by: ["out-of-reach-stays-out-of-reach"],
    edits: [
      {
        find: "export function mk_fill_pte",
        replace: "let writable = false;\n\nexport function mk_fill_pte",
      },
      { find: MAY_WRITE, replace: "writable ||= (dst_vma.vm_flags & VM_WRITE) !== 0;" },
    ],
  },
  {
    id: "own-page-always-writable",
    belief: "A private page is the program's own, so it may always be written.",
    origin: "own",
    killed_by: ids(`
      anonymous-readonly private-copy-readonly nothing-to-protect readonly-stays-readonly
      unmarked-write-is-not-reported out-of-reach-stays-out-of-reach
    `),
    edits: [{ find: PRIVATE_VIEW, replace: "if (!shared) writable = !in_cache;" }],
  },
  {
    id: "shared-always-writable",
    belief: "Who maps a file shared wants to write to it.",
    origin: "own",
    killed_by: ids(`
      shared-readonly shared-readonly-protected shared-copy-readonly clean-page-is-dropped
    `),
    edits: [{ find: PRIVATE_VIEW, replace: "writable = shared || (writable && !in_cache);" }],
  },
  {
    id: "shared-needs-a-fault",
    belief: "Others see a shared page, so its first write must fault like that of a private one.",
    origin: "own",
    killed_by: ids(`
      shared-writable shared-write-reaches-the-file shared-protected shared-copy-writable
    `),
    edits: [{ find: PRIVATE_VIEW, replace: "if (in_cache || shared) writable = false;" }],
  },
  {
    id: "may-become-writable",
    belief: "VM_MAYWRITE says that the area may be written.",
    origin: "own",
    killed_by: ids(`
      anonymous-readonly shared-readonly private-copy-readonly nothing-to-protect
      shared-readonly-protected shared-copy-readonly readonly-stays-readonly
      unmarked-write-is-not-reported out-of-reach-stays-out-of-reach clean-page-is-dropped
    `),
    edits: [
      importing("VM_MAYWRITE"),
      {
        find: MAY_WRITE,
        replace: "let writable = (dst_vma.vm_flags & (VM_WRITE | VM_MAYWRITE)) !== 0;",
      },
    ],
  },
];
