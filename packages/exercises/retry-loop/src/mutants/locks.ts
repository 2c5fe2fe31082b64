// Beliefs about the lock: how long it is held, who gives it back, and what may be done meanwhile.

import { ids, importing, type mutant } from "@faultline/kit";

const ROUND = `  const error = look_and_fill(f);
  mmap_read_unlock(f.dst_mm);
  return error;
`;
const COPY = "    error = copy_without_lock(f);\n";

export const lock_mutants: readonly mutant[] = [
  {
    id: "copies-under-the-lock",
    belief: "kmap() allows page faults, and that is all that the second copy needs.",
    origin: "own",
    killed_by: ids(`
      nothing-stays-locked waits-without-the-lock second-round-unlocks unmapped-in-the-window
      changing-in-the-window split-in-the-window progress-survives-the-window
      unwatched-in-the-window unprotectable-in-the-window
    `),
    edits: [
      {
        find: "    if (error === -ENOENT) return COPY_AND_RETRY;\n",
        replace: `    if (error === -ENOENT) {
      if (copy_without_lock(f) !== 0) return -EFAULT;
      continue;
    }
`,
      },
    ],
  },
  {
    id: "copies-atomically",
    belief: "A page is mapped by kmap_atomic(): it is the faster one.",
    origin: "own",
    killed_by: ids(`
      source-comes-later second-page-comes-later waits-for-each-page
      protected-at-the-second-round taken-even-when-refused unmapped-in-the-window
      changing-in-the-window split-in-the-window unwatched-in-the-window
      unprotectable-in-the-window filled-in-the-window unmapped-meanwhile full-meanwhile
    `),
    edits: [
      importing("kmap_atomic"),
      importing("kunmap_atomic"),
      { find: "  const kaddr = kmap(page);\n", replace: "  const kaddr = kmap_atomic(page);\n" },
      { find: "  kunmap(page);\n", replace: "  kunmap_atomic(kaddr);\n" },
    ],
  },
  {
    id: "unlocks-after-success",
    belief: "The lock is given back at the end.",
    origin: "own",
    killed_by: ids(`
      says-how-far-it-came watched-memory-only nothing-stays-locked range-in-one-vma
      range-must-begin-inside continue-needs-a-file protection-must-be-watched
      no-memory-for-tables done-is-done dies-between-pages changing-at-the-lock
      changing-comes-first freed-when-the-loop-gives-up death-loses-no-page
      taken-even-when-refused refusals-unlock second-round-unlocks unmapped-in-the-window
      changing-in-the-window split-in-the-window progress-survives-the-window
      unwatched-in-the-window unprotectable-in-the-window filled-in-the-window
      truncated-in-the-window unmapped-meanwhile full-meanwhile
    `),
    edits: [
      {
        find: ROUND,
        replace: `  const error = look_and_fill(f);
  if (error === 0 || error === COPY_AND_RETRY) mmap_read_unlock(f.dst_mm);
  return error;
`,
      },
    ],
  },
  {
    id: "early-refusals-keep-the-lock",
    belief: "Where nothing has been done yet, there is nothing to undo.",
    origin: "own",
    killed_by: ids(`
      nothing-stays-locked continue-needs-a-file protection-must-be-watched changing-at-the-lock
      changing-comes-first freed-when-the-loop-gives-up refusals-unlock changing-in-the-window
      unprotectable-in-the-window
    `),
    edits: [
      {
        find: ROUND,
        replace: `  const error = look_and_fill(f);
  if (error !== -EAGAIN && error !== -EINVAL) mmap_read_unlock(f.dst_mm);
  return error;
`,
      },
    ],
  },
  {
    id: "one-exit-unlocks-twice",
    belief: "All errors leave by one exit, and the exit unlocks.",
    origin: "own",
    killed_by: ids(`
      nothing-stays-locked waits-without-the-lock second-round-unlocks source-unmapped-meanwhile
    `),
    edits: [
      {
        find: COPY,
        replace: `${COPY}    if (error !== 0) mmap_read_unlock(f.dst_mm);\n`,
      },
    ],
  },
  {
    id: "retries-with-the-lock",
    belief: "I take the lock again after the copy, and then start over.",
    origin: "own",
    killed_by: ids(`
      unreadable-source nothing-stays-locked source-comes-later done-is-done
      second-page-comes-later waits-for-each-page half-a-page-is-none
      protected-at-the-second-round freed-after-progress freed-when-the-loop-gives-up
      death-loses-no-page taken-even-when-refused taken-by-the-pte waits-without-the-lock
      second-round-unlocks unmapped-in-the-window changing-in-the-window split-in-the-window
      progress-survives-the-window unwatched-in-the-window unprotectable-in-the-window
      filled-in-the-window truncated-in-the-window unmapped-meanwhile source-unmapped-meanwhile
      full-meanwhile
    `),
    edits: [{ find: COPY, replace: `${COPY}    mmap_read_lock(f.dst_mm);\n` }],
  },
  {
    id: "goes-on-after-the-copy",
    belief: "Once the page is copied I hand it to the fill, where I was.",
    origin: "own",
    killed_by: ids(`
      unmapped-in-the-window changing-in-the-window split-in-the-window
      progress-survives-the-window unwatched-in-the-window unprotectable-in-the-window
      unmapped-meanwhile
    `),
    edits: [
      {
        find: "    if (error === -ENOENT) return COPY_AND_RETRY;\n",
        replace: `    if (error === -ENOENT) {
      mmap_read_unlock(f.dst_mm);
      const failed = copy_without_lock(f);
      mmap_read_lock(f.dst_mm);
      if (failed !== 0) return failed;
      continue;
    }
`,
      },
    ],
  },
  {
    id: "finds-before-locking",
    belief: "Find the vma, then lock the address space so that it stays.",
    origin: "own",
    killed_by: ids(`unmapped-meanwhile`),
    edits: [
      {
        find: "  const dst_vma = find_dst_vma(f.dst_mm, f.dst_start, f.len);\n",
        replace: "",
      },
      {
        find: "  const error = look_and_fill(f);\n",
        replace: "  const error = look_and_fill(f, dst_vma);\n",
      },
      {
        find: "  mmap_read_lock(f.dst_mm);\n",
        replace:
          "  const dst_vma = find_dst_vma(f.dst_mm, f.dst_start, f.len);\n  mmap_read_lock(f.dst_mm);\n",
      },
      {
        find: "function look_and_fill(f: fill): number {\n",
        replace: "function look_and_fill(f: fill, dst_vma: vm_area_struct | null): number {\n",
      },
    ],
  },
  {
    id: "fills-without-the-lock",
    belief: "The lock is for finding the vma.",
    origin: "own",
    killed_by: ids(`unmapped-between-pages unmapped-meanwhile`),
    edits: [
      {
        find: "  while (f.copied < f.len) {\n",
        replace: "  mmap_read_unlock(f.dst_mm);\n  while (f.copied < f.len) {\n",
      },
      { find: ROUND, replace: "  return look_and_fill(f);\n" },
      {
        find: "  if (f.mmap_changing.value) return -EAGAIN;\n",
        replace:
          "  const leave = (error: number): number => {\n    mmap_read_unlock(f.dst_mm);\n    return error;\n  };\n  if (f.mmap_changing.value) return leave(-EAGAIN);\n",
      },
      {
        find: "  if (dst_vma === null) return -ENOENT;\n",
        replace: "  if (dst_vma === null) return leave(-ENOENT);\n",
      },
      {
        find: "  if (!fits(dst_vma, f)) return -EINVAL;\n",
        replace: "  if (!fits(dst_vma, f)) return leave(-EINVAL);\n",
      },
      {
        find: "anon_vma_prepare(dst_vma) !== 0) return -ENOMEM;\n",
        replace: "anon_vma_prepare(dst_vma) !== 0) return leave(-ENOMEM);\n",
      },
    ],
  },
  {
    id: "unlocks-per-page",
    belief: "Others want the lock too, so I give it back after each page and take it again.",
    origin: "own",
    killed_by: ids(`unmapped-between-pages`),
    edits: [
      {
        find: "  cond_resched();\n",
        replace: "  mmap_read_unlock(dst_mm);\n  cond_resched();\n  mmap_read_lock(dst_mm);\n",
      },
    ],
  },
];
