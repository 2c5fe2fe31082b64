// Beliefs about what is answered, and about which page of which file is meant.

import { ids, type mutant } from "@faultline/kit";

export const answer_mutants: readonly mutant[] = [
  {
    id: "cached-is-done",
    belief: "If the file has the page already, the fault is as good as resolved.",
    origin: "own",
    killed_by: ids(`
      page-is-cached page-is-swapped no-memory stops-at-the-first-failure filled-meanwhile
      copied-meanwhile
    `),
    edits: [
      {
        find: "if (error !== 0) return give_up(inode, page, error);",
        replace: `if (error !== 0) {
    give_up(inode, page, error);
    return 0;
  }`,
      },
    ],
  },
  {
    id: "any-failure-is-enomem",
    belief: "Putting a page into a file fails for want of memory and for nothing else.",
    origin: "own",
    killed_by: ids("page-is-cached page-is-swapped filled-meanwhile copied-meanwhile"),
    edits: [
      {
        find: "if (error !== 0) return give_up(inode, page, error);",
        replace: "if (error !== 0) return give_up(inode, page, -ENOMEM);",
      },
    ],
  },
  {
    id: "positive-errno",
    belief: "EFAULT is what I return, as errno is positive.",
    origin: "own",
    killed_by: ids(`
      beyond-the-end end-of-file-borders offset-mapping nothing-paid-beyond-the-end
      nothing-promised-beyond-the-end no-page-lost-beyond-the-end handed-back-beyond-the-end
      refusals-count-nothing refusals-leave-nothing-held truncated-meanwhile
    `),
    edits: [
      {
        find: "return give_up(inode, page, -EFAULT);",
        replace: "return give_up(inode, page, EFAULT);",
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
        find: "const max_off = DIV_ROUND_UP(i_size_read(inode), PAGE_SIZE);",
        replace: "const max_off = Math.floor(i_size_read(inode) / PAGE_SIZE);",
      },
    ],
  },
  {
    id: "offset-of-the-area",
    belief: "The first page of the mapping is the first page of the file.",
    origin: "own",
    killed_by: ["offset-mapping"],
    edits: [
      {
        find: "const pgoff = linear_page_index(dst_vma, dst_addr);",
        replace:
          "const pgoff = ((dst_addr - dst_vma.vm_start) / PAGE_SIZE) as ReturnType<typeof linear_page_index>;",
      },
    ],
  },
  {
    id: "zeros-come-by-themselves",
    belief: "A new page is full of zeros.",
    origin: "own",
    killed_by: ["zeros-fill", "zeros-over-used-memory"],
    edits: [{ find: "      clear_highpage(page);\n", replace: "" }],
  },
  {
    id: "zeropage-ignored",
    belief: "Zeros are copied like everything else.",
    origin: "own",
    killed_by: ["zeros-fill", "resident-as-shmem"],
    edits: [
      {
        find: "    if (zeropage) {\n      clear_highpage(page);\n    } else if (copy_atomically",
        replace: "    if (copy_atomically",
      },
    ],
  },
];
