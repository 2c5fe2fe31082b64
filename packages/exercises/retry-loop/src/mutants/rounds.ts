// Beliefs about the second round: what need not be asked again, and what is begun anew.

import { ids, importing, type mutant } from "@faultline/kit";

const FIND = "  const dst_vma = find_dst_vma(f.dst_mm, f.dst_start, f.len);\n";
const FIELD = "  /** Bytes that are filled for good. */\n";
const SECOND = "    if (error === 0) error = fill_under_lock(f);\n";

export const round_mutants: readonly mutant[] = [
  {
    id: "keeps-the-vma",
    belief: "I have found the vma and seen that it fits; that is done.",
    origin: "own; what the real function guards against by starting over",
    killed_by: ids(`
      unmapped-in-the-window split-in-the-window progress-survives-the-window
      unwatched-in-the-window unmapped-meanwhile
    `),
    edits: [
      { find: FIELD, replace: `  vma?: vm_area_struct | null;\n${FIELD}` },
      {
        find: FIND,
        replace:
          "  f.vma ??= find_dst_vma(f.dst_mm, f.dst_start, f.len);\n  const dst_vma = f.vma;\n",
      },
    ],
  },
  {
    id: "watching-asked-once",
    belief: "In the second round the vma must be there; that it is watched I have seen.",
    origin: "own",
    killed_by: ids(`progress-survives-the-window unwatched-in-the-window`),
    edits: [
      importing("find_vma"),
      {
        find: FIND,
        replace: `  const there = find_vma(f.dst_mm, f.dst_start);
  const whole =
    there !== null && there.vm_start <= f.dst_start && f.dst_start + f.len <= there.vm_end;
  const again = f.pagep.value !== null && whole;
  const dst_vma = again ? there : find_dst_vma(f.dst_mm, f.dst_start, f.len);
`,
      },
    ],
  },
  {
    id: "keeps-the-verdict",
    belief: "What kind of memory it is does not change, so it is asked once.",
    origin: "own",
    killed_by: ids(`unprotectable-in-the-window`),
    edits: [
      { find: FIELD, replace: `  fits?: boolean;\n${FIELD}` },
      {
        find: "  if (!fits(dst_vma, f)) return -EINVAL;\n",
        replace: "  f.fits ??= fits(dst_vma, f);\n  if (!f.fits) return -EINVAL;\n",
      },
    ],
  },
  {
    id: "any-enoent-retries",
    belief:
      "-ENOENT with a page in hand means that the page has to be copied, if need be several times.",
    origin: "own",
    killed_by: ids(`
      unmapped-in-the-window split-in-the-window unwatched-in-the-window unmapped-meanwhile
    `),
    edits: [
      {
        find: "  if (dst_vma === null) return -ENOENT;\n",
        replace:
          "  if (dst_vma === null) return f.pagep.value === null ? -ENOENT : COPY_AND_RETRY;\n",
      },
      // Without an end to it, all that the tests would see is that it has none.
      {
        find: "  while (error === COPY_AND_RETRY) {\n",
        replace: "  for (let tries = 0; error === COPY_AND_RETRY && tries < 9; tries++) {\n",
      },
      {
        find: "    if (error === 0) error = fill_under_lock(f);\n  }\n",
        replace:
          "    if (error === 0) error = fill_under_lock(f);\n  }\n  if (error === COPY_AND_RETRY) error = -EFAULT;\n",
      },
    ],
  },
  {
    id: "starts-from-the-first-page",
    belief: "To start over is to start with the first page.",
    origin: "own",
    killed_by: ids(`second-page-comes-later waits-for-each-page`),
    edits: [
      {
        find: "  while (f.copied < f.len) {\n",
        replace: "  f.copied = 0;\n  while (f.copied < f.len) {\n",
      },
    ],
  },
  {
    id: "shifted-range",
    belief: "The range begins where I am now.",
    origin: "own",
    killed_by: ids(`second-page-comes-later`),
    edits: [
      {
        find: FIND,
        replace:
          "  const here = (f.dst_start + f.copied) as user_addr;\n  const dst_vma = find_dst_vma(f.dst_mm, here, f.len);\n",
      },
    ],
  },
  {
    id: "rest-of-the-range",
    belief: "In the second round only what is left has to lie in the vma.",
    origin: "own",
    killed_by: ids(`range-in-one-vma refusals-unlock split-in-the-window`),
    edits: [
      {
        find: FIND,
        replace:
          "  const left = (f.dst_start + f.copied) as user_addr;\n  const dst_vma = find_dst_vma(f.dst_mm, left, PAGE_SIZE);\n",
      },
    ],
  },
  {
    id: "one-retry-only",
    belief: "A source is waited for once; what is missing after that cannot be read.",
    origin: "own",
    killed_by: ids(`waits-for-each-page`),
    edits: [
      {
        find: "  while (error === COPY_AND_RETRY) {\n",
        replace: "  if (error === COPY_AND_RETRY) {\n",
      },
      {
        find: SECOND,
        replace: `${SECOND}    if (error === COPY_AND_RETRY) error = -EFAULT;\n`,
      },
    ],
  },
  {
    id: "hands-it-on",
    belief: "-ENOENT is an error like any other, and the caller will know what to do.",
    origin: "own",
    killed_by: ids(`
      unreadable-source source-comes-later second-page-comes-later waits-for-each-page
      half-a-page-is-none protected-at-the-second-round taken-even-when-refused
      changing-in-the-window unprotectable-in-the-window filled-in-the-window
      truncated-in-the-window source-unmapped-meanwhile full-meanwhile
    `),
    edits: [
      {
        find: "    if (error === -ENOENT) return COPY_AND_RETRY;\n",
        replace: "",
      },
    ],
  },
  {
    id: "copies-the-rest",
    belief: "What is left of the range is what has to be copied.",
    origin: "own",
    killed_by: ids(`
      waits-for-each-page protected-at-the-second-round taken-by-the-pte split-in-the-window
    `),
    edits: [
      {
        find: "copy_from_user(kaddr, (f.src_start + f.copied) as user_addr, PAGE_SIZE)",
        replace: "copy_from_user(kaddr, (f.src_start + f.copied) as user_addr, f.len - f.copied)",
      },
    ],
  },
  {
    id: "never-waits",
    belief: "What is not in memory cannot be read.",
    origin: "own",
    killed_by: ids(`
      source-comes-later second-page-comes-later waits-for-each-page
      protected-at-the-second-round taken-even-when-refused unmapped-in-the-window
      changing-in-the-window split-in-the-window unwatched-in-the-window
      unprotectable-in-the-window filled-in-the-window unmapped-meanwhile full-meanwhile
    `),
    edits: [
      {
        find: "    if (error === -ENOENT) return COPY_AND_RETRY;\n",
        replace: "    if (error === -ENOENT) return -EFAULT;\n",
      },
    ],
  },
  {
    id: "copies-the-first-page",
    belief: "The page that has to be waited for is at src_start.",
    origin: "own",
    killed_by: ids(`done-is-done second-page-comes-later waits-for-each-page half-a-page-is-none`),
    edits: [
      {
        find: "copy_from_user(kaddr, (f.src_start + f.copied) as user_addr, PAGE_SIZE)",
        replace: "copy_from_user(kaddr, f.src_start, PAGE_SIZE)",
      },
    ],
  },
  {
    id: "progress-lost-in-the-window",
    belief: "A second round that is refused has filled nothing.",
    origin: "own",
    killed_by: ids(`progress-survives-the-window`),
    edits: [
      {
        find: SECOND,
        replace:
          "    if (error === 0) {\n      error = fill_under_lock(f);\n      if (error < 0) f.copied = 0;\n    }\n",
      },
    ],
  },
];
