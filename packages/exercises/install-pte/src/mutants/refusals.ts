// Beliefs about when a page must not be mapped, and how one leaves then.

import { ids, importing, type mutant } from "@faultline/kit";

const TEST_SIZE = "  if (beyond_eof(dst_vma, dst_addr)) {\n    ret = -EFAULT;\n  } else if (";
const LOCK = "  const [ptep, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);\n";

export const refusal_mutants: readonly mutant[] = [
  {
    id: "no-size-test",
    belief: "The caller has checked the size of the file a moment ago.",
    origin: "a security hole closed in 2018",
    killed_by: ids(`
      end-of-file-borders last-page-and-one-past offset-mapping past-two-gigabytes
      refusals-count-nothing no-page-lost-to-a-refusal refused-beyond-the-end
      truncated-meanwhile truncated-under-a-private-copy
    `),
    edits: [{ find: TEST_SIZE, replace: "  if (" }],
  },
  {
    id: "size-before-lock",
    belief: "The less is done under a spinlock the better, so the size is read before.",
    origin: "own",
    killed_by: ["truncated-under-a-private-copy"],
    edits: [
      { find: LOCK, replace: `  const beyond = beyond_eof(dst_vma, dst_addr);\n${LOCK}` },
      {
        find: "  if (beyond_eof(dst_vma, dst_addr)) {\n    ret",
        replace: "  if (beyond) {\n    ret",
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
        find: "const max_off = DIV_ROUND_UP(i_size_read(file_inode(vma.vm_file!)), PAGE_SIZE);",
        replace: "const max_off = Math.floor(i_size_read(file_inode(vma.vm_file!)) / PAGE_SIZE);",
      },
    ],
  },
  {
    id: "one-past-the-end",
    belief: "An index is outside if it is greater than the number of pages.",
    origin: "own",
    killed_by: ids(`
      end-of-file-borders last-page-and-one-past offset-mapping past-two-gigabytes
      refusals-count-nothing no-page-lost-to-a-refusal truncated-meanwhile
      truncated-under-a-private-copy
    `),
    edits: [
      {
        find: "return linear_page_index(vma, addr) >= max_off;",
        replace: "return linear_page_index(vma, addr) > max_off;",
      },
    ],
  },
  {
    id: "offset-of-the-area",
    belief: "The first page of the area is the first page of the file.",
    origin: "own",
    killed_by: ["offset-mapping", "past-two-gigabytes"],
    edits: [
      {
        find: "return linear_page_index(vma, addr) >= max_off;",
        replace: "return (addr - vma.vm_start) / PAGE_SIZE >= max_off;",
      },
    ],
  },
  {
    id: "size-of-shared-files-only",
    belief:
      "A private copy does not belong to the file, so the end of the file does not concern it.",
    origin: "own",
    killed_by: ids(`
      end-of-file-borders last-page-and-one-past offset-mapping past-two-gigabytes
      refusals-count-nothing no-page-lost-to-a-refusal refused-beyond-the-end
      truncated-under-a-private-copy
    `),
    edits: [
      {
        find: "  if (!vma_is_shmem(vma)) return false;",
        replace: "  if (!vma_is_shmem(vma) || !(vma.vm_flags & VM_SHARED)) return false;",
      },
    ],
  },
  {
    id: "overwrites",
    belief: "The fault was on a missing page, so nothing can be there.",
    origin: "own",
    killed_by: ids(`
      already-mapped second-continue zero-page-is-something swapped-out-is-in-use
      refusals-count-nothing refused-page-is-untouched no-page-lost-to-a-refusal
      first-data-stays refused-continue another-was-faster look-and-change-are-one
    `),
    edits: [
      {
        find: "  } else if (!pte_none(ptep_get(ptep))) {\n    ret = -EEXIST; // another thread was faster, or the page is swapped out\n",
        replace: "",
      },
    ],
  },
  {
    id: "looked-before-lock",
    belief: "Whether something is mapped can be seen without the lock.",
    origin: "own",
    killed_by: ["another-was-faster", "look-and-change-are-one"],
    edits: [
      importing("type pte_t"),
      {
        find: LOCK,
        replace: `  const [seen, seen_ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);
  const before: pte_t = ptep_get(seen);
  pte_unmap_unlock(seen, seen_ptl);
${LOCK}`,
      },
      { find: "!pte_none(ptep_get(ptep))", replace: "!pte_none(before)" },
    ],
  },
  {
    id: "file-comes-first",
    belief: "If the file has a page there, mapping another one over it would hide the file's.",
    origin: "own",
    killed_by: ["private-over-cached"],
    edits: [
      importing("find_lock_page"),
      importing("put_page"),
      importing("unlock_page"),
      {
        find: LOCK,
        replace: `  if (vma_is_shmem(dst_vma) && !in_cache) {
    const index = linear_page_index(dst_vma, dst_addr);
    const there = find_lock_page(dst_vma.vm_file!.f_mapping, index);
    if (there !== null) {
      unlock_page(there);
      put_page(there);
      return -EEXIST;
    }
  }
${LOCK}`,
      },
    ],
  },
  {
    id: "mapped-is-success",
    belief: "If the page is mapped already, the fault is resolved: 0.",
    origin: "own",
    killed_by: ids(`
      already-mapped second-continue zero-page-is-something swapped-out-is-in-use
      refused-page-is-untouched no-page-lost-to-a-refusal refused-continue
      another-was-faster look-and-change-are-one
    `),
    edits: [{ find: "    ret = -EEXIST;", replace: "    ret = 0;" }],
  },
  {
    id: "efault-for-everything",
    belief: "Whatever keeps a page from being mapped is a bad address.",
    origin: "own",
    killed_by: ids(`
      already-mapped second-continue zero-page-is-something swapped-out-is-in-use
      refused-page-is-untouched refused-continue another-was-faster look-and-change-are-one
    `),
    edits: [
      importing("EFAULT as EEXIST_"),
      { find: "    ret = -EEXIST;", replace: "    ret = -EEXIST_;" },
    ],
  },
  {
    id: "positive-errno",
    belief: "EEXIST is what I return, as errno is positive.",
    origin: "own",
    killed_by: ids(`
      already-mapped lock-given-back second-continue zero-page-is-something
      swapped-out-is-in-use refusals-count-nothing refused-page-is-untouched
      no-page-lost-to-a-refusal first-data-stays refused-continue another-was-faster
      look-and-change-are-one
    `),
    edits: [{ find: "    ret = -EEXIST;", replace: "    ret = EEXIST;" }],
  },
  {
    id: "lock-kept-beyond-the-end",
    belief: "A function that refuses returns at once.",
    origin: "own",
    killed_by: ids(`
      end-of-file-borders last-page-and-one-past offset-mapping past-two-gigabytes
      refusals-count-nothing no-page-lost-to-a-refusal refused-beyond-the-end
      truncated-meanwhile truncated-under-a-private-copy truncated-under-continue
    `),
    edits: [
      {
        find: "    ret = -EFAULT;\n",
        replace: "    return -EFAULT;\n",
      },
    ],
  },
  {
    id: "lock-kept-when-taken",
    belief: "A function that refuses returns at once.",
    origin: "own",
    killed_by: ids(`
      already-mapped lock-given-back second-continue zero-page-is-something
      swapped-out-is-in-use refusals-count-nothing refused-page-is-untouched
      no-page-lost-to-a-refusal first-data-stays refused-continue
    `),
    edits: [
      {
        find: "    ret = -EEXIST;",
        replace: "    return -EEXIST;",
      },
    ],
  },
  {
    id: "frees-what-it-refuses",
    belief: "If I do not take the reference, I must drop it.",
    origin: "own",
    killed_by: ids(`
      already-mapped lock-given-back end-of-file-borders last-page-and-one-past
      offset-mapping past-two-gigabytes second-continue zero-page-is-something
      swapped-out-is-in-use refusals-count-nothing refused-page-is-untouched
      no-page-lost-to-a-refusal first-data-stays refused-page-is-clean
      refused-beyond-the-end refused-continue truncated-meanwhile
      truncated-under-a-private-copy truncated-under-continue another-was-faster
      look-and-change-are-one
    `),
    edits: [
      importing("put_page"),
      {
        find: "  pte_unmap_unlock(ptep, ptl);\n  return ret;",
        replace: "  pte_unmap_unlock(ptep, ptl);\n  if (ret !== 0) put_page(page);\n  return ret;",
      },
    ],
  },
  {
    id: "end-in-32-bits",
    belief: "As in C, a shift by PAGE_SHIFT makes bytes of pages.",
    origin: "own; in TypeScript only",
    killed_by: ["past-two-gigabytes"],
    edits: [
      {
        find: "  return linear_page_index(vma, addr) >= max_off;",
        replace: "  return linear_page_index(vma, addr) << 12 >= max_off * PAGE_SIZE;",
      },
    ],
  },
  {
    id: "present-or-nothing",
    belief: "Something is mapped if a page is present.",
    origin: "own",
    killed_by: ["swapped-out-is-in-use"],
    edits: [
      importing("pte_present"),
      { find: "!pte_none(ptep_get(ptep))", replace: "pte_present(ptep_get(ptep))" },
    ],
  },
];
