// Beliefs about the end of the file.

import { ids, importing, type mutant } from "@faultline/kit";

const TEST = "  if (ends_before(dst_vma, dst_addr)) {\n    ret = -EFAULT;\n  } else if (";
const LOCK = "  const [ptep, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);\n";
const PAGES = "DIV_ROUND_UP(i_size_read(file_inode(vma.vm_file)), PAGE_SIZE)";
const OUTSIDE = "return linear_page_index(vma, addr) >= max_off;";

export const size_mutants: readonly mutant[] = [
  {
    id: "no-size-test",
    belief: "Zeros do not come from the file, so its end does not concern them.",
    origin: "merged in 2017; a security hole closed in 2018",
    killed_by: ids(`
      beyond-the-end end-of-file-borders last-page-and-one-past offset-mapping
      refused-beyond-the-end truncated-meanwhile never-beyond-the-end
    `),
    review: {
      by: "Andrea Arcangeli",
      on: "2018-11-26",
      said: "Before zeros go into a private mapping of a file on tmpfs, too, the size of the file has to be asked for under the page-table lock.",
    },
    edits: [{ find: TEST, replace: "  if (" }],
  },
  {
    id: "size-before-lock",
    belief: "The less is done under a spinlock the better, so the size is read before.",
    origin: "own",
    killed_by: ["truncated-meanwhile"],
    edits: [
      { find: LOCK, replace: `  const outside = ends_before(dst_vma, dst_addr);\n${LOCK}` },
      { find: "  if (ends_before(dst_vma, dst_addr)) {", replace: "  if (outside) {" },
    ],
  },
  {
    id: "size-after-unlock",
    belief: "What was mapped too far can be taken back once it is noticed.",
    origin: "own",
    killed_by: ["never-beyond-the-end"],
    edits: [
      { find: TEST, replace: "  if (" },
      {
        find: "  pte_unmap_unlock(ptep, ptl);\n  return ret;",
        replace: `  pte_unmap_unlock(ptep, ptl);
  if (ret !== 0 || !ends_before(dst_vma, dst_addr)) return ret;
  const [again, lock] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);
  set_pte_at(dst_mm, dst_addr, again, 0 as typeof zeros);
  pte_unmap_unlock(again, lock);
  return -EFAULT;`,
      },
    ],
  },
  {
    id: "size-rounded-down",
    belief: "The number of pages of a file is its size divided by the size of a page.",
    origin: "own",
    killed_by: ["end-of-file-borders"],
    edits: [
      {
        find: PAGES,
        replace: "Math.floor(i_size_read(file_inode(vma.vm_file)) / PAGE_SIZE)",
      },
    ],
  },
  {
    id: "size-not-in-pages",
    belief: "Index and size can be compared as they are.",
    origin: "own",
    killed_by: ids(`
      beyond-the-end end-of-file-borders last-page-and-one-past offset-mapping
      refused-beyond-the-end truncated-meanwhile never-beyond-the-end
    `),
    edits: [{ find: PAGES, replace: "i_size_read(file_inode(vma.vm_file))" }],
  },
  {
    id: "size-of-32-bits",
    belief: "As in C, a shift by PAGE_SHIFT divides by the size of a page.",
    origin: "own; in TypeScript only",
    killed_by: ["big-file"],
    edits: [
      importing("PAGE_SHIFT"),
      {
        find: PAGES,
        replace: "(i_size_read(file_inode(vma.vm_file)) + PAGE_SIZE - 1) >> PAGE_SHIFT",
      },
    ],
  },
  {
    id: "pages-in-the-cache",
    belief: "A file has as many pages as its page cache says.",
    origin: "own",
    killed_by: ids(`
      end-of-file-borders last-page-and-one-past offset-mapping big-file
      over-a-page-of-the-file over-a-file over-a-file-counts-nowhere nothing-stays
      file-gets-no-page truncated-away punched-away zeros-for-everybody
      private-write-stays-private refused-beyond-the-end changes-under-the-lock
      written-meanwhile
    `),
    edits: [{ find: PAGES, replace: "vma.vm_file.f_mapping.nrpages" }],
  },
  {
    id: "one-past-the-end",
    belief: "An index is outside if it is greater than the number of pages.",
    origin: "own",
    killed_by: ids(`
      beyond-the-end end-of-file-borders last-page-and-one-past offset-mapping
      truncated-meanwhile never-beyond-the-end
    `),
    edits: [{ find: OUTSIDE, replace: "return linear_page_index(vma, addr) > max_off;" }],
  },
  {
    id: "offset-of-the-area",
    belief: "The first page of the area is the first page of the file.",
    origin: "own",
    killed_by: ["offset-mapping"],
    edits: [{ find: OUTSIDE, replace: "return (addr - vma.vm_start) / PAGE_SIZE >= max_off;" }],
  },
  {
    id: "index-of-the-area",
    belief: "Where the mapping begins in the file is what vm_pgoff says, and that is the index.",
    origin: "own",
    killed_by: ids(`
      beyond-the-end end-of-file-borders last-page-and-one-past offset-mapping
      refused-beyond-the-end truncated-meanwhile never-beyond-the-end
    `),
    edits: [{ find: OUTSIDE, replace: "return vma.vm_pgoff >= max_off;" }],
  },
  {
    id: "size-of-shared-files-only",
    belief: "A private mapping keeps its view of the file even after the file has become shorter.",
    origin: "own",
    killed_by: ids(`
      beyond-the-end end-of-file-borders last-page-and-one-past offset-mapping
      refused-beyond-the-end truncated-meanwhile never-beyond-the-end
    `),
    edits: [
      importing("VM_SHARED"),
      {
        find: "  if (vma.vm_file === null) return false;",
        replace: "  if (vma.vm_file === null || !(vma.vm_flags & VM_SHARED)) return false;",
      },
    ],
  },
  {
    id: "every-area-has-a-file",
    belief: "userfaultfd is about files on tmpfs, so there is a file.",
    origin: "own",
    killed_by: ids(`
      reads-zeros already-mapped special-and-nothing-else counts-nowhere takes-no-page
      write-gets-its-own-page lock-given-back zeros-twice swapped-out-is-in-use
      stops-where-a-page-is read-only-area out-of-reach not-protected-unasked
      protected-when-asked locked-area-counts-nowhere own-page-counts-once
      unmapping-counts-nothing one-page-for-all refusal-leaves-the-page first-write-faults
      data-is-not-wiped copied-meanwhile
    `),
    edits: [
      { find: "  if (vma.vm_file === null) return false;\n", replace: "" },
      { find: PAGES, replace: "DIV_ROUND_UP(i_size_read(file_inode(vma.vm_file!)), PAGE_SIZE)" },
    ],
  },
  {
    id: "no-file-no-zeros",
    belief: "Without a file there is nothing that could be missing from it.",
    origin: "own",
    killed_by: ids(`
      reads-zeros already-mapped special-and-nothing-else counts-nowhere takes-no-page
      write-gets-its-own-page lock-given-back zeros-twice swapped-out-is-in-use
      stops-where-a-page-is read-only-area out-of-reach not-protected-unasked
      protected-when-asked locked-area-counts-nowhere own-page-counts-once
      unmapping-counts-nothing one-page-for-all refusal-leaves-the-page first-write-faults
      copied-meanwhile
    `),
    edits: [
      {
        find: "  if (vma.vm_file === null) return false;",
        replace: "  if (vma.vm_file === null) return true;",
      },
    ],
  },
  {
    id: "size-remembered",
    belief: "The size of a file has to be looked up once.",
    origin: "own",
    killed_by: ["end-of-file-borders"],
    edits: [
      {
        find: "/** Whether the vma has a file",
        replace: "const ends = new Map<object, number>();\n\n/** Whether the vma has a file",
      },
      {
        find: `  const max_off = ${PAGES};`,
        replace: `  const file = vma.vm_file;\n  const max_off = ends.get(file) ?? ${PAGES};\n  ends.set(file, max_off);`,
      },
    ],
  },
];
