// Beliefs about the page in hand: whose it is after which answer, and who lets go of it.

import { ids, type mutant } from "@faultline/kit";

const LET_GO = "  if (f.pagep.value !== null) put_page(f.pagep.value);\n";
const SECOND = "    if (error === 0) error = fill_under_lock(f);\n";

export const handover_mutants: readonly mutant[] = [
  {
    id: "never-freed",
    belief: "A page that was allocated by the fill is freed by the fill.",
    origin: "own",
    killed_by: ids(`
      unreadable-source freed-after-progress freed-when-the-loop-gives-up unmapped-meanwhile
      source-unmapped-meanwhile
    `),
    edits: [{ find: LET_GO, replace: "" }],
  },
  {
    id: "freed-if-unreadable-only",
    belief: "The page has to be freed when its source cannot be read; otherwise the fill has it.",
    origin: "own",
    killed_by: ids(`freed-when-the-loop-gives-up unmapped-meanwhile`),
    edits: [
      { find: LET_GO, replace: "" },
      {
        find: "  return missing === 0 ? 0 : -EFAULT;\n",
        replace: "  if (missing === 0) return 0;\n  put_page(page);\n  return -EFAULT;\n",
      },
    ],
  },
  {
    id: "freed-on-errors-only",
    belief: "When bytes are returned all went well, and there is nothing to let go of.",
    origin: "own",
    killed_by: ids(`freed-after-progress`),
    edits: [
      {
        find: LET_GO,
        replace: "  if (f.pagep.value !== null && f.copied === 0) put_page(f.pagep.value);\n",
      },
    ],
  },
  {
    id: "freed-on-every-error",
    belief: "If the second round fails the page that I had is lost, so I let go of it.",
    origin: "own",
    killed_by: ids(`
      death-loses-no-page taken-even-when-refused second-round-unlocks filled-in-the-window
      truncated-in-the-window full-meanwhile
    `),
    edits: [
      { find: LET_GO, replace: "" },
      {
        find: "  while (error === COPY_AND_RETRY) {\n",
        replace:
          "  let page: page | null = null;\n  while (error === COPY_AND_RETRY) {\n    page = f.pagep.value;\n",
      },
      {
        find: SECOND,
        replace: `${SECOND}    if (error < 0 && page !== null) put_page(page);\n`,
      },
    ],
  },
  {
    id: "dies-with-a-page",
    belief: "If the task is told to die while the source is waited for, leave at once.",
    origin: "own",
    killed_by: ids(`death-loses-no-page`),
    edits: [
      {
        find: SECOND,
        replace: `    if (fatal_signal_pending(current)) return f.copied > 0 ? f.copied : -EINTR;\n${SECOND}`,
      },
    ],
  },
  {
    id: "freed-after-use",
    belief: "I was given a reference with the page, so in the end I drop it.",
    origin: "own",
    killed_by: ids(`
      source-comes-later second-page-comes-later waits-for-each-page
      protected-at-the-second-round taken-by-the-pte waits-without-the-lock unmapped-meanwhile
      source-unmapped-meanwhile
    `),
    edits: [
      {
        find: SECOND,
        replace:
          "    const page = f.pagep.value;\n    if (error === 0) error = fill_under_lock(f);\n    if (error === 0 && page !== null) put_page(page);\n",
      },
    ],
  },
  {
    id: "freed-twice",
    belief: "Where the source cannot be read I let go of the page at once.",
    origin: "own",
    killed_by: ids(`
      unreadable-source nothing-stays-locked done-is-done half-a-page-is-none
      freed-after-progress waits-without-the-lock second-round-unlocks source-unmapped-meanwhile
    `),
    edits: [
      {
        find: "  return missing === 0 ? 0 : -EFAULT;\n",
        replace: "  if (missing === 0) return 0;\n  put_page(page);\n  return -EFAULT;\n",
      },
    ],
  },
  {
    id: "new-page-each-round",
    belief: "Each round begins without a page.",
    origin: "own",
    killed_by: ids(`death-loses-no-page taken-even-when-refused taken-by-the-pte`),
    edits: [
      {
        find: "  while (f.copied < f.len) {\n",
        replace: "  f.pagep.value = null;\n  while (f.copied < f.len) {\n",
      },
    ],
  },
  {
    id: "page-in-a-variable",
    belief: "I keep the page in a variable and hand the fill a box of its own.",
    origin: "own",
    killed_by: ids(`
      source-comes-later second-page-comes-later waits-for-each-page
      protected-at-the-second-round death-loses-no-page taken-even-when-refused taken-by-the-pte
      waits-without-the-lock second-round-unlocks filled-in-the-window truncated-in-the-window
      unmapped-meanwhile source-unmapped-meanwhile full-meanwhile
    `),
    edits: [
      {
        find: "  const { dst_mm, pagep, mcopy_mode, wp_copy } = f;\n",
        replace:
          "  const { dst_mm, mcopy_mode, wp_copy } = f;\n  const pagep = { value: f.pagep.value };\n",
      },
      {
        find: "  cond_resched();\n",
        replace: "  cond_resched();\n  if (pagep.value !== null) f.pagep.value = pagep.value;\n",
      },
    ],
  },
];
