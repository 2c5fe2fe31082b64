// Beliefs about what is in the way, and about how to say so.

import { ids, importing, type mutant } from "@faultline/kit";

const LOCK = "  const [ptep, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);\n";
const TAKEN =
  "  } else if (!pte_none(ptep_get(ptep))) {\n    ret = -EEXIST; // a page, the page of zeros, or where a page was swapped out to\n";
const END = "  pte_unmap_unlock(ptep, ptl);\n  return ret;";

export const answer_mutants: readonly mutant[] = [
  {
    id: "overwrites",
    belief: "The monitor asked for zeros, so zeros it gets, whatever is there.",
    origin: "own",
    killed_by: ids(`
      already-mapped zeros-twice swapped-out-is-in-use stops-where-a-page-is
      refusals-count-nothing refusal-leaves-the-page data-is-not-wiped copied-meanwhile
      written-meanwhile
    `),
    edits: [{ find: TAKEN, replace: "" }],
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
  {
    id: "zeros-over-zeros",
    belief: "If zeros are there already, all is as it was asked for.",
    origin: "own",
    killed_by: ["zeros-twice", "swapped-out-is-in-use"],
    edits: [
      importing("pte_pfn"),
      {
        find: "!pte_none(ptep_get(ptep))",
        replace: "!pte_none(ptep_get(ptep)) && pte_pfn(ptep_get(ptep)) !== my_zero_pfn(dst_addr)",
      },
    ],
  },
  {
    id: "mapped-is-success",
    belief: "If a page is there already, the fault is resolved: 0.",
    origin: "own",
    killed_by: ids(`
      already-mapped zeros-twice swapped-out-is-in-use stops-where-a-page-is
      refusal-leaves-the-page copied-meanwhile written-meanwhile
    `),
    edits: [{ find: "    ret = -EEXIST;", replace: "    ret = 0;" }],
  },
  {
    id: "efault-for-everything",
    belief: "Whatever keeps memory from being filled is a bad address.",
    origin: "own",
    killed_by: ids(`
      already-mapped zeros-twice swapped-out-is-in-use refusal-leaves-the-page
      copied-meanwhile written-meanwhile
    `),
    edits: [
      importing("EFAULT as EEXIST_"),
      { find: "    ret = -EEXIST;", replace: "    ret = -EEXIST_;" },
    ],
  },
  {
    id: "einval-beyond-the-end",
    belief: "An address beyond the end of the file is an invalid argument.",
    origin: "own; it is what CONTINUE says there",
    killed_by: ids(`
      beyond-the-end end-of-file-borders offset-mapping refused-beyond-the-end
      truncated-meanwhile never-beyond-the-end
    `),
    edits: [importing("EINVAL"), { find: "    ret = -EFAULT;", replace: "    ret = -EINVAL;" }],
  },
  {
    id: "enoent-beyond-the-end",
    belief: "Beyond the end of the file there is nothing: no such entry.",
    origin: "own; to the caller ENOENT means that a page is handed back",
    killed_by: ids(`
      beyond-the-end end-of-file-borders last-page-and-one-past offset-mapping
      refusals-count-nothing refused-beyond-the-end truncated-meanwhile
      never-beyond-the-end
    `),
    edits: [importing("ENOENT"), { find: "    ret = -EFAULT;", replace: "    ret = -ENOENT;" }],
  },
  {
    id: "positive-errno",
    belief: "EEXIST is what I return, as errno is positive.",
    origin: "own",
    killed_by: ids(`
      already-mapped lock-given-back zeros-twice swapped-out-is-in-use
      stops-where-a-page-is refusals-count-nothing refusal-leaves-the-page
      data-is-not-wiped copied-meanwhile written-meanwhile
    `),
    edits: [{ find: "    ret = -EEXIST;", replace: "    ret = EEXIST;" }],
  },
  {
    id: "file-comes-first",
    belief: "If the file has a page there, zeros would hide it.",
    origin: "own",
    killed_by: ["over-a-page-of-the-file", "private-write-stays-private"],
    edits: [
      importing("find_lock_page"),
      importing("put_page"),
      importing("unlock_page"),
      {
        find: LOCK,
        replace: `  if (dst_vma.vm_file !== null) {
    const index = linear_page_index(dst_vma, dst_addr);
    const there = find_lock_page(dst_vma.vm_file.f_mapping, index);
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
    id: "first-page-of-the-area",
    belief: "The pte is that of the area.",
    origin: "own",
    killed_by: ids(`
      reads-zeros already-mapped special-and-nothing-else counts-nowhere takes-no-page
      write-gets-its-own-page lock-given-back end-of-file-borders last-page-and-one-past
      swapped-out-is-in-use stops-where-a-page-is over-a-file read-only-area out-of-reach
      not-protected-unasked protected-when-asked over-a-file-counts-nowhere
      own-page-counts-once unmapping-counts-nothing one-page-for-all nothing-stays
      refusal-leaves-the-page truncated-away zeros-for-everybody first-write-faults
      private-write-stays-private truncated-meanwhile copied-meanwhile written-meanwhile
    `),
    edits: [
      {
        find: "pte_offset_map_lock(dst_mm, dst_pmd, dst_addr)",
        replace: "pte_offset_map_lock(dst_mm, dst_pmd, dst_vma.vm_start)",
      },
    ],
  },
  {
    id: "looked-before-lock",
    belief: "Whether something is mapped can be seen without the lock.",
    origin: "own",
    killed_by: ["copied-meanwhile", "written-meanwhile"],
    edits: [
      {
        find: LOCK,
        replace: `  const [seen, seen_ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);
  const before = ptep_get(seen);
  pte_unmap_unlock(seen, seen_ptl);
${LOCK}`,
      },
      { find: "!pte_none(ptep_get(ptep))", replace: "!pte_none(before)" },
    ],
  },
  {
    id: "success-says-how-many",
    belief: "The caller wants to know how many bytes were filled.",
    origin: "own",
    killed_by: ids(`
      reads-zeros special-and-nothing-else counts-nowhere takes-no-page
      write-gets-its-own-page lock-given-back end-of-file-borders last-page-and-one-past
      offset-mapping big-file over-a-page-of-the-file zeros-twice stops-where-a-page-is
      over-a-file read-only-area out-of-reach not-protected-unasked protected-when-asked
      over-a-file-counts-nowhere locked-area-counts-nowhere own-page-counts-once
      unmapping-counts-nothing one-page-for-all nothing-stays file-gets-no-page
      truncated-away punched-away zeros-for-everybody first-write-faults
      private-write-stays-private refused-beyond-the-end changes-under-the-lock
      truncated-meanwhile copied-meanwhile written-meanwhile
    `),
    edits: [{ find: END, replace: "  pte_unmap_unlock(ptep, ptl);\n  return ret || PAGE_SIZE;" }],
  },
];
