// Beliefs that add something: a payment, a mark, a count. The page was there before, and so were these.

import { ids, importing, type mutant } from "@faultline/kit";

const INSTALL =
  "  error = mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, false, wp_copy);\n";
const UNLOCK = "  unlock_page(page);\n";

/** Something more is done with the page while it is locked. */
const before_unlock = (line: string, ...names: readonly string[]) => [
  ...names.map(importing),
  { find: UNLOCK, replace: `  ${line}\n${UNLOCK}` },
];

export const extra_mutants: readonly mutant[] = [
  {
    id: "pays-for-the-page",
    belief: "Whoever maps a page of a file pays for it.",
    origin: "own",
    killed_by: ids(`
      nothing-to-pay works-on-a-full-mount paid-for-while-swapped refusal-changes-no-books
    `),
    edits: [
      importing("ENOSPC"),
      importing("shmem_inode_acct_block"),
      importing("shmem_inode_unacct_blocks"),
      {
        find: "  const pagep:",
        replace: "  if (!shmem_inode_acct_block(inode, 1)) return -ENOSPC;\n  const pagep:",
      },
      {
        find: "  if (error !== 0) return error;\n  const page = pagep.value;\n  if (page === null) return -EFAULT;\n",
        replace: `  const page = pagep.value;
  if (page === null) {
    shmem_inode_unacct_blocks(inode, 1);
    return error || -EFAULT;
  }
`,
      },
      {
        find: "  if (error !== 0) put_page(page);\n",
        replace: `  if (error !== 0) {
    put_page(page);
    shmem_inode_unacct_blocks(inode, 1);
  }
`,
      },
    ],
  },
  {
    id: "pays-and-takes-back",
    belief: "I make sure that there is room, and give the block back in the end.",
    origin: "own",
    killed_by: ["works-on-a-full-mount"],
    edits: [
      importing("ENOMEM"),
      importing("shmem_inode_acct_block"),
      importing("shmem_inode_unacct_blocks"),
      {
        find: "  const pagep:",
        replace:
          "  if (!shmem_inode_acct_block(inode, 1)) return -ENOMEM;\n  shmem_inode_unacct_blocks(inode, 1);\n  const pagep:",
      },
    ],
  },
  {
    id: "counts-the-page",
    belief: "Once the page is mapped it is counted as the file's, as after a copy.",
    origin: "own",
    killed_by: ids(`
      nothing-to-pay works-on-a-full-mount paid-for-while-swapped refusal-changes-no-books
    `),
    edits: [
      ...["BLOCKS_PER_PAGE", "SHMEM_I", "shmem_recalc_inode", "spin_lock_irq"].map(importing),
      importing("spin_unlock_irq"),
      {
        find: UNLOCK,
        replace: `  if (error === 0) {
    const info = SHMEM_I(inode);
    spin_lock_irq(info.lock);
    info.alloced += 1;
    inode.i_blocks += BLOCKS_PER_PAGE;
    shmem_recalc_inode(inode);
    spin_unlock_irq(info.lock);
  }
${UNLOCK}`,
      },
    ],
  },
  {
    id: "refunds-on-failure",
    belief: "Every failure gives one block back: so do all functions of this kind.",
    origin: "own; the way out of the fill next door",
    killed_by: ["refusal-changes-no-books", "truncated-meanwhile"],
    edits: [
      importing("shmem_inode_unacct_blocks"),
      {
        find: "  if (error !== 0) put_page(page);\n",
        replace: `  if (error !== 0) {
    put_page(page);
    shmem_inode_unacct_blocks(inode, 1);
  }
`,
      },
    ],
  },
  {
    id: "charged-again",
    belief: "The page is new to this program, so its control group pays.",
    origin: "own",
    killed_by: ids(`
      continue-maps private-is-for-looking nothing-to-pay two-holders
      private-write-stays-private counts-as-shared-memory nothing-left-locked
      end-of-file-borders offset-mapping stops-at-the-first-hole swapped-page-is-there
      reserved-page-is-not-there no-memory already-mapped file-is-asked-first
      mapped-elsewhere protection-is-passed-on unprotected-unless-asked readonly-stays-clean
      works-on-a-full-mount paid-for-while-swapped refusal-changes-no-books one-holder-a-pte
      unmapped-page-stays-with-the-file ends-with-the-file comes-back-and-goes-again
      refused-page-is-as-before refused-twice-is-as-before clean-page-stays-clean
      private-look-dirties-nothing dirty-page-stays-dirty refused-data-stays
      shared-write-reaches-the-file private-sees-the-file-until-it-writes
      private-counts-as-shared-memory refusals-count-nothing reclaim-can-find-it locked-area
      unmapping-counts-back refused-page-is-unlocked absent-page-leaves-nothing-held
      no-waiting-under-the-lock truncated-meanwhile punched-meanwhile swapped-out-meanwhile
      unmapped-meanwhile
    `),
    edits: [
      ...["ENOMEM", "GFP_KERNEL", "mem_cgroup_charge"].map(importing),
      {
        find: INSTALL,
        replace: `  if (mem_cgroup_charge(page, dst_mm, GFP_KERNEL) !== 0) error = -ENOMEM;\n  else ${INSTALL.trimStart()}`,
      },
    ],
  },
  {
    id: "new-to-the-program",
    belief: "The program has never had this page, so for the installer it is newly allocated.",
    origin: "own",
    killed_by: ids(`
      continue-maps private-is-for-looking nothing-to-pay two-holders
      private-write-stays-private counts-as-shared-memory nothing-left-locked
      end-of-file-borders offset-mapping stops-at-the-first-hole swapped-page-is-there
      reserved-page-is-not-there no-memory already-mapped mapped-elsewhere
      protection-is-passed-on unprotected-unless-asked readonly-stays-clean
      works-on-a-full-mount paid-for-while-swapped refusal-changes-no-books one-holder-a-pte
      unmapped-page-stays-with-the-file ends-with-the-file comes-back-and-goes-again
      clean-page-stays-clean private-look-dirties-nothing dirty-page-stays-dirty
      shared-write-reaches-the-file private-sees-the-file-until-it-writes
      private-counts-as-shared-memory refusals-count-nothing reclaim-can-find-it locked-area
      unmapping-counts-back refused-page-is-unlocked absent-page-leaves-nothing-held
      no-waiting-under-the-lock truncated-meanwhile punched-meanwhile swapped-out-meanwhile
      unmapped-meanwhile
    `),
    edits: [{ find: "page, false, wp_copy)", replace: "page, true, wp_copy)" }],
  },
  {
    id: "new-if-it-came-back",
    belief: "A page that has just come back from the swap area was allocated a moment ago.",
    origin: "own",
    killed_by: ids(`
      swapped-page-is-there no-memory paid-for-while-swapped comes-back-and-goes-again
      reclaim-can-find-it no-waiting-under-the-lock swapped-out-meanwhile
    `),
    edits: [
      importing("find_lock_page"),
      {
        find: "  const pagep:",
        replace: `  const cached = find_lock_page(inode.i_mapping, index);
  if (cached !== null) {
    unlock_page(cached);
    put_page(cached);
  }
  const pagep:`,
      },
      { find: "page, false, wp_copy)", replace: "page, cached === null, wp_copy)" },
    ],
  },
  {
    id: "new-if-locked",
    belief:
      "In a locked area the page must be known as locked, and the installer does that for new ones.",
    origin: "own; what later kernels see to in the reverse mapping",
    killed_by: ["locked-area"],
    edits: [
      importing("VM_LOCKED"),
      {
        find: "page, false, wp_copy)",
        replace: "page, (dst_vma.vm_flags & VM_LOCKED) !== 0, wp_copy)",
      },
    ],
  },
  {
    id: "counted-twice",
    belief: "The program has one page more in memory, so I count it.",
    origin: "own",
    killed_by: ids(`
      counts-as-shared-memory private-counts-as-shared-memory refusals-count-nothing
      reclaim-can-find-it locked-area unmapping-counts-back
    `),
    edits: before_unlock(
      "if (error === 0) inc_mm_counter(dst_mm, mm_counter(page));",
      "inc_mm_counter",
      "mm_counter",
    ),
  },
  {
    id: "marked-where-readonly",
    belief: "Where the pte is not dirty the page must be, or it could be dropped.",
    origin: "revisions one to three, in their installer",
    killed_by: ["clean-page-stays-clean"],
    review: {
      by: "Hugh Dickins",
      on: "2021-04-16",
      said: "Continuing changes no data: a page that needs the mark has it, and one that is only a hole made visible may rightly be clean.",
    },
    edits: [
      ...["set_page_dirty", "VM_SHARED", "VM_WRITE"].map(importing),
      {
        find: INSTALL,
        replace: `  const { vm_flags } = dst_vma;
  if ((vm_flags & VM_SHARED) !== 0 && (vm_flags & VM_WRITE) === 0) set_page_dirty(page);
${INSTALL}`,
      },
    ],
  },
  {
    id: "marked-always",
    belief: "A page of tmpfs that is mapped has to be dirty, or reclaim drops it.",
    origin: "own; right for the fill next door",
    killed_by: ["clean-page-stays-clean", "private-look-dirties-nothing"],
    edits: before_unlock("SetPageDirty(page);", "SetPageDirty"),
  },
  {
    id: "marked-where-private",
    belief: "A private pte is never dirty, so there the page has to remember its data by itself.",
    origin: "own",
    killed_by: ["private-look-dirties-nothing"],
    edits: before_unlock(
      "if ((dst_vma.vm_flags & VM_SHARED) === 0) SetPageDirty(page);",
      "SetPageDirty",
      "VM_SHARED",
    ),
  },
  {
    id: "unmarked-on-failure",
    belief:
      "The kernel warns of dirty pages that are let go of after a failure, so I clear the mark.",
    origin: "own; the way out of the fill in Linux 5.12",
    killed_by: ["refused-page-is-as-before", "refused-twice-is-as-before", "refused-data-stays"],
    edits: before_unlock("if (error !== 0) ClearPageDirty(page);", "ClearPageDirty"),
  },
  {
    id: "unmarked-when-mapped",
    belief: "The pte has the dirty bit from now on, so the page need not have it too.",
    origin: "own",
    killed_by: ids(`
      private-write-stays-private dirty-page-stays-dirty private-sees-the-file-until-it-writes
    `),
    edits: before_unlock("if (error === 0) ClearPageDirty(page);", "ClearPageDirty"),
  },
  {
    id: "protection-dropped",
    belief: "CONTINUE has no mode for protection, so false will do.",
    origin: "own; true of the ioctl, and not of the function",
    killed_by: ["protection-is-passed-on"],
    edits: [{ find: "page, false, wp_copy)", replace: "page, false, false)" }],
  },
  {
    id: "protection-always",
    belief: "To be safe the first write is always reported.",
    origin: "own",
    killed_by: ["unprotected-unless-asked", "swapped-out-meanwhile"],
    edits: [{ find: "page, false, wp_copy)", replace: "page, false, true)" }],
  },
  {
    id: "arguments-exchanged",
    belief: "Of the two booleans, the first is the one that I was given.",
    origin: "own",
    killed_by: ["protection-is-passed-on"],
    edits: [{ find: "page, false, wp_copy)", replace: "page, wp_copy, false)" }],
  },
];
