// Beliefs about what is returned: bytes, errors, and which of the two when there are both.

import { ids, type mutant } from "@faultline/kit";

const ANSWER = "return f.copied > 0 ? f.copied : error;";
const MISSING = "return missing === 0 ? 0 : -EFAULT;";

export const answer_mutants: readonly mutant[] = [
  {
    id: "error-wins",
    belief: "If something went wrong, that is what the caller has to hear.",
    origin: "own",
    killed_by: ids(`
      says-how-far-it-came done-is-done dies-between-pages half-a-page-is-none
      progress-survives-the-window
    `),
    edits: [{ find: ANSWER, replace: "return error !== 0 ? error : f.copied;" }],
  },
  {
    id: "zero-for-success",
    belief: "A kernel function that succeeds returns 0.",
    origin: "own",
    killed_by: ids(`
      fills-a-range says-how-far-it-came watched-memory-only protected-on-request
      unreadable-source nothing-stays-locked source-comes-later range-in-one-vma any-watched-vma
      continue-needs-a-file protection-must-be-watched no-memory-for-tables done-is-done
      dies-between-pages changing-at-the-lock each-page-its-own range-in-two-tables
      source-anywhere second-page-comes-later waits-for-each-page half-a-page-is-none
      shared-file-kinds private-file-kinds two-bits-of-a-mode protected-at-the-second-round
      taken-by-the-pte waits-without-the-lock second-round-unlocks changing-in-the-window
      progress-survives-the-window unmapped-between-pages filled-in-the-window
      unmapped-meanwhile source-unmapped-meanwhile full-meanwhile
    `),
    edits: [{ find: ANSWER, replace: "return error;" }],
  },
  {
    id: "counts-pages",
    belief: "The answer is how many pages were filled.",
    origin: "own",
    killed_by: ids(`
      fills-a-range says-how-far-it-came watched-memory-only source-comes-later range-in-one-vma
      any-watched-vma continue-needs-a-file protection-must-be-watched no-memory-for-tables
      done-is-done dies-between-pages changing-at-the-lock range-in-two-tables source-anywhere
      second-page-comes-later waits-for-each-page half-a-page-is-none shared-file-kinds
      private-file-kinds changing-in-the-window progress-survives-the-window unmapped-meanwhile
      source-unmapped-meanwhile full-meanwhile
    `),
    edits: [{ find: ANSWER, replace: "return f.copied > 0 ? f.copied / PAGE_SIZE : error;" }],
  },
  {
    id: "all-or-len",
    belief: "Once pages are filled the range counts as filled; the rest will fault again.",
    origin: "own",
    killed_by: ids(`
      says-how-far-it-came done-is-done dies-between-pages half-a-page-is-none
      progress-survives-the-window
    `),
    edits: [{ find: ANSWER, replace: "return f.copied > 0 ? f.len : error;" }],
  },
  {
    id: "bytes-whatever-happens",
    belief: "No page is filled, so the answer is zero bytes.",
    origin: "own",
    killed_by: ids(`
      says-how-far-it-came watched-memory-only unreadable-source nothing-stays-locked
      range-in-one-vma range-must-begin-inside continue-needs-a-file protection-must-be-watched
      no-memory-for-tables changing-at-the-lock changing-comes-first half-a-page-is-none
      freed-when-the-loop-gives-up taken-even-when-refused waits-without-the-lock
      refusals-unlock second-round-unlocks unmapped-in-the-window changing-in-the-window
      split-in-the-window unwatched-in-the-window unprotectable-in-the-window
      filled-in-the-window truncated-in-the-window unmapped-meanwhile source-unmapped-meanwhile
      full-meanwhile
    `),
    edits: [{ find: ANSWER, replace: "return error < 0 ? f.copied : f.len;" }],
  },
  {
    id: "skips-what-is-there",
    belief: "A page that is there already is as good as filled.",
    origin: "own",
    killed_by: ids(`says-how-far-it-came filled-in-the-window`),
    edits: [
      {
        find: "    if (error !== 0) return error;\n",
        replace: "    if (error !== 0 && error !== -EEXIST) return error;\n",
      },
    ],
  },
  {
    id: "bytes-missing-as-error",
    belief: "copy_from_user() returns 0 or an error, so its result can be handed on.",
    origin: "own; the guard against it is an assertion at the end of the real function",
    killed_by: ids(`unreadable-source half-a-page-is-none source-unmapped-meanwhile`),
    edits: [{ find: MISSING, replace: "return missing;" }],
  },
  {
    id: "bytes-missing-below-zero",
    belief: "copy_from_user() fails with a negative number, like everybody else.",
    origin: "own",
    killed_by: ids(`unreadable-source done-is-done half-a-page-is-none source-unmapped-meanwhile`),
    edits: [{ find: MISSING, replace: "return missing < 0 ? -EFAULT : 0;" }],
  },
  {
    id: "mostly-copied",
    belief: "A source that could be read in part is better than none: the rest is zeros.",
    origin: "own",
    killed_by: ids(`half-a-page-is-none`),
    edits: [{ find: MISSING, replace: "return missing < PAGE_SIZE ? 0 : -EFAULT;" }],
  },
  {
    id: "never-dies",
    belief:
      "A signal is dealt with on the way back to the program, and until then the fill goes on.",
    origin: "own",
    killed_by: ids(`dies-between-pages`),
    edits: [{ find: "    if (fatal_signal_pending(current)) return -EINTR;\n", replace: "" }],
  },
  {
    id: "dies-forgetting",
    belief: "Whoever dies need not be told how far the fill has come.",
    origin: "own",
    killed_by: ids(`dies-between-pages`),
    edits: [
      {
        find: "    if (fatal_signal_pending(current)) return -EINTR;\n",
        replace:
          "    if (fatal_signal_pending(current)) {\n      f.copied = 0;\n      return -EINTR;\n    }\n",
      },
    ],
  },
  {
    id: "dies-before-counting",
    belief: "Ask for signals right after the fill; then count.",
    origin: "own",
    killed_by: ids(`dies-between-pages`),
    edits: [
      {
        find: "    f.copied += PAGE_SIZE;\n    if (fatal_signal_pending(current)) return -EINTR;\n",
        replace:
          "    if (fatal_signal_pending(current)) return -EINTR;\n    f.copied += PAGE_SIZE;\n",
      },
    ],
  },
];
