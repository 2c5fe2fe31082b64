// Beliefs about the page that goes back and forth between the fill and its caller.

import { ids, type mutant } from "@faultline/kit";

/** The whole way out for a source that is not there. */
const ENOENT_EXIT = `      pagep.value = page;
      shmem_inode_unacct_blocks(inode, 1);
      return -ENOENT;`;

export const handover_mutants: readonly mutant[] = [
  {
    id: "dangling",
    belief: "The page is the caller's; if I cannot even pay, I do not touch it.",
    origin: "a crash that any user could cause, fixed in 2021",
    killed_by: ["full-at-the-second-round"],
    edits: [
      {
        find: "    if (pagep.value !== null) put_page(pagep.value);\n    pagep.value = null;\n    return -ENOMEM;",
        replace: "    return -ENOMEM;",
      },
    ],
  },
  {
    id: "dangling-unlock",
    belief: "A page is unlocked before it is dropped, always.",
    origin: "first draft of that fix",
    killed_by: ["full-at-the-second-round"],
    edits: [
      {
        find: "    if (pagep.value !== null) put_page(pagep.value);\n",
        replace:
          "    if (pagep.value !== null) {\n      unlock_page(pagep.value);\n      put_page(pagep.value);\n    }\n",
      },
    ],
  },
  {
    id: "dropped-but-named",
    belief: "Dropping the page is enough; the caller will see that the fill failed.",
    origin: "own",
    killed_by: ["full-at-the-second-round"],
    edits: [
      {
        find: "put_page(pagep.value);\n    pagep.value = null;\n    return -ENOMEM;",
        replace: "put_page(pagep.value);\n    return -ENOMEM;",
      },
    ],
  },
  {
    id: "not-consumed",
    belief:
      "pagep is how the caller gives me the page; what it holds afterwards is the caller's affair.",
    origin: "own",
    killed_by: ids(`
      source-comes-later two-rounds-one-block handed-back-page-is-used
      handed-back-beyond-the-end two-rounds-same-bytes unmapping-counts-back
      no-waiting-under-the-lock private-flags-while-private full-at-the-second-round
      unmapped-meanwhile
    `),
    edits: [
      {
        find: "let page = pagep.value;\n  pagep.value = null;",
        replace: "let page = pagep.value;",
      },
    ],
  },
  {
    id: "freed-on-enoent",
    belief: "Every failure frees the page; that the caller has its address does no harm.",
    origin: "own",
    killed_by: ids(`
      source-comes-later source-never-comes nothing-paid-for-a-missing-source
      two-rounds-one-block handed-out-page-can-be-freed handed-back-page-is-used
      handed-back-beyond-the-end two-rounds-same-bytes refusals-count-nothing
      unmapping-counts-back no-waiting-under-the-lock missing-source-leaves-nothing-held
      private-flags-while-private full-at-the-second-round unmapped-meanwhile
    `),
    edits: [
      { find: ENOENT_EXIT, replace: ENOENT_EXIT.replace("pagep", "put_page(page);\n      pagep") },
    ],
  },
  {
    id: "kept-on-enoent",
    belief: "-ENOENT tells the caller to try again, and then I allocate another page.",
    origin: "own",
    killed_by: ids(`
      source-comes-later source-never-comes nothing-paid-for-a-missing-source
      two-rounds-one-block handed-out-page-can-be-freed handed-back-page-is-used
      handed-back-beyond-the-end two-rounds-same-bytes refusals-count-nothing
      unmapping-counts-back no-waiting-under-the-lock missing-source-leaves-nothing-held
      private-flags-while-private full-at-the-second-round unmapped-meanwhile
    `),
    edits: [
      {
        find: ENOENT_EXIT,
        replace: ENOENT_EXIT.replace("pagep.value = page;", "put_page(page);"),
      },
    ],
  },
  {
    id: "efault-for-missing",
    belief: "A source that cannot be copied is a bad address: -EFAULT.",
    origin: "what the code said before 2018",
    killed_by: ids(`
      source-comes-later two-rounds-one-block handed-back-page-is-used two-rounds-same-bytes
      unmapping-counts-back no-waiting-under-the-lock private-flags-while-private
      full-at-the-second-round unmapped-meanwhile
    `),
    edits: [
      {
        find: ENOENT_EXIT,
        replace: ENOENT_EXIT.replace("pagep.value = page;", "put_page(page);").replace(
          "ENOENT",
          "EFAULT",
        ),
      },
    ],
  },
  {
    id: "returns-missing-bytes",
    belief: "copy_from_user() has said how it went; I hand its result on.",
    origin: "own",
    killed_by: ids(`
      source-comes-later source-never-comes nothing-paid-for-a-missing-source
      two-rounds-one-block handed-out-page-can-be-freed handed-back-page-is-used
      handed-back-beyond-the-end two-rounds-same-bytes refusals-count-nothing
      unmapping-counts-back no-waiting-under-the-lock missing-source-leaves-nothing-held
      private-flags-while-private full-at-the-second-round unmapped-meanwhile
    `),
    edits: [
      {
        find: "    } else if (copy_atomically(page, src_addr) !== 0) {",
        replace:
          "    }\n    const missing = zeropage ? 0 : copy_atomically(page, src_addr);\n    if (missing !== 0) {",
      },
      {
        find: ENOENT_EXIT,
        replace: ENOENT_EXIT.replace("pagep.value = page;", "put_page(page);").replace(
          "-ENOENT",
          "missing",
        ),
      },
    ],
  },
  {
    id: "copy-not-checked",
    belief: "The source is the program's own memory, so the copy will work.",
    origin: "own",
    killed_by: ids(`
      source-comes-later source-never-comes nothing-paid-for-a-missing-source
      handed-out-page-can-be-freed handed-back-beyond-the-end two-rounds-same-bytes
      refusals-count-nothing missing-source-leaves-nothing-held full-at-the-second-round
      unmapped-meanwhile
    `),
    edits: [
      {
        find: "    } else if (copy_atomically(page, src_addr) !== 0) {",
        replace: "    } else if (copy_atomically(page, src_addr) < 0) {",
      },
    ],
  },
  {
    id: "locked-before-copy",
    belief: "A page is locked as soon as it is made, so that nobody gets at it half filled.",
    origin: "own",
    killed_by: ids("handed-out-page-can-be-freed full-at-the-second-round unmapped-meanwhile"),
    edits: [
      {
        find: "    if (zeropage) {",
        replace: "    __SetPageLocked(page);\n    __SetPageSwapBacked(page);\n    if (zeropage) {",
      },
      {
        find: "  VM_BUG_ON_PAGE(PageLocked(page), page);\n  VM_BUG_ON_PAGE(PageSwapBacked(page), page);\n",
        replace: "",
      },
      {
        find: "  __SetPageLocked(page);\n  __SetPageSwapBacked(page);\n  __SetPageUptodate(page);",
        replace: "  __SetPageUptodate(page);",
      },
    ],
  },
  {
    id: "faults-under-lock",
    belief: "kmap() maps a page as well as kmap_atomic() does, and may even sleep.",
    origin: "own",
    killed_by: ids(`
      no-waiting-under-the-lock missing-source-leaves-nothing-held private-flags-while-private
    `),
    edits: [
      { find: "  kmap_atomic,\n  kunmap_atomic,\n", replace: "  kmap,\n  kunmap,\n" },
      { find: "= kmap_atomic(page);", replace: "= kmap(page);" },
      { find: "kunmap_atomic(kaddr);", replace: "kunmap(page);" },
    ],
  },
  {
    id: "kmap-kept",
    belief: "On a failed copy the mapping goes away with the page.",
    origin: "own",
    killed_by: ids(`
      source-comes-later two-rounds-one-block handed-back-page-is-used two-rounds-same-bytes
      unmapping-counts-back no-waiting-under-the-lock missing-source-leaves-nothing-held
      private-flags-while-private full-at-the-second-round unmapped-meanwhile
    `),
    edits: [
      {
        find: "  kunmap_atomic(kaddr);\n",
        replace: "  if (missing === 0) kunmap_atomic(kaddr);\n",
      },
    ],
  },
];
