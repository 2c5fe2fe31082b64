// Beliefs about whose page it is, and what is counted.

import { ids, importing, type mutant } from "@faultline/kit";

const MAKE = "const zeros = pte_mkspecial(pfn_pte(my_zero_pfn(dst_addr), dst_vma.vm_page_prot));";
const LOCK = "  const [ptep, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);\n";
const SET = "    set_pte_at(dst_mm, dst_addr, ptep, zeros);\n";

export const page_mutants: readonly mutant[] = [
  {
    id: "page-of-its-own",
    belief: "Memory needs a page: allocate one, clear it, map it.",
    origin: "own; what later kernels do where the page of zeros cannot be shared",
    killed_by: ids(`
      special-and-nothing-else counts-nowhere takes-no-page over-a-file read-only-area
      over-a-file-counts-nowhere locked-area-counts-nowhere one-page-for-all
      file-gets-no-page punched-away first-write-faults copied-meanwhile written-meanwhile
    `),
    edits: [
      importing("alloc_page_vma"),
      importing("clear_highpage"),
      importing("ENOMEM"),
      importing("GFP_HIGHUSER_MOVABLE"),
      importing("GFP_KERNEL"),
      importing("mcopy_atomic_install_pte"),
      importing("mem_cgroup_charge"),
      importing("put_page"),
      importing("__SetPageUptodate"),
      {
        find: LOCK,
        replace: `  if (dst_vma.vm_start >= 0) {
    const page = alloc_page_vma(GFP_HIGHUSER_MOVABLE, dst_vma, dst_addr);
    if (page === null) return -ENOMEM;
    clear_highpage(page);
    __SetPageUptodate(page);
    let error = mem_cgroup_charge(page, dst_mm, GFP_KERNEL);
    if (error === 0)
      error = mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, true, false);
    if (error !== 0) put_page(page);
    return error;
  }
${LOCK}`,
      },
    ],
  },
  {
    id: "fills-the-file",
    belief: "The area maps a file on tmpfs, so the zeros become a page of the file.",
    origin: "merged in 2017; a security hole closed in 2018, CVE-2018-18397",
    killed_by: ids(`
      over-a-page-of-the-file over-a-file over-a-file-counts-nowhere nothing-stays
      file-gets-no-page private-write-stays-private truncated-meanwhile written-meanwhile
    `),
    review: {
      by: "Andrea Arcangeli",
      on: "2018-11-26",
      said: "A private mapping must not fill its file, which need not even have been opened for writing; it can have the real page of zeros, and that is safe because its pte is never dirty.",
    },
    edits: [
      importing("shmem_mcopy_atomic_pte"),
      importing("vma_is_shmem"),
      {
        find: LOCK,
        replace: `  if (vma_is_shmem(dst_vma))
    return shmem_mcopy_atomic_pte(dst_mm, dst_pmd, dst_vma, dst_addr, dst_addr, true, { value: null });
${LOCK}`,
      },
    ],
  },
  {
    id: "frame-of-a-cleared-page",
    belief: "A page that I have cleared is a page of zeros; being special, it needs no books.",
    origin: "own",
    killed_by: ids(`
      takes-no-page one-page-for-all nothing-stays refusal-leaves-the-page
      file-gets-no-page truncated-away punched-away
    `),
    edits: [
      importing("alloc_page_vma"),
      importing("clear_highpage"),
      importing("ENOMEM"),
      importing("GFP_HIGHUSER_MOVABLE"),
      {
        find: MAKE,
        replace: `const page = alloc_page_vma(GFP_HIGHUSER_MOVABLE, dst_vma, dst_addr);
  if (page === null) return -ENOMEM;
  clear_highpage(page);
  const zeros = pte_mkspecial(pfn_pte(page.pfn, dst_vma.vm_page_prot));`,
      },
    ],
  },
  {
    id: "counted-as-anonymous",
    belief: "It is private memory, so it counts as anonymous.",
    origin: "own",
    killed_by: ids(`
      counts-nowhere over-a-file-counts-nowhere locked-area-counts-nowhere
      own-page-counts-once unmapping-counts-nothing
    `),
    edits: [
      importing("inc_mm_counter"),
      importing("MM_ANONPAGES"),
      { find: SET, replace: `    inc_mm_counter(dst_mm, MM_ANONPAGES);\n${SET}` },
    ],
  },
  {
    id: "counted-over-a-file",
    belief: "In a mapping of a file on tmpfs each pte is one more page of shared memory.",
    origin: "own",
    killed_by: ["over-a-file-counts-nowhere"],
    edits: [
      importing("inc_mm_counter"),
      importing("MM_SHMEMPAGES"),
      {
        find: SET,
        replace: `    if (dst_vma.vm_file !== null) inc_mm_counter(dst_mm, MM_SHMEMPAGES);\n${SET}`,
      },
    ],
  },
  {
    id: "counted-before-the-look",
    belief: "Counting is quick, so it comes first; a refusal counts back.",
    origin: "own",
    killed_by: ["refusals-count-nothing"],
    edits: [
      importing("inc_mm_counter"),
      importing("dec_mm_counter"),
      importing("MM_FILEPAGES"),
      { find: LOCK, replace: `  inc_mm_counter(dst_mm, MM_FILEPAGES);\n${LOCK}` },
      {
        find: "    ret = -EEXIST;",
        replace: "    dec_mm_counter(dst_mm, MM_FILEPAGES);\n    ret = -EEXIST;",
      },
      { find: SET, replace: `    dec_mm_counter(dst_mm, MM_FILEPAGES);\n${SET}` },
    ],
  },
  {
    id: "frees-what-is-there",
    belief: "What is in the way has to go before zeros can be mapped.",
    origin: "own",
    killed_by: ids(`
      swapped-out-is-in-use refusals-count-nothing refusal-leaves-the-page
      data-is-not-wiped copied-meanwhile written-meanwhile
    `),
    edits: [
      {
        find: "    ret = -EEXIST;",
        replace: "    set_pte_at(dst_mm, dst_addr, ptep, 0 as typeof zeros);\n    ret = -EEXIST;",
      },
    ],
  },
];
