// Beliefs about what to answer, and about who finds out what.

import { ids, importing, type mutant } from "@faultline/kit";

const LOOK_UP = "  let error = shmem_getpage(inode, index, pagep, SGP_READ);\n";
const FAILED = "  if (error !== 0) return error;\n";
const HOLE = "  if (page === null) return -EFAULT;\n";
const INSTALL =
  "error = mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, false, wp_copy);";
const PUT = "  if (error !== 0) put_page(page);\n  return error;";

/** Reads the pte at the address, under its lock. */
const READ_PTE = `  const [ptep, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);
  const taken = !pte_none(ptep_get(ptep));
  pte_unmap_unlock(ptep, ptl);
`;
const reading_pte = ["pte_none", "pte_offset_map_lock", "pte_unmap_unlock", "ptep_get"].map(
  importing,
);

export const answer_mutants: readonly mutant[] = [
  {
    id: "every-failure-is-efault",
    belief: "If the page cannot be had, the address is bad, whatever the look-up says.",
    origin: "own",
    killed_by: ["end-of-file-borders", "no-memory"],
    edits: [{ find: FAILED, replace: "  if (error !== 0) return -EFAULT;\n" }],
  },
  {
    id: "end-is-efault",
    belief: "The end of the file is EFAULT: so say the installer and UFFDIO_COPY.",
    origin: "own",
    killed_by: ["end-of-file-borders"],
    edits: [
      importing("i_size_read"),
      importing("PAGE_SIZE"),
      {
        find: LOOK_UP,
        replace: `  if (index * PAGE_SIZE >= i_size_read(inode)) return -EFAULT;\n${LOOK_UP}`,
      },
    ],
  },
  {
    id: "last-page-is-whole",
    belief: "The number of pages of a file is its size divided by the size of a page.",
    origin: "own",
    killed_by: ["end-of-file-borders"],
    edits: [
      importing("EINVAL"),
      importing("i_size_read"),
      importing("PAGE_SIZE"),
      {
        find: LOOK_UP,
        replace: `  if (index >= Math.floor(i_size_read(inode) / PAGE_SIZE)) return -EINVAL;\n${LOOK_UP}`,
      },
    ],
  },
  {
    id: "found-because-no-error",
    belief: "The look-up returned 0, so there is a page.",
    origin: "own",
    killed_by: ids(`
      hole-is-refused stops-at-the-first-hole reserved-page-is-not-there file-is-asked-first
      hole-stays-a-hole private-hole-stays-a-hole reserved-page-is-as-before
      refusals-count-nothing absent-page-leaves-nothing-held punched-meanwhile
    `),
    edits: [
      { find: "const page = pagep.value;", replace: "const page = pagep.value!;" },
      { find: HOLE, replace: "" },
      { find: "  EFAULT,\n", replace: "" },
    ],
  },
  {
    id: "hole-is-enoent",
    belief: "There is no page there, and for what does not exist there is an errno.",
    origin: "own; what the look-up says in later kernels, and CONTINUE there translates",
    killed_by: ids(`
      hole-is-refused stops-at-the-first-hole reserved-page-is-not-there file-is-asked-first
      hole-stays-a-hole private-hole-stays-a-hole reserved-page-is-as-before
      refusals-count-nothing absent-page-leaves-nothing-held punched-meanwhile
    `),
    edits: [
      importing("ENOENT"),
      { find: HOLE, replace: "  if (page === null) return -ENOENT;\n" },
      { find: "  EFAULT,\n", replace: "" },
    ],
  },
  {
    id: "hole-is-nothing-to-do",
    belief: "Where the file has no page there is nothing to map, and nothing went wrong.",
    origin: "own",
    killed_by: ids(`
      hole-is-refused stops-at-the-first-hole reserved-page-is-not-there file-is-asked-first
    `),
    edits: [
      { find: HOLE, replace: "  if (page === null) return 0;\n" },
      { find: "  EFAULT,\n", replace: "" },
    ],
  },
  {
    id: "mapped-is-success",
    belief: "If something is mapped already, the fault is resolved: 0.",
    origin: "own",
    killed_by: ["already-mapped", "file-is-asked-first"],
    edits: [
      importing("EEXIST"),
      {
        find: PUT,
        replace: "  if (error !== 0) put_page(page);\n  return error === -EEXIST ? 0 : error;",
      },
    ],
  },
  {
    id: "mapped-elsewhere-is-mapped",
    belief: "A page that is mapped already need not be mapped again.",
    origin: "own",
    killed_by: ids(`
      mapped-elsewhere one-holder-a-pte clean-page-stays-clean private-look-dirties-nothing
    `),
    edits: [
      importing("EEXIST"),
      importing("page_mapcount"),
      {
        find: `  ${INSTALL}`,
        replace: `  if (page_mapcount(page) > 0) error = -EEXIST;\n  else ${INSTALL}`,
      },
    ],
  },
  {
    id: "pte-looked-at-first",
    belief:
      "Looking at the page table is cheap and looking into the file is not, so that comes first.",
    origin: "own",
    killed_by: ["file-is-asked-first"],
    edits: [
      importing("EEXIST"),
      ...reading_pte,
      { find: LOOK_UP, replace: `${READ_PTE}  if (taken) return -EEXIST;\n${LOOK_UP}` },
    ],
  },
  {
    id: "looked-so-it-cannot-fail",
    belief:
      "I have looked at the pte and at the size, so the installer has nothing left to refuse.",
    origin: "own",
    killed_by: ["truncated-meanwhile"],
    edits: [
      importing("EEXIST"),
      ...reading_pte,
      {
        find: `  ${INSTALL}\n  unlock_page(page);`,
        replace: `${READ_PTE}  if (taken) error = -EEXIST;
  else mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, false, wp_copy);
  unlock_page(page);`,
      },
    ],
  },
  {
    id: "positive-errno",
    belief: "EFAULT is what I return, as errno is positive.",
    origin: "own",
    killed_by: ids(`
      hole-is-refused stops-at-the-first-hole reserved-page-is-not-there file-is-asked-first
      hole-stays-a-hole private-hole-stays-a-hole reserved-page-is-as-before
      refusals-count-nothing absent-page-leaves-nothing-held punched-meanwhile
    `),
    edits: [{ find: HOLE, replace: "  if (page === null) return EFAULT;\n" }],
  },
  {
    id: "refusal-is-efault",
    belief: "If the page cannot be mapped, the address is bad, whatever the installer says.",
    origin: "own",
    killed_by: ["already-mapped", "file-is-asked-first"],
    edits: [
      { find: PUT, replace: "  if (error === 0) return 0;\n  put_page(page);\n  return -EFAULT;" },
    ],
  },
  {
    id: "clean-is-a-hole",
    belief: "A page that is not dirty was never written, so there is nothing in it to map.",
    origin: "own",
    killed_by: ["clean-page-stays-clean", "private-look-dirties-nothing"],
    edits: [
      importing("PageDirty"),
      {
        find: HOLE,
        replace: `${HOLE}  if (!PageDirty(page)) {
    unlock_page(page);
    put_page(page);
    return -EFAULT;
  }
`,
      },
    ],
  },
  {
    id: "minor-areas-only",
    belief: "CONTINUE answers minor faults, so where nobody watches for those it is refused.",
    origin: "own",
    killed_by: ["file-is-asked-first", "punched-meanwhile"],
    edits: [
      importing("EINVAL"),
      importing("VM_UFFD_MINOR"),
      {
        find: LOOK_UP,
        replace: `  if ((dst_vma.vm_flags & VM_UFFD_MINOR) === 0) return -EINVAL;\n${LOOK_UP}`,
      },
    ],
  },
  {
    id: "size-looked-at-again",
    belief:
      "The file may have been cut short while the page was mapped, so I look once more at the end.",
    origin: "own",
    killed_by: ["truncated-meanwhile"],
    edits: [
      importing("i_size_read"),
      importing("PAGE_SIZE"),
      {
        find: PUT,
        replace: `  if (error === 0 && index * PAGE_SIZE >= i_size_read(inode)) error = -EFAULT;\n${PUT}`,
      },
    ],
  },
];
