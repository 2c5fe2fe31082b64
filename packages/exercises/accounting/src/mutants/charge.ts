// Beliefs about charging.

import { ids, type mutant } from "@faultline/kit";

const PAY = "  if (!shmem_inode_acct_block(inode, pages)) return false;\n";
const CACHED =
  "  // First of all, so that no recalculation takes what is counted next for dropped.\n  inode.i_mapping.nrpages += pages;\n";
const COUNT = "  info.alloced += pages;\n  inode.i_blocks += pages * BLOCKS_PER_PAGE;\n";
const RECALC = "  shmem_recalc_inode(inode);\n";
const UNLOCK = "  spin_unlock_irq(info.lock);\n";
const END = `${COUNT}${RECALC}${UNLOCK}  return true;`;

export const charge_mutants: readonly mutant[] = [
  {
    id: "cached-afterwards",
    belief: "First the payment, then the file's books, then the cache: the order of the table.",
    origin: "Linux 4.8 to 4.19",
    review: {
      by: "Hugh Dickins",
      on: "2018-11-26",
      said: "A recalculation takes whatever is out of balance for pages that reclaim dropped, so the cache must be counted before it.",
    },
    killed_by: ids(`
      holes-become-pages a-page-comes-back life-of-a-file a-promise-for-each charged-is-paid
      charged-and-punched charging-notices charged-without-a-limit many-are-uncharged
      uncharged-is-given-back uncharged-room uncharged-without-a-limit two-files-share
      gone-at-the-end memfd-to-the-end
    `),
    edits: [
      { find: CACHED, replace: "" },
      {
        find: END,
        replace: END.replace(
          "  return true;",
          "  inode.i_mapping.nrpages += pages;\n  return true;",
        ),
      },
    ],
  },
  {
    id: "counted-then-paid",
    belief: "I count under the lock first, pay outside of it, and count out again if that fails.",
    origin: "own",
    killed_by: ids("stat-while-charging corrected-while-charging"),
    edits: [
      {
        find: `${PAY}${CACHED}  spin_lock_irq(info.lock);\n${END}`,
        replace: `  spin_lock_irq(info.lock);
${COUNT}${UNLOCK}  if (!shmem_inode_acct_block(inode, pages)) {
    spin_lock_irq(info.lock);
    info.alloced -= pages;
    inode.i_blocks -= pages * BLOCKS_PER_PAGE;
    spin_unlock_irq(info.lock);
    return false;
  }
  inode.i_mapping.nrpages += pages;
  spin_lock_irq(info.lock);
${RECALC}${UNLOCK}  return true;`,
      },
    ],
  },
  {
    id: "never-cached",
    belief: "Whoever puts pages into the cache counts them there.",
    origin: "own; everybody else does",
    killed_by: ids(`
      holes-become-pages a-page-comes-back life-of-a-file a-promise-for-each charged-is-paid
      charged-and-punched charging-notices charged-without-a-limit many-are-uncharged
      uncharged-is-given-back uncharged-room uncharged-without-a-limit two-files-share
      gone-at-the-end memfd-to-the-end the-callers-lock
    `),
    edits: [{ find: CACHED, replace: "" }],
  },
  {
    id: "cached-once",
    belief: "A huge page is one page.",
    origin: "own",
    killed_by: ids(`
      holes-become-pages life-of-a-file a-promise-for-each charged-is-paid charged-and-punched
      charging-notices charged-without-a-limit many-are-uncharged uncharged-is-given-back
      uncharged-room uncharged-without-a-limit two-files-share gone-at-the-end memfd-to-the-end
      stat-while-charging
    `),
    edits: [{ find: CACHED, replace: CACHED.replace("+= pages", "+= 1") }],
  },
  {
    id: "charged-not-counted",
    belief: "The recalculation sees to alloced.",
    origin: "own; it does, in the other direction only",
    killed_by: ids(`
      holes-become-pages a-page-comes-back life-of-a-file charged-and-punched charging-notices
      charged-without-a-limit many-are-uncharged uncharged-without-a-limit two-files-share
      gone-at-the-end memfd-to-the-end corrected-while-charging
    `),
    edits: [{ find: END, replace: END.replace("  info.alloced += pages;\n", "") }],
  },
  {
    id: "charged-without-sectors",
    belief: "alloced and i_blocks are two names for one thing.",
    origin: "own",
    killed_by: ids(`
      holes-become-pages a-page-comes-back life-of-a-file charged-and-punched charging-notices
      charged-without-a-limit many-are-uncharged uncharged-without-a-limit two-files-share
      gone-at-the-end memfd-to-the-end
    `),
    edits: [
      { find: END, replace: END.replace("  inode.i_blocks += pages * BLOCKS_PER_PAGE;\n", "") },
    ],
  },
  {
    id: "charged-sectors-in-pages",
    belief: "i_blocks counts blocks of the mount.",
    origin: "own",
    killed_by: ids(`
      holes-become-pages a-page-comes-back life-of-a-file charged-and-punched charging-notices
      charged-without-a-limit many-are-uncharged uncharged-without-a-limit two-files-share
      gone-at-the-end memfd-to-the-end stat-while-charging corrected-while-charging
    `),
    edits: [{ find: END, replace: END.replace(" * BLOCKS_PER_PAGE", "") }],
  },
  {
    id: "charged-unlocked",
    belief: "The pages are new and locked, so nobody else is at this file's books.",
    origin: "own",
    killed_by: ids("nothing-is-kept counted-under-the-lock the-callers-lock"),
    edits: [
      {
        find: `${CACHED}  spin_lock_irq(info.lock);\n${END}`,
        replace: `${CACHED}${COUNT}${RECALC}  return true;`,
      },
    ],
  },
  {
    id: "recalc-locked-only",
    belief: "The lock is for the recalculation: its contract says so.",
    origin: "own",
    killed_by: ids("nothing-is-kept counted-under-the-lock the-callers-lock"),
    edits: [
      {
        find: `${CACHED}  spin_lock_irq(info.lock);\n${COUNT}`,
        replace: `${CACHED}${COUNT}  spin_lock_irq(info.lock);\n`,
      },
    ],
  },
  {
    id: "charged-and-locked",
    belief: "A lock ends with the function that took it.",
    origin: "own",
    killed_by: ids(`
      holes-become-pages a-page-comes-back life-of-a-file nothing-is-kept a-promise-for-each
      charged-is-paid charged-and-punched charging-notices charged-without-a-limit
      many-are-uncharged uncharged-is-given-back uncharged-room uncharged-without-a-limit
      two-files-share gone-at-the-end memfd-to-the-end counted-under-the-lock the-callers-lock
      stat-while-charging corrected-while-charging
    `),
    edits: [{ find: END, replace: `${COUNT}${RECALC}  return true;` }],
  },
  {
    id: "refused-and-locked",
    belief: "I lock first, so that nobody comes between payment and count.",
    origin: "own",
    killed_by: ids("nothing-is-kept charge-refused charge-without-memory two-files-share"),
    edits: [
      { find: PAY, replace: `  spin_lock_irq(info.lock);\n${PAY}` },
      { find: `${CACHED}  spin_lock_irq(info.lock);\n`, replace: CACHED },
    ],
  },
  {
    id: "counted-before-paid",
    belief: "The pages are in the cache already, so they count, paid or not.",
    origin: "own",
    killed_by: ids("charge-refused charge-without-memory two-files-share"),
    edits: [{ find: `${PAY}${CACHED}`, replace: `${CACHED}${PAY}` }],
  },
  {
    id: "charge-never-fails",
    belief: "The caller has its pages already, so there is nothing to refuse.",
    origin: "own",
    killed_by: ids("charge-refused charge-without-memory two-files-share"),
    edits: [{ find: PAY, replace: "  shmem_inode_acct_block(inode, pages);\n" }],
  },
  {
    id: "charges-one",
    belief: "One call is one page.",
    origin: "own; in 5.14 every caller does charge for one page only",
    killed_by: ids(`
      life-of-a-file a-promise-for-each charged-is-paid charging-notices charge-refused
      uncharged-is-given-back uncharged-room uncharged-without-a-limit two-files-share
      gone-at-the-end memfd-to-the-end
    `),
    edits: [{ find: PAY, replace: PAY.replace("pages", "1") }],
  },
  {
    id: "charge-corrects-nothing",
    belief: "What reclaim has dropped somebody else will notice.",
    origin: "own",
    killed_by: ["charging-notices"],
    edits: [{ find: END, replace: `${COUNT}${UNLOCK}  return true;` }],
  },
  {
    id: "corrects-before-it-counts",
    belief: "The books are brought up to date before something new is entered.",
    origin: "own",
    killed_by: ["charging-notices"],
    edits: [{ find: END, replace: `${RECALC}${COUNT}${UNLOCK}  return true;` }],
  },
  {
    id: "charge-says-nothing",
    belief: "Whoever wants to know looks at the books.",
    origin: "own",
    killed_by: ids(`
      holes-become-pages a-page-comes-back life-of-a-file nothing-is-kept a-promise-for-each
      charged-is-paid charged-and-punched charging-notices charged-without-a-limit
      many-are-uncharged uncharged-is-given-back uncharged-room uncharged-without-a-limit
      two-files-share gone-at-the-end memfd-to-the-end counted-under-the-lock the-callers-lock
      stat-while-charging corrected-while-charging
    `),
    edits: [{ find: END, replace: END.replace("return true", "return undefined as never") }],
  },
  {
    id: "old-alloced",
    belief: "I work the new numbers out first, so that the lock is held for a moment only.",
    origin: "own",
    killed_by: ["corrected-while-charging"],
    edits: [
      {
        find: `${CACHED}  spin_lock_irq(info.lock);\n${COUNT}`,
        replace: `${CACHED}  const alloced = info.alloced + pages;
  spin_lock_irq(info.lock);
  info.alloced = alloced;
  inode.i_blocks = alloced * BLOCKS_PER_PAGE;
`,
      },
    ],
  },
];
