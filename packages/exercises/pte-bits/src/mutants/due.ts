// Beliefs about which bits are due: dirty, write, and the mark of protection.

import { ids, importing, type mutant } from "@faultline/kit";

const DIRTY = "if (writable || !in_cache) pte = pte_mkdirty(pte);";
const WRITE = "if (writable) pte = wp_copy ? pte_mkuffd_wp(pte) : pte_mkwrite(pte);";

export const due_mutants: readonly mutant[] = [
  {
    id: "clean-private-copy",
    belief: "What cannot be written cannot be dirty.",
    origin: "own; half of what revisions one to three did",
    killed_by: ids(`
      anonymous-readonly private-copy-readonly nothing-to-protect new-data-is-known
    `),
    edits: [{ find: DIRTY, replace: "if (writable) pte = pte_mkdirty(pte);" }],
  },
  {
    id: "always-dirty",
    belief: "One dirty bit too many does no harm.",
    origin: "merged in 2021 for Linux 5.16, and exploited: CVE-2022-2590",
    killed_by: ids(`
      shared-readonly two-kinds-in-one-area private-view private-view-readonly
      private-view-protected shared-readonly-protected shared-copy-readonly clean-page-is-dropped
      private-look-dirties-nothing
    `),
    review: {
      by: "Hugh Dickins",
      on: "2021-04-12",
      said: "He recalled that others had avoided a dirty pte without the write bit on purpose, as a later change of protection might take it for one that may be written.",
    },
    edits: [{ find: DIRTY, replace: "pte = pte_mkdirty(pte);" }],
  },
  {
    id: "never-dirty",
    belief: "The processor sets the dirty bit when somebody writes.",
    origin: "own",
    killed_by: ids(`
      anonymous-writable anonymous-readonly anonymous-protected shared-writable
      private-copy-writable private-copy-readonly private-copy-protected nothing-to-protect
      two-kinds-in-one-area shared-protected shared-copy-writable new-data-is-known
    `),
    edits: [{ find: `  ${DIRTY}\n`, replace: "" }],
  },
  {
    id: "dirty-if-the-page-is",
    belief: "The page knows whether it is dirty, and the pte repeats it.",
    origin: "own",
    killed_by: ids(`
      anonymous-writable anonymous-readonly anonymous-protected shared-readonly
      private-copy-writable private-copy-readonly private-copy-protected nothing-to-protect
      two-kinds-in-one-area private-view private-view-readonly private-view-protected
      shared-readonly-protected shared-copy-writable new-data-is-known
    `),
    edits: [
      importing("PageDirty"),
      { find: DIRTY, replace: "if (PageDirty(page)) pte = pte_mkdirty(pte);" },
    ],
  },
  {
    id: "protected-is-clean",
    belief: "What is protected has not been written, so it is not dirty.",
    origin: "own",
    killed_by: ids(`
      anonymous-protected private-copy-protected nothing-to-protect shared-protected
    `),
    edits: [
      { find: DIRTY, replace: "if ((writable || !in_cache) && !wp_copy) pte = pte_mkdirty(pte);" },
    ],
  },
  {
    id: "no-write-bit",
    belief: "The area's own protection bits say that it may be written.",
    origin: "own; on most real machines it would go unseen in shared memory",
    killed_by: ids(`
      anonymous-writable shared-writable shared-write-reaches-the-file private-copy-writable
      two-kinds-in-one-area shared-copy-writable own-page-written-without-a-fault
      unasked-protection
    `),
    edits: [{ find: WRITE, replace: "if (writable && wp_copy) pte = pte_mkuffd_wp(pte);" }],
  },
  {
    id: "protected-and-writable",
    belief: "Protection is one more bit; the rest of the pte stays as it is.",
    origin: "own; later kernels take the write bit away by themselves",
    killed_by: ids(`
      anonymous-protected private-copy-protected shared-protected protected-write-is-reported
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
      anonymous-protected private-copy-protected shared-protected protected-write-is-reported
    `),
    edits: [{ find: WRITE, replace: "if (writable) pte = pte_mkwrite(pte);" }],
  },
  {
    id: "protected-by-missing-write",
    belief: "A page without the write bit is protected; it needs no mark.",
    origin: "own",
    killed_by: ids(`
      anonymous-protected private-copy-protected shared-protected protected-write-is-reported
    `),
    edits: [{ find: WRITE, replace: "if (writable && !wp_copy) pte = pte_mkwrite(pte);" }],
  },
  {
    id: "protection-by-area",
    belief: "Who watches an area for writes wants its pages protected.",
    origin: "own",
    killed_by: ["unasked-protection"],
    edits: [
      importing("VM_UFFD_WP"),
      {
        find: WRITE,
        replace:
          "const wp = wp_copy || (dst_vma.vm_flags & VM_UFFD_WP) !== 0;\n  if (writable) pte = wp ? pte_mkuffd_wp(pte) : pte_mkwrite(pte);",
      },
    ],
  },
  {
    id: "protection-the-wrong-way",
    belief: "wp means that the page may be written.",
    origin: "own",
    killed_by: ids(`
      anonymous-writable anonymous-protected shared-writable shared-write-reaches-the-file
      private-copy-writable private-copy-protected two-kinds-in-one-area shared-protected
      shared-copy-writable own-page-written-without-a-fault protected-write-is-reported
      unasked-protection
    `),
    edits: [
      {
        find: "wp_copy ? pte_mkuffd_wp(pte) : pte_mkwrite(pte)",
        replace: "wp_copy ? pte_mkwrite(pte) : pte_mkuffd_wp(pte)",
      },
    ],
  },
  {
    id: "protection-where-nothing-writes",
    belief: "Whoever asks for protection gets the mark.",
    origin: "own; what later kernels do",
    killed_by: ids(`
      nothing-to-protect private-view-readonly private-view-protected shared-readonly-protected
      unmarked-write-is-not-reported
    `),
    edits: [
      {
        find: WRITE,
        replace:
          "if (writable && !wp_copy) pte = pte_mkwrite(pte);\n  if (wp_copy) pte = pte_mkuffd_wp(pte);",
      },
    ],
  },
  {
    id: "new-pages-only-protected",
    belief: "Only a program's own memory can be protected, so a page of a file never is.",
    origin: "own; no ioctl of this kernel would show it",
    killed_by: ["shared-protected"],
    edits: [
      {
        find: WRITE,
        replace:
          "if (writable) pte = wp_copy && !in_cache ? pte_mkuffd_wp(pte) : pte_mkwrite(pte);",
      },
    ],
  },
];
