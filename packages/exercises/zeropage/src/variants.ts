// Right versions, unlike the solution: each is due full marks. Edits are to solution.ts; whole files are in variants/.

import { importing, type variant } from "@faultline/kit";

const MAKE =
  "  const zeros = pte_mkspecial(pfn_pte(my_zero_pfn(dst_addr), dst_vma.vm_page_prot));\n\n";
const LOCK = "  const [ptep, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);\n";
const NO_FILE = "  if (vma.vm_file === null) return false;\n";
const PAGES = "DIV_ROUND_UP(i_size_read(file_inode(vma.vm_file)), PAGE_SIZE)";

export const variants: readonly variant[] = [
  {
    id: "taken-before-size",
    about:
      "Looks at the pte first and at the size of the file second; both can be wrong at once only while a truncation runs, and then either answer is true.",
    edits: [
      {
        find: "if (ends_before(dst_vma, dst_addr)) {\n    ret = -EFAULT;\n  } else if (!pte_none(ptep_get(ptep))) {\n    ret = -EEXIST; // a page, the page of zeros, or where a page was swapped out to\n",
        replace:
          "if (!pte_none(ptep_get(ptep))) {\n    ret = -EEXIST;\n  } else if (ends_before(dst_vma, dst_addr)) {\n    ret = -EFAULT;\n",
      },
    ],
  },
  {
    id: "made-under-the-lock",
    about: "Makes the pte under the lock.",
    edits: [
      { find: MAKE, replace: "" },
      { find: LOCK, replace: `${LOCK}${MAKE}` },
    ],
  },
  {
    id: "asks-what-kind-of-memory",
    about:
      "Asks whether the vma is one of tmpfs, as the installer does. It differs from Linux for /dev/zero only, where Linux refuses zeros by accident.",
    edits: [
      importing("vma_is_shmem"),
      { find: NO_FILE, replace: "  if (!vma_is_shmem(vma)) return false;\n" },
      { find: PAGES, replace: "DIV_ROUND_UP(i_size_read(file_inode(vma.vm_file!)), PAGE_SIZE)" },
    ],
  },
  {
    id: "asks-whether-anonymous",
    about: "Asks whether the memory is of no file.",
    edits: [
      importing("vma_is_anonymous"),
      { find: NO_FILE, replace: "  if (vma_is_anonymous(vma)) return false;\n" },
      { find: PAGES, replace: "DIV_ROUND_UP(i_size_read(file_inode(vma.vm_file!)), PAGE_SIZE)" },
    ],
  },
  {
    id: "size-in-bytes",
    about: "Compares bytes with bytes instead of pages with pages, and reads the field by hand.",
    edits: [
      {
        find: `  const max_off = ${PAGES};\n  return linear_page_index(vma, addr) >= max_off;`,
        replace: "  return linear_page_index(vma, addr) * PAGE_SIZE >= vma.vm_file.f_inode.i_size;",
      },
    ],
  },
  {
    id: "processor-not-told",
    about: "Does not call update_mmu_cache(), which does nothing on x86.",
    edits: [{ find: "    update_mmu_cache(dst_vma, dst_addr, ptep);\n", replace: "" }],
  },
  {
    id: "labels",
    about: "A labelled block in the place of goto, with the answer set before each test.",
    file: "variants/labels.ts",
  },
  {
    id: "early-returns",
    about: "Unlocks at each of its three ways out.",
    file: "variants/early_returns.ts",
  },
  {
    id: "finally",
    about: "Gives the lock back in a finally, around a closure that decides.",
    file: "variants/finally.ts",
  },
  {
    id: "rules",
    about: "A table of refusals, asked one after the other.",
    file: "variants/rules.ts",
  },
];
