// Right versions, unlike the solution: each is due full marks. Edits are to solution.ts; whole files are in variants/.

import { importing, type variant } from "@faultline/kit";

const LOOK_UP = "  let error = shmem_getpage(inode, index, pagep, SGP_READ);\n";
const INSTALL =
  "  error = mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, false, wp_copy);\n";
const UNLOCK = "  unlock_page(page);\n";
const PUT = "  if (error !== 0) put_page(page);\n";

export const variants: readonly variant[] = [
  {
    id: "dropped-before-unlock",
    about: "Drops its reference first: a locked page cannot leave its file, which still holds it.",
    edits: [
      { find: UNLOCK, replace: "" },
      { find: PUT, replace: `${PUT}${UNLOCK}` },
    ],
  },
  {
    id: "own-reference",
    about: "Takes a second reference for the pte, and drops its own in any case.",
    edits: [
      importing("get_page"),
      { find: INSTALL, replace: `  get_page(page);\n${INSTALL}` },
      { find: PUT, replace: `${PUT}  put_page(page);\n` },
    ],
  },
  {
    id: "size-looked-at-first",
    about: "Looks at the size of the file itself, and so never asks for a page beyond it.",
    edits: [
      importing("EINVAL"),
      importing("i_size_read"),
      importing("PAGE_SIZE"),
      {
        find: LOOK_UP,
        replace: `  if (index * PAGE_SIZE >= i_size_read(inode)) return -EINVAL;\n${LOOK_UP}`,
      },
    ],
  },
  {
    id: "cache-looked-at-first",
    about: "Takes the short way if the page is in the cache with contents, and asks tmpfs if not.",
    edits: [
      importing("find_lock_page"),
      importing("PageUptodate"),
      {
        find: LOOK_UP,
        replace: `  let error = 0;
  pagep.value = find_lock_page(inode.i_mapping, index);
  if (pagep.value !== null && !PageUptodate(pagep.value)) {
    unlock_page(pagep.value);
    put_page(pagep.value);
    pagep.value = null;
  }
  if (pagep.value === null) error = shmem_getpage(inode, index, pagep, SGP_READ);
`,
      },
    ],
  },
  {
    id: "looks-until-it-holds",
    about:
      "Asks for the page until it has one that is still the file's, though one time is enough.",
    edits: [
      {
        find: LOOK_UP,
        replace: `  let error = 0;
  do {
    if (pagep.value !== null) {
      unlock_page(pagep.value);
      put_page(pagep.value);
    }
    error = shmem_getpage(inode, index, pagep, SGP_READ);
  } while (error === 0 && pagep.value !== null && pagep.value.mapping !== inode.i_mapping);
`,
      },
    ],
  },
  {
    id: "locked-a-second-time",
    about: "Unlocks the page, locks it again, and asks whether it is still the file's.",
    edits: [
      importing("lock_page"),
      {
        find: INSTALL,
        replace: `  unlock_page(page);
  lock_page(page);
  if (page.mapping !== inode.i_mapping) error = -EFAULT;
  else ${INSTALL.trimStart()}`,
      },
    ],
  },
  {
    id: "labels",
    about: "Labelled blocks in the place of goto, as it would be written in C.",
    file: "variants/labels.ts",
  },
  {
    id: "finally",
    about: "Lets go of the page in a finally, and looks it up and maps it in functions of its own.",
    file: "variants/finally.ts",
  },
  {
    id: "alone",
    about: "Does the installer's work itself instead of calling the installer.",
    file: "variants/alone.ts",
  },
];
