// Right versions, unlike the solution: each is due full marks. Edits are to solution.ts; whole files are in variants/.

import { importing, type variant } from "@faultline/kit";

export const variants: readonly variant[] = [
  {
    id: "mount-first",
    about: "Takes the blocks first and the promise second, and gives the blocks back.",
    edits: [
      {
        find: "  if (shmem_acct_block(info.flags, pages) !== 0) return false;\n  if (max_blocks === 0) return true;\n",
        replace: "  if (max_blocks === 0) return shmem_acct_block(info.flags, pages) === 0;\n",
      },
      {
        find: "    shmem_unacct_blocks(info.flags, pages);\n    return false;\n  }\n  percpu_counter_add(used_blocks, pages);\n  return true;",
        replace: `    return false;
  }
  percpu_counter_add(used_blocks, pages);
  const promised = shmem_acct_block(info.flags, pages) === 0;
  if (!promised) percpu_counter_sub(used_blocks, pages);
  return promised;`,
      },
    ],
  },
  {
    id: "promises-by-hand",
    about: "Looks at the file's flags itself, and asks the machine for the promise.",
    edits: [
      importing("current"),
      importing("security_vm_enough_memory_mm"),
      importing("VM_NORESERVE"),
      importing("vm_unacct_memory"),
      {
        find: "  if (shmem_acct_block(info.flags, pages) !== 0) return false;\n",
        replace: `  const pays = (info.flags & VM_NORESERVE) !== 0;
  if (pays && security_vm_enough_memory_mm(current.mm!, pages) !== 0) return false;
`,
      },
      {
        find: "percpu_counter_sub(used_blocks, pages);\n  shmem_unacct_blocks(info.flags, pages);",
        replace:
          "percpu_counter_sub(used_blocks, pages);\n  if (info.flags & VM_NORESERVE) vm_unacct_memory(pages);",
      },
    ],
  },
  {
    id: "uncharge-is-recalc",
    about:
      "Leaves uncharging to the correction, which finds the same pages gone: so does Linux since 6.6.",
    edits: [
      {
        find: "  info.alloced -= pages;\n  inode.i_blocks -= pages * BLOCKS_PER_PAGE;\n  shmem_recalc_inode(inode);\n  spin_unlock_irq(info.lock);\n  shmem_inode_unacct_blocks(inode, pages);",
        replace: "  shmem_recalc_inode(inode);\n  spin_unlock_irq(info.lock);",
      },
    ],
  },
  {
    id: "uncharge-one-and-correct",
    about: "Uncharges one page by itself, and leaves the others to the correction.",
    edits: [
      {
        find: "  info.alloced -= pages;\n  inode.i_blocks -= pages * BLOCKS_PER_PAGE;\n",
        replace: "  info.alloced -= 1;\n  inode.i_blocks -= BLOCKS_PER_PAGE;\n",
      },
      {
        find: "  spin_unlock_irq(info.lock);\n  shmem_inode_unacct_blocks(inode, pages);",
        replace: "  spin_unlock_irq(info.lock);\n  shmem_inode_unacct_blocks(inode, 1);",
      },
    ],
  },
  {
    id: "charge-counts-under-the-lock",
    about: "Raises all three of the file's numbers under the lock, before anybody recalculates.",
    edits: [
      {
        find: "  // First of all, so that no recalculation takes what is counted next for dropped.\n  inode.i_mapping.nrpages += pages;\n",
        replace: "",
      },
      {
        find: "  info.alloced += pages;\n",
        replace: "  info.alloced += pages;\n  inode.i_mapping.nrpages += pages;\n",
      },
    ],
  },
  {
    id: "corrects-nothing-too",
    about: "Goes through the correction even where nothing has gone, and gives nothing back then.",
    edits: [{ find: "if (freed > 0) {", replace: "if (freed >= 0) {" }],
  },
  {
    id: "helpers",
    about: "A list of who is paid, one function that counts, and a lock in a finally.",
    file: "variants/helpers.ts",
  },
  {
    id: "page-by-page",
    about: "Loops: pays, counts and gives back one page at a time.",
    file: "variants/page_by_page.ts",
  },
];
