// Beliefs about the page that goes back and forth between the copy and its caller.

import { ids, importing, type mutant } from "@faultline/kit";

const ENOENT_EXIT = "      pagep.value = page;\n      return -ENOENT;";
const TAKE = "  let page = pagep.value;\n  pagep.value = null;\n  if (page === null) {\n";
const REFUSED = "  if (error !== 0) put_page(page);\n  return error;";

export const handover_mutants: readonly mutant[] = [
  {
    id: "not-consumed",
    belief:
      "pagep is how the caller gives me the page; what it holds afterwards is the caller's affair.",
    origin: "own",
    killed_by: ids(`
      source-comes-later mapped-between-the-rounds nobody-pays-in-the-second-round
      one-page-for-two-rounds many-rounds source-gone-again freed-with-its-mapping
      the-page-that-came-back came-back-and-was-refused two-rounds-same-bytes
      half-now-half-later contents-are-defined protected-after-two-rounds reclaim-knows-it
      unmapping-counts-back no-waiting-under-the-lock short-copies-are-unmapped
      unmapped-meanwhile
    `),
    edits: [{ find: TAKE, replace: "  let page = pagep.value;\n  if (page === null) {\n" }],
  },
  {
    id: "consumed-on-success",
    belief: "Only a page that was mapped is no longer the caller's.",
    origin: "the same oversight in the fill of tmpfs could be used to crash machines until 2021",
    review: {
      by: "Hugh Dickins",
      on: "2021-04-27",
      said: "The first round ends with ENOENT, something changes, the second round fails: then the page is still with the caller, who stops the machine over it.",
    },
    killed_by: ids(`
      mapped-between-the-rounds nobody-pays-in-the-second-round came-back-and-was-refused
    `),
    edits: [
      { find: TAKE, replace: "  let page = pagep.value;\n  if (page === null) {\n" },
      {
        find: REFUSED,
        replace: "  if (error !== 0) put_page(page);\n  else pagep.value = null;\n  return error;",
      },
    ],
  },
  {
    id: "given-back-unused",
    belief: "A page that the caller has brought is the caller's again if I cannot use it.",
    origin: "own",
    killed_by: ["mapped-between-the-rounds", "came-back-and-was-refused"],
    edits: [
      { find: TAKE, replace: `  const brought = pagep.value;\n${TAKE}` },
      {
        find: REFUSED,
        replace: `  if (error !== 0 && brought !== null) pagep.value = brought;
  else if (error !== 0) put_page(page);
  return error;`,
      },
    ],
  },
  {
    id: "brought-is-not-mine-to-drop",
    belief: "Whoever brings a page drops it; I drop those that I have made.",
    origin: "own",
    killed_by: ["came-back-and-was-refused"],
    edits: [
      { find: TAKE, replace: `  const brought = pagep.value;\n${TAKE}` },
      {
        find: REFUSED,
        replace: "  if (error !== 0 && brought === null) put_page(page);\n  return error;",
      },
    ],
  },
  {
    id: "freed-on-enoent",
    belief: "Every failure frees the page; that the caller has its address does no harm.",
    origin: "own",
    killed_by: ids(`
      source-comes-later unreadable-source-costs-nothing nothing-left-mapped
      mapped-between-the-rounds nobody-pays-in-the-second-round one-page-for-two-rounds
      source-never-comes many-rounds source-gone-again half-a-source-is-not-one
      freed-with-its-mapping the-page-that-came-back came-back-and-was-refused
      two-rounds-same-bytes half-now-half-later contents-are-defined
      protected-after-two-rounds reclaim-knows-it failures-count-nothing unmapping-counts-back
      no-waiting-under-the-lock short-copies-are-unmapped unmapped-meanwhile
    `),
    edits: [{ find: ENOENT_EXIT, replace: `      put_page(page);\n${ENOENT_EXIT}` }],
  },
  {
    id: "kept-on-enoent",
    belief: "-ENOENT tells the caller to try again, and then I allocate another page.",
    origin: "own",
    killed_by: ids(`
      source-comes-later unreadable-source-costs-nothing nothing-left-mapped
      mapped-between-the-rounds nobody-pays-in-the-second-round one-page-for-two-rounds
      source-never-comes many-rounds source-gone-again half-a-source-is-not-one
      freed-with-its-mapping the-page-that-came-back came-back-and-was-refused
      two-rounds-same-bytes half-now-half-later contents-are-defined
      protected-after-two-rounds reclaim-knows-it failures-count-nothing unmapping-counts-back
      no-waiting-under-the-lock short-copies-are-unmapped unmapped-meanwhile
    `),
    edits: [
      { find: ENOENT_EXIT, replace: ENOENT_EXIT.replace("pagep.value = page;", "put_page(page);") },
    ],
  },
  {
    id: "one-reference-each",
    belief: "If the caller gets the page, it needs a reference of its own.",
    origin: "own",
    killed_by: ids(`
      unreadable-source-costs-nothing freed-with-its-mapping the-page-that-came-back
      came-back-and-was-refused
    `),
    edits: [
      importing("get_page"),
      { find: ENOENT_EXIT, replace: `      get_page(page);\n${ENOENT_EXIT}` },
    ],
  },
  {
    id: "starts-over",
    belief: "The second call is a new call: a new page, and another copy.",
    origin: "own",
    killed_by: ["one-page-for-two-rounds", "source-gone-again"],
    edits: [
      {
        find: TAKE,
        replace: `  if (pagep.value !== null) put_page(pagep.value);
  pagep.value = null;
  let page: page | null = null;
  if (page === null) {
`,
      },
    ],
  },
  {
    id: "copies-again",
    belief: "The page has come back, and by now its source has come in: copy it.",
    origin: "own",
    killed_by: ["source-gone-again"],
    edits: [
      {
        find: "    if (page === null) return -ENOMEM;\n    if (copy_atomically(page, src_addr) !== 0) {\n      // The caller lets go of its lock, fills the page, and brings it back; or drops it.\n      pagep.value = page;\n      return -ENOENT;\n    }\n  }\n",
        replace:
          "    if (page === null) return -ENOMEM;\n  }\n  if (copy_atomically(page, src_addr) !== 0) {\n    pagep.value = page;\n    return -ENOENT;\n  }\n",
      },
    ],
  },
  {
    id: "spare-page",
    belief: "A page that was refused is as good as new: I keep it for the next call.",
    origin: "own",
    killed_by: ["stops-at-the-first-failure", "refused-page-is-freed", "came-back-and-was-refused"],
    edits: [
      {
        find: "/** Copies a page of the program",
        replace: "let spare: page | null = null;\n\n/** Copies a page of the program",
      },
      {
        find: "    page = alloc_page_vma(GFP_HIGHUSER_MOVABLE, dst_vma, dst_addr);",
        replace:
          "    page = spare ?? alloc_page_vma(GFP_HIGHUSER_MOVABLE, dst_vma, dst_addr);\n    spare = null;",
      },
      {
        find: REFUSED,
        replace:
          "  if (error === 0) return 0;\n  if (spare !== null) put_page(page);\n  else spare = page;\n  return error;",
      },
    ],
  },
];
