// Right versions, unlike the solution: each is due full marks. Edits are to solution.ts; whole files are in variants/.

import { importing, type variant } from "@faultline/kit";

const RMAP = `    if (in_cache) page_add_file_rmap(page, false);
    else page_add_new_anon_rmap(page, dst_vma, dst_addr, false);
`;
const COUNT = "    inc_mm_counter(dst_mm, mm_counter(page));\n";
const LIST = "    if (newly_allocated) lru_cache_add_inactive_or_unevictable(page, dst_vma);\n";

export const variants: readonly variant[] = [
  {
    id: "taken-before-size",
    about:
      "Looks at the pte first and at the size of the file second; both cannot be wrong at once.",
    edits: [
      {
        find: "if (beyond_eof(dst_vma, dst_addr)) {\n    ret = -EFAULT;\n  } else if (!pte_none(ptep_get(ptep))) {\n    ret = -EEXIST;",
        replace:
          "if (!pte_none(ptep_get(ptep))) {\n    ret = -EEXIST;\n  } else if (beyond_eof(dst_vma, dst_addr)) {\n    ret = -EFAULT;",
      },
    ],
  },
  {
    id: "counted-by-name",
    about:
      "Knows under which name the page counts without asking it, and so may count before the rmap.",
    edits: [
      importing("MM_ANONPAGES"),
      importing("mm_counter_file"),
      { find: COUNT, replace: "" },
      {
        find: RMAP,
        replace: `    inc_mm_counter(dst_mm, in_cache ? mm_counter_file(page) : MM_ANONPAGES);\n${RMAP}`,
      },
    ],
  },
  {
    id: "listed-first",
    about: "Puts the page on its list before anything else is done with it.",
    edits: [
      { find: LIST, replace: "" },
      { find: RMAP, replace: `${LIST}${RMAP}` },
    ],
  },
  {
    id: "pte-first",
    about: "Writes the pte first and counts afterwards, all under the lock.",
    edits: [
      {
        find: "    // The caller's reference is the pte's from here on.\n    set_pte_at(dst_mm, dst_addr, ptep, pte);\n    update_mmu_cache(dst_vma, dst_addr, ptep);\n",
        replace: "",
      },
      {
        find: RMAP,
        replace: `    set_pte_at(dst_mm, dst_addr, ptep, pte);\n    update_mmu_cache(dst_vma, dst_addr, ptep);\n${RMAP}`,
      },
    ],
  },
  {
    id: "size-in-bytes",
    about: "Compares bytes with bytes instead of pages with pages.",
    edits: [
      {
        find: "  const max_off = DIV_ROUND_UP(i_size_read(file_inode(vma.vm_file!)), PAGE_SIZE);\n  return linear_page_index(vma, addr) >= max_off;",
        replace:
          "  return linear_page_index(vma, addr) * PAGE_SIZE >= i_size_read(file_inode(vma.vm_file!));",
      },
    ],
  },
  {
    id: "early-returns",
    about: "Unlocks at each of its three ways out.",
    file: "variants/early_returns.ts",
  },
  {
    id: "labels",
    about: "A labelled block in the place of goto, with the answer set before each test.",
    file: "variants/labels.ts",
  },
  {
    id: "finally",
    about: "Gives the lock back in a finally, and makes the pte under it.",
    file: "variants/finally.ts",
  },
  {
    id: "table",
    about: "The truth table, written down as a table.",
    file: "variants/table.ts",
  },
];
