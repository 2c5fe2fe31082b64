// Beliefs about the flag that says that the contents are defined.

import { ids, importing, type mutant } from "@faultline/kit";

const UPTODATE =
  "  // While nobody else can find the page: whoever sees the pte must see the bytes.\n  __SetPageUptodate(page);\n";

export const uptodate_mutants: readonly mutant[] = [
  {
    id: "no-uptodate",
    belief: "Uptodate is about pages of files.",
    origin: "own",
    killed_by: ids(`
      file-keeps-out every-byte two-rounds-same-bytes half-now-half-later contents-are-defined
      over-a-page-of-the-file file-pays-nothing
    `),
    edits: [{ find: UPTODATE, replace: "" }],
  },
  {
    id: "uptodate-if-copied-here",
    belief: "Whoever fills the page says that it is full: in the second round that is the caller.",
    origin: "own",
    killed_by: ids(`
      two-rounds-same-bytes half-now-half-later contents-are-defined
    `),
    edits: [
      { find: UPTODATE, replace: "" },
      {
        find: "      return -ENOENT;\n    }\n  }\n",
        replace: "      return -ENOENT;\n    }\n    __SetPageUptodate(page);\n  }\n",
      },
    ],
  },
  {
    id: "uptodate-at-birth",
    belief: "The flag only has to be there in the end, so a new page gets it at once.",
    origin: "own",
    killed_by: ids(`
      file-keeps-out every-byte two-rounds-same-bytes half-now-half-later contents-are-defined
      over-a-page-of-the-file file-pays-nothing
    `),
    edits: [
      { find: UPTODATE, replace: "" },
      {
        find: "    if (page === null) return -ENOMEM;\n",
        replace: "    if (page === null) return -ENOMEM;\n    __SetPageUptodate(page);\n",
      },
    ],
  },
  {
    id: "uptodate-when-mapped",
    belief: "A page is up to date once everything about it has worked.",
    origin: "what was mended in the fill of tmpfs before it was merged",
    review: {
      by: "Andrea Arcangeli",
      on: "2017-01-16",
      said: "The bit has to be set while the page is still private.",
    },
    killed_by: ids(`
      file-keeps-out nothing-left-mapped every-byte two-rounds-same-bytes half-now-half-later
      contents-are-defined over-a-page-of-the-file file-pays-nothing no-waiting-under-the-lock
      short-copies-are-unmapped nothing-sleeps-while-mapped
    `),
    edits: [
      { find: UPTODATE, replace: "" },
      {
        find: "  if (error !== 0) put_page(page);\n",
        replace: "  if (error !== 0) put_page(page);\n  else __SetPageUptodate(page);\n",
      },
    ],
  },
  {
    id: "uptodate-atomically-when-mapped",
    belief: "With the atomic SetPageUptodate() it can be said at any time.",
    origin: "own",
    killed_by: ids(`
      file-keeps-out every-byte two-rounds-same-bytes half-now-half-later contents-are-defined
      over-a-page-of-the-file file-pays-nothing
    `),
    edits: [
      importing("SetPageUptodate"),
      { find: "  __SetPageUptodate,\n", replace: "" },
      { find: UPTODATE, replace: "" },
      {
        find: "  if (error !== 0) put_page(page);\n",
        replace: "  if (error !== 0) put_page(page);\n  else SetPageUptodate(page);\n",
      },
    ],
  },
];
