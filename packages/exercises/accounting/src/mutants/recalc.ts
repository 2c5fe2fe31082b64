// Beliefs about correcting.

import { ids, importing, type mutant } from "@faultline/kit";

const FREED = "const freed = info.alloced - info.swapped - inode.i_mapping.nrpages;";
const OUT = "    info.alloced -= freed;\n    inode.i_blocks -= freed * BLOCKS_PER_PAGE;\n";
const BACK = "    shmem_inode_unacct_blocks(inode, freed);\n";

export const recalc_mutants: readonly mutant[] = [
  {
    id: "swapped-is-gone",
    belief: "What is not in the cache is not there.",
    origin: "own",
    killed_by: ids("swapped-is-not-gone swapped-beside-dropped gone-at-the-end"),
    edits: [{ find: FREED, replace: "const freed = info.alloced - inode.i_mapping.nrpages;" }],
  },
  {
    id: "swapped-is-dropped",
    belief: "Pages in the swap area are those that reclaim took.",
    origin: "own",
    killed_by: ids(`
      a-dropped-page-is-noticed life-of-a-file several-at-once gone-and-given-back
      room-on-a-full-mount gone-without-a-limit gone-but-paid-in-full swapped-is-not-gone
      punched-once charged-and-punched charging-notices two-files-share gone-at-the-end
      memfd-to-the-end corrected-while-charging
    `),
    edits: [{ find: FREED, replace: "const freed = info.swapped;" }],
  },
  {
    id: "swapped-twice",
    belief: "A swapped page is in the cache as well, as an entry.",
    origin: "own",
    killed_by: ids("swapped-beside-dropped gone-at-the-end"),
    edits: [{ find: FREED, replace: FREED.replace("swapped", "swapped * 2") }],
  },
  {
    id: "corrects-both-ways",
    belief: "If the books are wrong, they are put right, in whichever direction.",
    origin: "own",
    killed_by: ["not-counted-yet"],
    edits: [{ find: "if (freed > 0) {", replace: "if (freed !== 0) {" }],
  },
  {
    id: "never-negative",
    belief: "A file cannot have more pages than it has paid for.",
    origin: "own",
    killed_by: ids("not-counted-yet stat-while-charging"),
    edits: [
      importing("BUG_ON"),
      { find: "  if (freed > 0) {", replace: "  BUG_ON(freed < 0);\n  if (freed > 0) {" },
    ],
  },
  {
    id: "one-at-a-time",
    belief: "A recalculation finds one page that has gone.",
    origin: "own",
    killed_by: ids(`
      life-of-a-file several-at-once gone-and-given-back swapped-beside-dropped two-files-share
      gone-at-the-end memfd-to-the-end corrected-while-charging
    `),
    edits: [
      {
        find: FREED,
        replace: FREED.replace("const freed = ", "const freed = +(").replace(";", " > 0);"),
      },
    ],
  },
  {
    id: "no-sectors",
    belief: "alloced is what counts; i_blocks follows it.",
    origin: "own",
    killed_by: ids(`
      a-dropped-page-is-noticed life-of-a-file several-at-once gone-without-a-limit
      gone-but-paid-in-full swapped-beside-dropped punched-once charged-and-punched
      charging-notices two-files-share gone-at-the-end memfd-to-the-end corrected-while-charging
    `),
    edits: [{ find: OUT, replace: "    info.alloced -= freed;\n" }],
  },
  {
    id: "sectors-in-pages",
    belief: "A block is a page.",
    origin: "own",
    killed_by: ids(`
      a-dropped-page-is-noticed life-of-a-file several-at-once gone-without-a-limit
      gone-but-paid-in-full swapped-beside-dropped punched-once charged-and-punched
      charging-notices two-files-share gone-at-the-end memfd-to-the-end corrected-while-charging
    `),
    edits: [{ find: OUT, replace: OUT.replace(" * BLOCKS_PER_PAGE", "") }],
  },
  {
    id: "only-sectors",
    belief: "alloced is what the file has ever paid for.",
    origin: "own",
    killed_by: ids(`
      a-dropped-page-is-noticed life-of-a-file several-at-once gone-without-a-limit
      gone-but-paid-in-full swapped-beside-dropped punched-once charged-and-punched
      charging-notices two-files-share gone-at-the-end memfd-to-the-end corrected-while-charging
    `),
    edits: [{ find: OUT, replace: "    inode.i_blocks -= freed * BLOCKS_PER_PAGE;\n" }],
  },
  {
    id: "counts-out-only",
    belief: "Reclaim has freed the page, so its payment is back already.",
    origin: "own",
    killed_by: ids(`
      life-of-a-file gone-and-given-back room-on-a-full-mount gone-without-a-limit
      charging-notices two-files-share gone-at-the-end memfd-to-the-end
    `),
    edits: [{ find: BACK, replace: "" }],
  },
  {
    id: "gives-one-back",
    belief: "One correction, one payment back.",
    origin: "own",
    killed_by: ids(`
      life-of-a-file gone-and-given-back room-on-a-full-mount two-files-share gone-at-the-end
      memfd-to-the-end
    `),
    edits: [{ find: BACK, replace: BACK.replace("freed", "1") }],
  },
  {
    id: "gives-promises-back",
    belief: "Reclaim frees memory, and memory is what was promised.",
    origin: "own",
    killed_by: ids(`
      life-of-a-file gone-and-given-back room-on-a-full-mount charging-notices two-files-share
      gone-at-the-end
    `),
    edits: [{ find: BACK, replace: "    shmem_unacct_blocks(info.flags, freed);\n" }],
  },
  {
    id: "believes-alloced",
    belief: "alloced is right, and nrpages is what has to be corrected.",
    origin: "own",
    killed_by: ids(`
      a-dropped-page-is-noticed life-of-a-file several-at-once gone-without-a-limit
      gone-but-paid-in-full swapped-beside-dropped punched-once charged-and-punched
      charging-notices two-files-share gone-at-the-end memfd-to-the-end the-callers-lock
      corrected-while-charging
    `),
    edits: [{ find: OUT, replace: "    inode.i_mapping.nrpages += freed;\n" }],
  },
  {
    id: "sectors-of-the-cache",
    belief: "i_blocks is what the cache has.",
    origin: "own",
    killed_by: ids("swapped-beside-dropped gone-at-the-end"),
    edits: [
      {
        find: OUT,
        replace:
          "    info.alloced -= freed;\n    inode.i_blocks = inode.i_mapping.nrpages * BLOCKS_PER_PAGE;\n",
      },
    ],
  },
  {
    id: "takes-the-lock",
    belief: "Whoever writes alloced takes its lock.",
    origin: "own; the function of 6.6 does, and its callers do not",
    killed_by: ids(`
      a-page-costs-a-block the-last-block no-memory-no-payment a-dropped-page-is-noticed
      holes-become-pages a-page-comes-back life-of-a-file nothing-is-kept all-of-them-or-none
      more-than-the-mount no-limit a-promise-for-each paid-in-full a-refusal-costs-nothing
      memory-says-no many-come-back only-the-promise-comes-back no-promise-comes-back
      a-taken-place several-at-once gone-and-given-back room-on-a-full-mount
      gone-without-a-limit gone-but-paid-in-full swapped-is-not-gone swapped-beside-dropped
      back-from-swap not-counted-yet punched-once charged-is-paid charged-and-punched
      charging-notices charged-without-a-limit charge-refused charge-without-memory
      many-are-uncharged uncharged-is-given-back uncharged-room uncharged-without-a-limit
      two-files-share gone-at-the-end memfd-to-the-end counted-under-the-lock the-callers-lock
      stat-while-charging corrected-while-charging
    `),
    edits: [
      { find: FREED, replace: `spin_lock_irq(info.lock);\n  ${FREED}` },
      { find: `${BACK}  }\n`, replace: `${BACK}  }\n  spin_unlock_irq(info.lock);\n` },
    ],
  },
  {
    id: "drops-the-lock",
    belief: "I am done with the numbers, so the lock can go.",
    origin: "own",
    killed_by: ids("nothing-is-kept counted-under-the-lock the-callers-lock"),
    edits: [{ find: BACK, replace: `    spin_unlock_irq(info.lock);\n${BACK}` }],
  },
];
