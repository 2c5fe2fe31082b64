// Beliefs about paying.

import { ids, importing, type mutant } from "@faultline/kit";

const PROMISE = "  if (shmem_acct_block(info.flags, pages) !== 0) return false;\n";
const FULL = "percpu_counter_compare(used_blocks, max_blocks - pages) > 0";
const TAKE = "  percpu_counter_add(used_blocks, pages);\n  return true;";
const UNDO = "    shmem_unacct_blocks(info.flags, pages);\n    return false;";

export const acct_mutants: readonly mutant[] = [
  {
    id: "promise-says-true",
    belief: "A function that asks for something says true when it got it.",
    origin: "own; in C the number 0 and the word false look the same",
    killed_by: ids(`
      a-page-costs-a-block the-last-block no-memory-no-payment a-dropped-page-is-noticed
      holes-become-pages a-page-comes-back life-of-a-file all-of-them-or-none
      more-than-the-mount no-limit a-promise-for-each paid-in-full a-refusal-costs-nothing
      memory-says-no many-come-back only-the-promise-comes-back a-taken-place several-at-once
      gone-and-given-back room-on-a-full-mount gone-without-a-limit gone-but-paid-in-full
      swapped-is-not-gone swapped-beside-dropped not-counted-yet punched-once charged-is-paid
      charged-and-punched charging-notices charged-without-a-limit charge-refused
      charge-without-memory many-are-uncharged uncharged-is-given-back uncharged-room
      uncharged-without-a-limit two-files-share gone-at-the-end memfd-to-the-end
      counted-under-the-lock the-callers-lock stat-while-charging corrected-while-charging
    `),
    edits: [
      { find: PROMISE, replace: "  if (!shmem_acct_block(info.flags, pages)) return false;\n" },
    ],
  },
  {
    id: "zero-for-success",
    belief: "Kernel functions return 0 when all is well.",
    origin: "a trap: later kernels did change this function to return 0 for success",
    killed_by: ids(`
      a-page-costs-a-block the-last-block no-memory-no-payment a-dropped-page-is-noticed
      holes-become-pages a-page-comes-back life-of-a-file all-of-them-or-none
      more-than-the-mount a-refusal-costs-nothing memory-says-no many-come-back a-taken-place
      several-at-once gone-and-given-back room-on-a-full-mount swapped-is-not-gone
      swapped-beside-dropped back-from-swap not-counted-yet punched-once charged-is-paid
      charged-and-punched charging-notices charge-refused many-are-uncharged
      uncharged-is-given-back uncharged-room two-files-share gone-at-the-end
      counted-under-the-lock the-callers-lock stat-while-charging corrected-while-charging
    `),
    edits: [{ find: TAKE, replace: TAKE.replace("true", "0 as unknown as boolean") }],
  },
  {
    id: "false-for-success",
    belief: "What is false has not failed.",
    origin: "own",
    killed_by: ids(`
      a-page-costs-a-block the-last-block no-memory-no-payment a-dropped-page-is-noticed
      holes-become-pages a-page-comes-back life-of-a-file more-than-the-mount
      a-refusal-costs-nothing memory-says-no many-come-back a-taken-place several-at-once
      gone-and-given-back swapped-is-not-gone swapped-beside-dropped not-counted-yet
      punched-once charged-is-paid charged-and-punched charging-notices charge-refused
      many-are-uncharged uncharged-is-given-back uncharged-room two-files-share gone-at-the-end
      counted-under-the-lock the-callers-lock stat-while-charging corrected-while-charging
    `),
    edits: [
      { find: TAKE, replace: TAKE.replace("true", "false") },
      { find: UNDO, replace: UNDO.replace("false", "true") },
    ],
  },
  {
    id: "one-block-too-few",
    belief: "When the counter has reached the limit less my pages, the mount is full.",
    origin: "own",
    killed_by: ids(`
      the-last-block all-of-them-or-none more-than-the-mount memory-says-no many-come-back
      a-taken-place room-on-a-full-mount not-counted-yet charged-is-paid uncharged-room
      two-files-share
    `),
    edits: [{ find: FULL, replace: FULL.replace("> 0", ">= 0") }],
  },
  {
    id: "one-block-too-many",
    belief: "A mount is full when more blocks are in use than it may have.",
    origin: "Linux 2.6.38",
    review: {
      by: "Hugh Dickins",
      on: "2011-03-19",
      said: "On a full tmpfs df(1) showed dashes for the used and the free space, as one block more was in use than there are.",
    },
    killed_by: ids(`
      the-last-block all-of-them-or-none more-than-the-mount charge-refused uncharged-room
      two-files-share
    `),
    edits: [{ find: FULL, replace: "percpu_counter_compare(used_blocks, max_blocks) > 0" }],
  },
  {
    id: "room-for-one",
    belief: "If one more block is free, there is room.",
    origin: "own",
    killed_by: ids(`
      all-of-them-or-none more-than-the-mount charge-refused two-files-share
    `),
    edits: [{ find: FULL, replace: FULL.replace("max_blocks - pages", "max_blocks - 1") }],
  },
  {
    id: "never-below-none",
    belief: "A limit less my pages must not be negative, so I stop at none.",
    origin: "own",
    killed_by: ["more-than-the-mount"],
    edits: [
      {
        find: FULL,
        replace: FULL.replace("max_blocks - pages", "Math.max(0, max_blocks - pages)"),
      },
    ],
  },
  {
    id: "compares-the-other-way",
    belief: "A comparison is positive when there is room left.",
    origin: "own",
    killed_by: ids(`
      a-page-costs-a-block the-last-block no-memory-no-payment a-dropped-page-is-noticed
      holes-become-pages a-page-comes-back all-of-them-or-none more-than-the-mount
      memory-says-no many-come-back a-taken-place several-at-once room-on-a-full-mount
      swapped-is-not-gone swapped-beside-dropped not-counted-yet punched-once charged-is-paid
      charged-and-punched charging-notices charge-refused many-are-uncharged
      uncharged-is-given-back uncharged-room two-files-share gone-at-the-end
      counted-under-the-lock the-callers-lock stat-while-charging corrected-while-charging
    `),
    edits: [{ find: FULL, replace: FULL.replace("> 0", "< 0") }],
  },
  {
    id: "zero-is-a-limit",
    belief: "A limit is a limit, whatever number it is.",
    origin: "own",
    killed_by: ids(`
      no-limit a-promise-for-each paid-in-full gone-without-a-limit gone-but-paid-in-full
      charged-without-a-limit memfd-to-the-end
    `),
    edits: [{ find: "  if (max_blocks === 0) return true;\n", replace: "" }],
  },
  {
    id: "counts-without-limit",
    belief: "Counting blocks does no harm where there is no limit, so I always count.",
    origin: "own; both functions agree, and the count of the mount is not what it is in Linux",
    killed_by: ids("no-limit gone-without-a-limit memfd-to-the-end"),
    edits: [
      { find: "  if (max_blocks === 0) return true;\n", replace: "" },
      { find: FULL, replace: `max_blocks !== 0 && ${FULL}` },
      { find: "  if (max_blocks !== 0) percpu_counter_sub", replace: "  percpu_counter_sub" },
    ],
  },
  {
    id: "counts-in-vain",
    belief: "Where nothing limits the mount the count is only for show, so I keep it up.",
    origin: "own",
    killed_by: ids(`
      no-limit only-the-promise-comes-back gone-without-a-limit uncharged-without-a-limit
      memfd-to-the-end
    `),
    edits: [
      {
        find: "  if (max_blocks === 0) return true;\n",
        replace:
          "  if (max_blocks === 0) {\n    percpu_counter_add(used_blocks, pages);\n    return true;\n  }\n",
      },
    ],
  },
  {
    id: "promise-leaks",
    belief: "The mount has no room, so nothing was taken.",
    origin: "own",
    killed_by: ids("a-refusal-costs-nothing charge-refused two-files-share"),
    edits: [{ find: UNDO, replace: "    return false;" }],
  },
  {
    id: "promise-leaks-in-part",
    belief: "One refusal, one page to give back.",
    origin: "own",
    killed_by: ids("a-refusal-costs-nothing charge-refused two-files-share"),
    edits: [{ find: UNDO, replace: UNDO.replace("pages", "1") }],
  },
  {
    id: "promise-unheard",
    belief: "Linux promises more memory than it has anyway, so that cannot fail.",
    origin: "own; overcommit has a mode in which it fails often",
    killed_by: ids("memory-says-no charge-without-memory"),
    edits: [{ find: PROMISE, replace: "  shmem_acct_block(info.flags, pages);\n" }],
  },
  {
    id: "refusal-is-undone",
    belief: "Whatever fails, the promise is given back before I leave.",
    origin: "own",
    killed_by: ids("memory-says-no charge-without-memory"),
    edits: [
      {
        find: PROMISE,
        replace: `  if (shmem_acct_block(info.flags, pages) !== 0) {
    shmem_unacct_blocks(info.flags, pages);
    return false;
  }
`,
      },
    ],
  },
  {
    id: "blocks-leak",
    belief: "The order does not matter: I take the blocks, and then ask for the memory.",
    origin: "own; it does not, if the blocks are given back too",
    killed_by: ["memory-says-no"],
    edits: [
      {
        find: `${PROMISE}  if (max_blocks === 0) return true;\n`,
        replace: "  if (max_blocks === 0) return shmem_acct_block(info.flags, pages) === 0;\n",
      },
      { find: UNDO, replace: "    return false;" },
      {
        find: TAKE,
        replace: TAKE.replace("true", "shmem_acct_block(info.flags, pages) === 0"),
      },
    ],
  },
  {
    id: "one-block-for-all",
    belief: "A payment is a block.",
    origin: "own",
    killed_by: ids(`
      life-of-a-file all-of-them-or-none more-than-the-mount many-come-back charged-is-paid
      charging-notices uncharged-is-given-back uncharged-room two-files-share gone-at-the-end
    `),
    edits: [{ find: TAKE, replace: TAKE.replace("pages", "1") }],
  },
  {
    id: "one-promise-for-all",
    belief: "A payment is a promise.",
    origin: "own",
    killed_by: ids(`
      life-of-a-file a-promise-for-each a-refusal-costs-nothing many-come-back
      only-the-promise-comes-back charged-is-paid charging-notices charge-refused
      uncharged-is-given-back uncharged-without-a-limit two-files-share gone-at-the-end
      memfd-to-the-end
    `),
    edits: [{ find: PROMISE, replace: PROMISE.replace("pages", "1") }],
  },
  {
    id: "promise-in-bytes",
    belief: "Memory is promised by the page, so I round up first.",
    origin: "own; VM_ACCT() takes bytes",
    killed_by: ids(`
      life-of-a-file a-promise-for-each a-refusal-costs-nothing many-come-back
      only-the-promise-comes-back charged-is-paid charging-notices charge-refused
      uncharged-is-given-back uncharged-without-a-limit two-files-share gone-at-the-end
      memfd-to-the-end
    `),
    edits: [
      importing("VM_ACCT"),
      { find: PROMISE, replace: PROMISE.replace("pages", "VM_ACCT(pages)") },
    ],
  },
  {
    id: "blocks-of-512",
    belief: "Blocks are what stat(2) counts.",
    origin: "own",
    killed_by: ids(`
      a-page-costs-a-block the-last-block no-memory-no-payment holes-become-pages
      a-page-comes-back life-of-a-file all-of-them-or-none memory-says-no a-taken-place
      room-on-a-full-mount swapped-is-not-gone swapped-beside-dropped not-counted-yet
      punched-once charged-is-paid charging-notices many-are-uncharged uncharged-is-given-back
      two-files-share gone-at-the-end the-callers-lock stat-while-charging
      corrected-while-charging
    `),
    edits: [
      { find: TAKE, replace: TAKE.replace("pages", "pages * BLOCKS_PER_PAGE") },
      {
        find: "if (max_blocks !== 0) percpu_counter_sub(used_blocks, pages);",
        replace: "if (max_blocks !== 0) percpu_counter_sub(used_blocks, pages * BLOCKS_PER_PAGE);",
      },
    ],
  },
  {
    id: "promises-for-everybody",
    belief: "Every page that is used has to be promised.",
    origin: "own",
    killed_by: ids("paid-in-full no-promise-comes-back gone-but-paid-in-full"),
    edits: [
      importing("current"),
      importing("security_vm_enough_memory_mm"),
      {
        find: PROMISE,
        replace: "  if (security_vm_enough_memory_mm(current.mm!, pages) !== 0) return false;\n",
      },
    ],
  },
  {
    id: "paying-is-counting",
    belief: "What is paid for is the file's, so I count it there at once.",
    origin: "own",
    killed_by: ids(`
      a-page-costs-a-block the-last-block a-dropped-page-is-noticed holes-become-pages
      a-page-comes-back life-of-a-file nothing-is-kept all-of-them-or-none several-at-once
      gone-and-given-back swapped-is-not-gone swapped-beside-dropped not-counted-yet
      punched-once charged-is-paid charged-and-punched charging-notices charge-refused
      many-are-uncharged uncharged-is-given-back uncharged-room two-files-share gone-at-the-end
      counted-under-the-lock the-callers-lock stat-while-charging corrected-while-charging
    `),
    edits: [{ find: TAKE, replace: `  info.alloced += pages;\n${TAKE}` }],
  },
];
