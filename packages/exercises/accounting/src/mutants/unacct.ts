// Beliefs about giving back.

import { ids, importing, type mutant } from "@faultline/kit";

const BLOCKS = "  if (max_blocks !== 0) percpu_counter_sub(used_blocks, pages);\n";
const BOTH = `${BLOCKS}  shmem_unacct_blocks(info.flags, pages);`;

export const unacct_mutants: readonly mutant[] = [
  {
    id: "only-blocks-back",
    belief: "The function is about blocks.",
    origin: "own",
    killed_by: ids(`
      no-memory-no-payment life-of-a-file many-come-back only-the-promise-comes-back
      a-taken-place gone-and-given-back gone-without-a-limit charging-notices
      uncharged-is-given-back uncharged-without-a-limit two-files-share gone-at-the-end
      memfd-to-the-end
    `),
    edits: [{ find: BOTH, replace: BLOCKS.trimEnd() }],
  },
  {
    id: "only-promises-back",
    belief: "shmem_unacct_blocks() gives the blocks back: its name says so.",
    origin: "own",
    killed_by: ids(`
      no-memory-no-payment life-of-a-file many-come-back a-taken-place gone-and-given-back
      room-on-a-full-mount charging-notices uncharged-is-given-back uncharged-room
      two-files-share gone-at-the-end
    `),
    edits: [{ find: BLOCKS, replace: "" }],
  },
  {
    id: "one-block-back",
    belief: "One call, one block.",
    origin: "own",
    killed_by: ids(`
      life-of-a-file many-come-back gone-and-given-back room-on-a-full-mount
      uncharged-is-given-back uncharged-room two-files-share gone-at-the-end
    `),
    edits: [{ find: BLOCKS, replace: BLOCKS.replace("pages", "1") }],
  },
  {
    id: "one-promise-back",
    belief: "One call, one promise.",
    origin: "own",
    killed_by: ids(`
      life-of-a-file many-come-back only-the-promise-comes-back gone-and-given-back
      uncharged-is-given-back uncharged-without-a-limit two-files-share gone-at-the-end
      memfd-to-the-end
    `),
    edits: [{ find: BOTH, replace: `${BLOCKS}  shmem_unacct_blocks(info.flags, 1);` }],
  },
  {
    id: "blocks-back-to-everybody",
    belief: "A counter that nobody looks at can be lowered without asking.",
    origin: "own",
    killed_by: ids(`
      only-the-promise-comes-back gone-without-a-limit uncharged-without-a-limit
      memfd-to-the-end
    `),
    edits: [{ find: BLOCKS, replace: "  percpu_counter_sub(used_blocks, pages);\n" }],
  },
  {
    id: "promises-back-from-everybody",
    belief: "A page that goes is a page less that is promised.",
    origin: "own",
    killed_by: ids("no-promise-comes-back gone-but-paid-in-full"),
    edits: [
      importing("vm_unacct_memory"),
      { find: BOTH, replace: `${BLOCKS}  vm_unacct_memory(pages);` },
    ],
  },
  {
    id: "either-or",
    belief:
      "Where the mount counts blocks, the blocks are the payment; elsewhere it is the promise.",
    origin: "own",
    killed_by: ids(`
      no-memory-no-payment life-of-a-file many-come-back a-taken-place gone-and-given-back
      charging-notices uncharged-is-given-back two-files-share gone-at-the-end
    `),
    edits: [{ find: BOTH, replace: `${BLOCKS}  else shmem_unacct_blocks(info.flags, pages);` }],
  },
  {
    id: "counts-out-too",
    belief: "What is given back is the file's no longer, so I count it out there at once.",
    origin: "own",
    killed_by: ids(`
      a-dropped-page-is-noticed a-page-comes-back life-of-a-file nothing-is-kept several-at-once
      gone-without-a-limit gone-but-paid-in-full swapped-beside-dropped punched-once
      charged-and-punched charging-notices many-are-uncharged uncharged-without-a-limit
      two-files-share gone-at-the-end memfd-to-the-end counted-under-the-lock
    `),
    edits: [{ find: BLOCKS, replace: `  info.alloced -= pages;\n${BLOCKS}` }],
  },
];
