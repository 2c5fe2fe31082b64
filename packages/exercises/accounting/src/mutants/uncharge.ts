// Beliefs about uncharging.

import { ids, type mutant } from "@faultline/kit";

const LOCK = "  spin_lock_irq(info.lock);\n";
const COUNT = "  info.alloced -= pages;\n  inode.i_blocks -= pages * BLOCKS_PER_PAGE;\n";
const RECALC = "  shmem_recalc_inode(inode);\n";
const UNLOCK = "  spin_unlock_irq(info.lock);\n";
const BACK = "  shmem_inode_unacct_blocks(inode, pages);";
const REST = `${RECALC}${UNLOCK}${BACK}`;

export const uncharge_mutants: readonly mutant[] = [
  {
    id: "uncharged-not-back",
    belief: "The recalculation gives back what is too much.",
    origin: "own; it does, if the pages are still counted then",
    killed_by: ids(`
      uncharged-is-given-back uncharged-room uncharged-without-a-limit gone-at-the-end
    `),
    edits: [{ find: REST, replace: `${RECALC}${UNLOCK.trimEnd()}` }],
  },
  {
    id: "recalculated-first",
    belief: "I bring the books up to date before I change them.",
    origin: "own",
    killed_by: ids(`
      a-page-comes-back many-are-uncharged uncharged-is-given-back uncharged-room
      uncharged-without-a-limit gone-at-the-end
    `),
    edits: [{ find: `${COUNT}${REST}`, replace: `${RECALC}${COUNT}${UNLOCK}${BACK}` }],
  },
  {
    id: "back-by-both",
    belief: "The recalculation counts the pages out, and I give back what was paid.",
    origin: "own; near to what a fuzzer found in patches of July 2023",
    killed_by: ids(`
      uncharged-is-given-back uncharged-room uncharged-without-a-limit gone-at-the-end
    `),
    edits: [{ find: `${COUNT}${REST}`, replace: REST }],
  },
  {
    id: "mirror-image",
    belief: "What shmem_charge() raises, shmem_uncharge() lowers: nrpages too.",
    origin: "own; the two are not symmetrical in Linux either, which led to crashes until 2018",
    killed_by: ids(`
      a-page-comes-back many-are-uncharged uncharged-is-given-back uncharged-room
      uncharged-without-a-limit gone-at-the-end
    `),
    edits: [
      { find: `${LOCK}${COUNT}`, replace: `  inode.i_mapping.nrpages -= pages;\n${LOCK}${COUNT}` },
    ],
  },
  {
    id: "uncharged-unlocked",
    belief: "Nobody knows these pages any more, so nobody is in the way.",
    origin: "own",
    killed_by: ids("nothing-is-kept counted-under-the-lock"),
    edits: [{ find: `${LOCK}${COUNT}${REST}`, replace: `${COUNT}${RECALC}${BACK}` }],
  },
  {
    id: "uncharged-and-locked",
    belief: "A lock ends with the function that took it.",
    origin: "own",
    killed_by: ids(`
      a-page-comes-back nothing-is-kept many-are-uncharged uncharged-is-given-back
      uncharged-room uncharged-without-a-limit gone-at-the-end counted-under-the-lock
    `),
    edits: [{ find: `${COUNT}${REST}`, replace: `${COUNT}${RECALC}${BACK}` }],
  },
  {
    id: "unlocked-too-early",
    belief: "The lock is for the recalculation.",
    origin: "own",
    killed_by: ids("nothing-is-kept counted-under-the-lock"),
    edits: [
      {
        find: `${LOCK}${COUNT}${REST}`,
        replace: `${COUNT}${LOCK}${REST}`,
      },
    ],
  },
  {
    id: "uncharged-without-sectors",
    belief: "i_blocks never goes down while the file is open.",
    origin: "own",
    killed_by: ids(`
      a-page-comes-back many-are-uncharged uncharged-without-a-limit gone-at-the-end
    `),
    edits: [{ find: `${COUNT}${REST}`, replace: `  info.alloced -= pages;\n${REST}` }],
  },
  {
    id: "uncharged-sectors-in-pages",
    belief: "pages is what I am given, so pages is what I subtract.",
    origin: "own",
    killed_by: ids(`
      a-page-comes-back many-are-uncharged uncharged-without-a-limit gone-at-the-end
    `),
    edits: [
      { find: `${COUNT}${REST}`, replace: `${COUNT.replace(" * BLOCKS_PER_PAGE", "")}${REST}` },
    ],
  },
  {
    id: "alloced-is-nrpages",
    belief: "A file has paid for what is in its cache.",
    origin: "own",
    killed_by: ["gone-at-the-end"],
    edits: [
      {
        find: `${COUNT}${REST}`,
        replace: `  info.alloced = inode.i_mapping.nrpages;
  inode.i_blocks = info.alloced * BLOCKS_PER_PAGE;
${REST}`,
      },
    ],
  },
  {
    id: "gives-back-one",
    belief: "What was paid at once comes back at once.",
    origin: "own",
    killed_by: ids("uncharged-is-given-back uncharged-room uncharged-without-a-limit"),
    edits: [{ find: REST, replace: REST.replace("(inode, pages)", "(inode, 1)") }],
  },
];
