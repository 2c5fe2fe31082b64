// Beliefs about an address space that is about to change: when that is asked, and how often.

import { ids, type mutant } from "@faultline/kit";

const CHANGING = "  if (f.mmap_changing.value) return -EAGAIN;\n";

export const changing_mutants: readonly mutant[] = [
  {
    id: "changing-asked-once",
    belief: "Whether the address space is changing is a question for the beginning.",
    origin: "own",
    killed_by: ids(`changing-in-the-window`),
    edits: [
      {
        find: CHANGING,
        replace: "  if (f.pagep.value === null && f.mmap_changing.value) return -EAGAIN;\n",
      },
    ],
  },
  {
    id: "changing-never-asked",
    belief: "The ioctl has asked whether the address space is changing, before it called me.",
    origin: "Linux until df2cc96e7701 (2018)",
    killed_by: ids(`changing-at-the-lock changing-comes-first changing-in-the-window`),
    edits: [{ find: CHANGING, replace: "" }],
  },
  {
    id: "changing-before-the-lock",
    belief: "It is cheaper to ask whether the address space is changing before the lock is taken.",
    origin: "own",
    killed_by: ids(`changing-at-the-lock changing-comes-first`),
    edits: [
      { find: CHANGING, replace: "" },
      {
        find: "  mmap_read_lock(f.dst_mm);\n",
        replace: "  if (f.mmap_changing.value) return -EAGAIN;\n  mmap_read_lock(f.dst_mm);\n",
      },
    ],
  },
  {
    id: "changing-after-the-vma",
    belief: "The order of two refusals does not matter.",
    origin: "own",
    killed_by: ids(`changing-comes-first`),
    edits: [
      { find: CHANGING, replace: "" },
      {
        find: "  if (dst_vma === null) return -ENOENT;\n",
        replace: `  if (dst_vma === null) return -ENOENT;\n${CHANGING}`,
      },
    ],
  },
  {
    id: "changing-in-a-variable",
    belief: "A parameter that is a box is read once, at the top, like every other parameter.",
    origin: "own",
    killed_by: ids(`changing-at-the-lock changing-comes-first changing-in-the-window`),
    edits: [
      {
        find: "  readonly mmap_changing: out<boolean>;\n",
        replace: "  readonly changing: boolean;\n",
      },
      {
        find: "len, mcopy_mode, mmap_changing, wp_copy };",
        replace: "len, mcopy_mode, wp_copy, changing: mmap_changing.value };",
      },
      { find: "f.mmap_changing.value", replace: "f.changing" },
    ],
  },
];
