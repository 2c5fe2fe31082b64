// Beliefs about the pte's lock.

import { ids, importing, type mutant } from "@faultline/kit";

const SET = "    set_pte_at(dst_mm, dst_addr, ptep, zeros);\n";
const TELL = "    update_mmu_cache(dst_vma, dst_addr, ptep);\n";
const END = "  pte_unmap_unlock(ptep, ptl);\n  return ret;";
const LOCK = "  const [ptep, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);\n";

export const lock_mutants: readonly mutant[] = [
  {
    id: "lock-kept-beyond-the-end",
    belief: "A function that refuses returns at once.",
    origin: "own",
    killed_by: ids(`
      end-of-file-borders last-page-and-one-past offset-mapping refusals-count-nothing
      refused-beyond-the-end truncated-meanwhile never-beyond-the-end
    `),
    edits: [{ find: "    ret = -EFAULT;\n", replace: "    return -EFAULT;\n" }],
  },
  {
    id: "lock-kept-when-taken",
    belief: "A function that refuses returns at once.",
    origin: "own",
    killed_by: ids(`
      already-mapped lock-given-back zeros-twice swapped-out-is-in-use
      stops-where-a-page-is refusals-count-nothing refusal-leaves-the-page
      data-is-not-wiped
    `),
    edits: [{ find: "    ret = -EEXIST;", replace: "    return -EEXIST;" }],
  },
  {
    id: "lock-kept-on-success",
    belief: "Refusals clean up after themselves; where all went well there is nothing to clean up.",
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
    edits: [{ find: END, replace: "  if (ret !== 0) pte_unmap_unlock(ptep, ptl);\n  return ret;" }],
  },
  {
    id: "unlocked-twice",
    belief: "Each refusal gives the lock back itself.",
    origin: "own",
    killed_by: ["refused-beyond-the-end"],
    edits: [
      {
        find: "    ret = -EFAULT;\n",
        replace: "    pte_unmap_unlock(ptep, ptl);\n    ret = -EFAULT;\n",
      },
    ],
  },
  {
    id: "set-after-unlock",
    belief: "The lock guards the look; the pte itself is written in one piece.",
    origin: "own",
    killed_by: ids(`
      lock-given-back refused-beyond-the-end changes-under-the-lock truncated-meanwhile
      copied-meanwhile written-meanwhile
    `),
    edits: [
      { find: `${SET}${TELL}`, replace: "" },
      {
        find: END,
        replace: `  pte_unmap_unlock(ptep, ptl);\n  if (ret === 0) set_pte_at(dst_mm, dst_addr, ptep, zeros);\n  return ret;`,
      },
    ],
  },
  {
    id: "two-turns-of-the-lock",
    belief: "Look under the lock, write under the lock: it need not be the same turn.",
    origin: "own",
    killed_by: ["truncated-meanwhile", "copied-meanwhile", "written-meanwhile"],
    edits: [
      { find: `${SET}${TELL}`, replace: "" },
      {
        find: END,
        replace: `  pte_unmap_unlock(ptep, ptl);
  if (ret !== 0) return ret;
  const [again, lock] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);
  set_pte_at(dst_mm, dst_addr, again, zeros);
  update_mmu_cache(dst_vma, dst_addr, again);
  pte_unmap_unlock(again, lock);
  return 0;`,
      },
    ],
  },
  {
    id: "told-after-unlock",
    belief: "The processor can be told when the lock is free again.",
    origin: "own",
    killed_by: ["lock-given-back", "refused-beyond-the-end", "changes-under-the-lock"],
    edits: [
      { find: TELL, replace: "" },
      {
        find: END,
        replace: `  pte_unmap_unlock(ptep, ptl);
  if (ret === 0) update_mmu_cache(dst_vma, dst_addr, ptep);
  return ret;`,
      },
    ],
  },
  {
    id: "locks-the-address-space",
    belief: "I read a vma, so I lock the address space.",
    origin: "own",
    killed_by: ["lock-given-back", "refused-beyond-the-end", "changes-under-the-lock"],
    edits: [
      importing("mmap_read_lock"),
      importing("mmap_read_unlock"),
      { find: LOCK, replace: `  mmap_read_lock(dst_mm);\n${LOCK}` },
      {
        find: END,
        replace: "  pte_unmap_unlock(ptep, ptl);\n  mmap_read_unlock(dst_mm);\n  return ret;",
      },
    ],
  },
];
