// Beliefs about where a page is found, and what one asks for it with.

import { ids, importing, type mutant } from "@faultline/kit";

const LOOK_UP = "  let error = shmem_getpage(inode, index, pagep, SGP_READ);\n";
const INDEX = "const index = linear_page_index(dst_vma, dst_addr);";

/** The look-up asks for something else. */
const asking = (sgp: string) => [
  importing(sgp),
  { find: LOOK_UP, replace: LOOK_UP.replace("SGP_READ", sgp) },
];

/** Another look-up in the place of the solution's. */
const looking = (replace: string, ...names: readonly string[]) => [
  ...names.map(importing),
  { find: LOOK_UP, replace },
];

export const lookup_mutants: readonly mutant[] = [
  {
    id: "cache-only",
    belief: "A page that the file has is in its page cache, and find_lock_page() finds it there.",
    origin: "the patch that came before the first revision of April 2021",
    killed_by: ids(`
      end-of-file-borders swapped-page-is-there reserved-page-is-not-there no-memory
      paid-for-while-swapped comes-back-and-goes-again reserved-page-is-as-before
      reclaim-can-find-it absent-page-leaves-nothing-held no-waiting-under-the-lock
      swapped-out-meanwhile
    `),
    review: {
      by: "Hugh Dickins",
      on: "2021-04-06",
      said: "A page that was swapped out has an entry of another kind in the cache, and this look-up takes it for absent.",
    },
    edits: looking(
      "  let error = 0;\n  pagep.value = find_lock_page(inode.i_mapping, index);\n",
      "find_lock_page",
    ),
  },
  {
    id: "cache-with-all-questions",
    belief:
      "find_lock_page() does not look at the size or at the contents, so I do, and that is all.",
    origin: "own; what remains of the first patch once the rest is mended",
    killed_by: ids(`
      swapped-page-is-there no-memory paid-for-while-swapped comes-back-and-goes-again
      reclaim-can-find-it no-waiting-under-the-lock swapped-out-meanwhile
    `),
    edits: looking(
      `  if (index * PAGE_SIZE >= i_size_read(inode)) return -EINVAL;
  let error = 0;
  pagep.value = find_lock_page(inode.i_mapping, index);
  if (pagep.value !== null && !PageUptodate(pagep.value)) {
    unlock_page(pagep.value);
    put_page(pagep.value);
    pagep.value = null;
  }
`,
      "EINVAL",
      "find_lock_page",
      "i_size_read",
      "PAGE_SIZE",
      "PageUptodate",
    ),
  },
  {
    id: "asked-as-for-a-fault",
    belief: "A fault asks with SGP_CACHE, and what I do is answer a fault.",
    origin: "own",
    killed_by: ids(`
      hole-is-refused stops-at-the-first-hole reserved-page-is-not-there file-is-asked-first
      hole-stays-a-hole private-hole-stays-a-hole reserved-page-is-as-before
      refusals-count-nothing absent-page-leaves-nothing-held punched-meanwhile
    `),
    edits: asking("SGP_CACHE"),
  },
  {
    id: "asked-as-for-writing",
    belief: "The program is going to write to the page, so I ask for one that can be written.",
    origin: "own",
    killed_by: ids(`
      hole-is-refused end-of-file-borders stops-at-the-first-hole reserved-page-is-not-there
      file-is-asked-first hole-stays-a-hole private-hole-stays-a-hole nothing-beyond-the-end
      refused-page-is-as-before refused-twice-is-as-before reserved-page-is-as-before
      refusals-count-nothing absent-page-leaves-nothing-held truncated-meanwhile
      punched-meanwhile
    `),
    edits: asking("SGP_WRITE"),
  },
  {
    id: "writers-get-a-page",
    belief: "Who maps a file shared and writable may fill its holes; the others may only look.",
    origin: "own",
    killed_by: ids(`
      hole-is-refused stops-at-the-first-hole reserved-page-is-not-there hole-stays-a-hole
      reserved-page-is-as-before refusals-count-nothing absent-page-leaves-nothing-held
    `),
    edits: looking(
      `  const writes = (dst_vma.vm_flags & VM_SHARED) !== 0 && (dst_vma.vm_flags & VM_WRITE) !== 0;
  let error = shmem_getpage(inode, index, pagep, writes ? SGP_CACHE : SGP_READ);
`,
      "SGP_CACHE",
      "VM_SHARED",
      "VM_WRITE",
    ),
  },
  {
    id: "private-gets-zeros",
    belief:
      "A hole under a private mapping is only zeros: nobody minds if the file gets a page of them.",
    origin: "own",
    killed_by: ["file-is-asked-first", "private-hole-stays-a-hole", "punched-meanwhile"],
    edits: looking(
      `  const shared = (dst_vma.vm_flags & VM_SHARED) !== 0;
  let error = shmem_getpage(inode, index, pagep, shared ? SGP_READ : SGP_CACHE);
`,
      "SGP_CACHE",
      "VM_SHARED",
    ),
  },
  {
    id: "reserved-is-zeros",
    belief: "A reserved page reads as zeros, so it is zeroed and mapped.",
    origin: "what Linux does since 2022 (73f37dbcfe17), and the kernel of this course does not",
    killed_by: ids(`
      reserved-page-is-not-there reserved-page-is-as-before absent-page-leaves-nothing-held
    `),
    edits: looking(
      `  let error = 0;
  pagep.value = find_lock_page(inode.i_mapping, index);
  if (pagep.value === null) error = shmem_getpage(inode, index, pagep, SGP_READ);
  else if (!PageUptodate(pagep.value)) {
    clear_highpage(pagep.value);
    SetPageUptodate(pagep.value);
  }
`,
      "clear_highpage",
      "find_lock_page",
      "PageUptodate",
      "SetPageUptodate",
    ),
  },
  {
    id: "reserved-is-there",
    belief: "A page that is in the cache is there, whatever its flags say.",
    origin: "own",
    killed_by: ids(`
      reserved-page-is-not-there reserved-page-is-as-before absent-page-leaves-nothing-held
    `),
    edits: looking(
      `  let error = 0;
  pagep.value = find_lock_page(inode.i_mapping, index);
  if (pagep.value === null) error = shmem_getpage(inode, index, pagep, SGP_READ);
`,
      "find_lock_page",
    ),
  },
  {
    id: "index-in-the-area",
    belief: "The first page of the area is the first page of the file.",
    origin: "own",
    killed_by: ["offset-mapping"],
    edits: [
      importing("PAGE_SIZE"),
      importing("type pgoff_t"),
      {
        find: INDEX,
        replace: "const index = ((dst_addr - dst_vma.vm_start) / PAGE_SIZE) as pgoff_t;",
      },
      { find: "  linear_page_index,\n", replace: "" },
    ],
  },
  {
    id: "looked-up-twice",
    belief:
      "The first look-up brings the page back if need be; then I let go of it and take it from the cache.",
    origin: "own",
    killed_by: ["swapped-out-meanwhile"],
    edits: [
      importing("find_lock_page"),
      {
        find: "  if (page === null) return -EFAULT;\n",
        replace: `  if (page === null) return -EFAULT;
  unlock_page(page);
  put_page(page);
  if (find_lock_page(inode.i_mapping, index) === null) return -EFAULT;
`,
      },
    ],
  },
  {
    id: "as-many-as-are-cached",
    belief: "A file has as many pages as are in its page cache, and ends after them.",
    origin: "own",
    killed_by: ids(`
      continue-maps hole-is-refused private-is-for-looking nothing-to-pay two-holders
      private-write-stays-private counts-as-shared-memory nothing-left-locked offset-mapping
      swapped-page-is-there reserved-page-is-not-there no-memory already-mapped
      file-is-asked-first mapped-elsewhere protection-is-passed-on unprotected-unless-asked
      readonly-stays-clean paid-for-while-swapped one-holder-a-pte
      unmapped-page-stays-with-the-file comes-back-and-goes-again clean-page-stays-clean
      private-look-dirties-nothing dirty-page-stays-dirty shared-write-reaches-the-file
      private-sees-the-file-until-it-writes private-counts-as-shared-memory
      refusals-count-nothing reclaim-can-find-it locked-area absent-page-leaves-nothing-held
      no-waiting-under-the-lock punched-meanwhile swapped-out-meanwhile unmapped-meanwhile
    `),
    edits: looking(
      `  if (index >= inode.i_mapping.nrpages) return -EINVAL;
${LOOK_UP}`,
      "EINVAL",
    ),
  },
];
