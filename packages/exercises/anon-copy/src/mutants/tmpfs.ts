// Beliefs that come from the fill of tmpfs: that a file has to do with the page.

import { ids, importing, type mutant } from "@faultline/kit";

const UPTODATE = "  __SetPageUptodate(page);\n";
const REFUSED = "  if (error !== 0) put_page(page);\n";

export const tmpfs_mutants: readonly mutant[] = [
  {
    id: "private-fills-file",
    belief: "Where the area maps a file, the page belongs into the file, whoever maps it and how.",
    origin: "a security hole closed in 2018, CVE-2018-18397",
    review: {
      by: "Andrea Arcangeli",
      on: "2018-11-26",
      said: "A private mapping has to get anonymous memory: through it programs wrote into files that they could only read.",
    },
    killed_by: ids(`
      file-keeps-out over-a-page-of-the-file file-pays-nothing anonymous-over-a-file
      unmapped-meanwhile truncated-meanwhile
    `),
    edits: [
      importing("shmem_mcopy_atomic_pte"),
      importing("vma_is_shmem"),
      {
        find: "  let page = pagep.value;\n",
        replace: `  if (vma_is_shmem(dst_vma))
    return shmem_mcopy_atomic_pte(dst_mm, dst_pmd, dst_vma, dst_addr, src_addr, false, pagep);
  let page = pagep.value;
`,
      },
    ],
  },
  {
    id: "file-pays",
    belief: "A page over a file on tmpfs uses a block of its mount.",
    origin: "own",
    killed_by: ["file-pays-nothing"],
    edits: [
      importing("file_inode"),
      importing("shmem_inode_acct_block"),
      importing("shmem_inode_unacct_blocks"),
      importing("vma_is_shmem"),
      {
        find: UPTODATE,
        replace: `${UPTODATE}  const inode = vma_is_shmem(dst_vma) ? file_inode(dst_vma.vm_file!) : null;
  if (inode !== null && !shmem_inode_acct_block(inode, 1)) {
    put_page(page);
    return -ENOMEM;
  }
`,
      },
      {
        find: REFUSED,
        replace: `${REFUSED}  if (error !== 0 && inode !== null) shmem_inode_unacct_blocks(inode, 1);\n`,
      },
    ],
  },
  {
    id: "file-comes-first",
    belief: "If the file has a page there, another one would hide it: -EEXIST.",
    origin: "own",
    killed_by: ["over-a-page-of-the-file"],
    edits: [
      importing("EEXIST"),
      importing("find_lock_page"),
      importing("linear_page_index"),
      importing("unlock_page"),
      importing("vma_is_shmem"),
      {
        find: UPTODATE,
        replace: `${UPTODATE}  const there = vma_is_shmem(dst_vma)
    ? find_lock_page(dst_vma.vm_file!.f_mapping, linear_page_index(dst_vma, dst_addr))
    : null;
  if (there !== null) {
    unlock_page(there);
    put_page(there);
    put_page(page);
    return -EEXIST;
  }
`,
      },
    ],
  },
  {
    id: "asks-the-file-first",
    belief: "Before anything else it is seen whether the file reaches that far, in whole pages.",
    origin: "own",
    killed_by: ["end-of-file"],
    edits: [
      importing("EFAULT"),
      importing("file_inode"),
      importing("i_size_read"),
      importing("linear_page_index"),
      importing("vma_is_shmem"),
      {
        find: UPTODATE,
        replace: `${UPTODATE}  if (vma_is_shmem(dst_vma)) {
    const pages = Math.floor(i_size_read(file_inode(dst_vma.vm_file!)) / PAGE_SIZE);
    if (linear_page_index(dst_vma, dst_addr) >= pages) {
      put_page(page);
      return -EFAULT;
    }
  }
`,
      },
    ],
  },
  {
    id: "locked-for-ever",
    belief: "A page is locked before it is mapped; the installer unlocks it.",
    origin: "own",
    killed_by: ids(`
      one-holder freed-with-its-mapping the-page-that-came-back refused-page-is-freed
      unpaid-page-is-freed came-back-and-was-refused
    `),
    edits: [
      importing("__SetPageLocked"),
      { find: UPTODATE, replace: `  __SetPageLocked(page);\n${UPTODATE}` },
    ],
  },
  {
    id: "counted-twice",
    belief: "A page more is resident, so it is counted.",
    origin: "own",
    killed_by: ids(`
      counts-as-anonymous anonymous-over-a-file reclaim-knows-it locked-area
      unmapping-counts-back
    `),
    edits: [
      importing("inc_mm_counter"),
      importing("MM_ANONPAGES"),
      { find: REFUSED, replace: `${REFUSED}  else inc_mm_counter(dst_mm, MM_ANONPAGES);\n` },
    ],
  },
  {
    id: "listed-twice",
    belief: "A new page is put on a list of reclaim by whoever made it.",
    origin: "own",
    killed_by: ids(`
      copy-maps source-comes-later already-mapped one-holder file-keeps-out
      counts-as-anonymous nothing-left-mapped end-of-file no-memory stops-at-the-first-failure
      nobody-pays-in-the-second-round one-page-for-two-rounds source-never-comes many-rounds
      source-gone-again half-a-source-is-not-one freed-with-its-mapping
      the-page-that-came-back refused-page-is-freed every-byte two-rounds-same-bytes
      half-now-half-later contents-are-defined over-a-page-of-the-file file-pays-nothing
      protected-if-asked protected-after-two-rounds read-only-area not-protected-unasked
      anonymous-over-a-file reclaim-knows-it locked-area unmapping-counts-back
      no-waiting-under-the-lock short-copies-are-unmapped nothing-sleeps-while-mapped
      read-meanwhile copied-meanwhile unmapped-meanwhile truncated-meanwhile
    `),
    edits: [
      importing("lru_cache_add"),
      { find: UPTODATE, replace: `${UPTODATE}  lru_cache_add(page);\n` },
    ],
  },
];
