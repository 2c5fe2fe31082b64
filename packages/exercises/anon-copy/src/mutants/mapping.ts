// Beliefs about what the installer has to be told.

import { ids, importing, type mutant } from "@faultline/kit";

const ARGUMENTS = "dst_addr, page, true, wp_copy);";

export const mapping_mutants: readonly mutant[] = [
  {
    id: "known-to-reclaim",
    belief: "The page has been filled already, so it is not a new one.",
    origin: "own",
    killed_by: ids(`
      counts-as-anonymous anonymous-over-a-file reclaim-knows-it locked-area
      unmapping-counts-back
    `),
    edits: [{ find: ARGUMENTS, replace: "dst_addr, page, false, wp_copy);" }],
  },
  {
    id: "new-if-allocated-here",
    belief: "A page that came back from the caller is not newly allocated.",
    origin: "own",
    killed_by: ["reclaim-knows-it", "unmapping-counts-back"],
    edits: [
      {
        find: "  let page = pagep.value;\n",
        replace: "  const fresh = pagep.value === null;\n  let page = pagep.value;\n",
      },
      { find: ARGUMENTS, replace: "dst_addr, page, fresh, wp_copy);" },
    ],
  },
  {
    id: "protection-dropped",
    belief:
      "Protection is for memory that the program has already; a new page has nothing to report.",
    origin: "own",
    killed_by: ["protected-if-asked", "protected-after-two-rounds"],
    edits: [{ find: ARGUMENTS, replace: "dst_addr, page, true, false);" }],
  },
  {
    id: "protected-in-the-first-round",
    belief: "In the second round the monitor knows of the page already.",
    origin: "own",
    killed_by: ["protected-after-two-rounds"],
    edits: [
      {
        find: "  let page = pagep.value;\n",
        replace: "  const fresh = pagep.value === null;\n  let page = pagep.value;\n",
      },
      { find: ARGUMENTS, replace: "dst_addr, page, true, wp_copy && fresh);" },
    ],
  },
  {
    id: "protected-by-the-area",
    belief: "An area that is watched for writes wants its pages protected.",
    origin: "own",
    killed_by: ["not-protected-unasked"],
    edits: [
      importing("VM_UFFD_WP"),
      {
        find: ARGUMENTS,
        replace: "dst_addr, page, true, (dst_vma.vm_flags & VM_UFFD_WP) !== 0);",
      },
    ],
  },
  {
    id: "writable-areas-only",
    belief: "Nothing can be copied into memory that must not be written.",
    origin: "own",
    killed_by: ["read-only-area"],
    edits: [
      importing("EFAULT"),
      importing("VM_WRITE"),
      {
        find: "  let page = pagep.value;\n",
        replace:
          "  if ((dst_vma.vm_flags & VM_WRITE) === 0) return -EFAULT;\n  let page = pagep.value;\n",
      },
    ],
  },
  {
    id: "flags-changed-places",
    belief: "Two booleans in a row: protect, and new.",
    origin: "own",
    killed_by: ids(`
      counts-as-anonymous not-protected-unasked anonymous-over-a-file reclaim-knows-it
      locked-area unmapping-counts-back read-meanwhile copied-meanwhile
    `),
    edits: [{ find: ARGUMENTS, replace: "dst_addr, page, wp_copy, true);" }],
  },
  {
    id: "looks-first",
    belief:
      "Whether something is mapped there is found out before any work is done, and then it is known.",
    origin: "own",
    killed_by: ["mapped-between-the-rounds"],
    edits: [
      importing("EEXIST"),
      importing("pte_none"),
      importing("pte_offset_map_lock"),
      importing("pte_unmap_unlock"),
      importing("ptep_get"),
      {
        find: "  let page = pagep.value;\n",
        replace: `  const [ptep, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);
  const taken = !pte_none(ptep_get(ptep));
  pte_unmap_unlock(ptep, ptl);
  if (taken) return -EEXIST;
  let page = pagep.value;
`,
      },
    ],
  },
];
