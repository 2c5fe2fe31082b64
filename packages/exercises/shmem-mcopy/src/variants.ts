// Right versions, unlike the solution: each is due full marks. Edits are to solution.ts; whole files are in variants/.

import { importing, type variant } from "@faultline/kit";

const DIRTY = "  SetPageDirty(page);\n  unlock_page(page);";
const INSTALL =
  "  error = mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, true, false);";

export const variants: readonly variant[] = [
  {
    id: "set_page_dirty",
    about: "Marks the page through its file's own operation, which on tmpfs sets the same bit.",
    edits: [
      importing("set_page_dirty"),
      { find: DIRTY, replace: "  set_page_dirty(page);\n  unlock_page(page);" },
    ],
  },
  {
    id: "SetPageDirty-if-readonly",
    about: "Marks the page only where no dirty pte does it: in a mapping that cannot be written.",
    edits: [
      importing("VM_WRITE"),
      {
        find: DIRTY,
        replace: "  if (!(dst_vma.vm_flags & VM_WRITE)) SetPageDirty(page);\n  unlock_page(page);",
      },
    ],
  },
  {
    id: "set_page_dirty-if-readonly",
    about: "The fourth of the four spellings that the review weighed against each other.",
    edits: [
      importing("VM_WRITE"),
      importing("set_page_dirty"),
      {
        find: DIRTY,
        replace:
          "  if (!(dst_vma.vm_flags & VM_WRITE)) set_page_dirty(page);\n  unlock_page(page);",
      },
    ],
  },
  {
    id: "dirty-first-and-undone",
    about: "Marks the page before it is mapped, and takes the mark away where mapping fails.",
    edits: [
      importing("ClearPageDirty"),
      { find: INSTALL, replace: `  SetPageDirty(page);\n${INSTALL}` },
      { find: DIRTY, replace: "  unlock_page(page);" },
      {
        find: "    delete_from_page_cache(page);\n",
        replace: "    ClearPageDirty(page);\n    delete_from_page_cache(page);\n",
      },
    ],
  },
  {
    id: "one-size-test",
    about: "Leaves the size of the file to the installer, which has to look at it anyway.",
    edits: [
      {
        find: "  const max_off = DIV_ROUND_UP(i_size_read(inode), PAGE_SIZE);\n  if (pgoff >= max_off) return give_up(inode, page, -EFAULT);\n",
        replace: "",
      },
    ],
  },
  {
    id: "size-in-bytes",
    about: "Compares bytes with bytes instead of pages with pages.",
    edits: [
      {
        find: "  const max_off = DIV_ROUND_UP(i_size_read(inode), PAGE_SIZE);\n  if (pgoff >= max_off) return",
        replace: "  if (pgoff * PAGE_SIZE >= i_size_read(inode)) return",
      },
    ],
  },
  {
    id: "refund-first",
    about: "Gives the block back before the page is let go of.",
    edits: [
      {
        find: "  unlock_page(page);\n  put_page(page);\n  shmem_inode_unacct_blocks(inode, 1);\n  return error;",
        replace:
          "  shmem_inode_unacct_blocks(inode, 1);\n  unlock_page(page);\n  put_page(page);\n  return error;",
      },
    ],
  },
  {
    id: "no-assertions",
    about: "Does not check what it was promised about the page.",
    edits: [
      {
        find: "  VM_BUG_ON_PAGE(PageLocked(page), page);\n  VM_BUG_ON_PAGE(PageSwapBacked(page), page);\n",
        replace: "",
      },
    ],
  },
  {
    id: "atomic-uptodate",
    about: "Marks the page as up to date by an atomic write, which is more than is needed.",
    edits: [
      importing("SetPageUptodate"),
      { find: "  __SetPageUptodate(page);\n", replace: "  SetPageUptodate(page);\n" },
    ],
  },
  {
    id: "labels",
    about: "One way in and a ladder of exits, as C would write it with goto.",
    file: "variants/labels.ts",
  },
  {
    id: "finally",
    about: "Every undoing stands in a finally, next to what it undoes.",
    file: "variants/finally.ts",
  },
  {
    id: "undo-list",
    about: "A class that keeps a list of what is to be undone, and runs it backwards.",
    file: "variants/undo_list.ts",
  },
];
