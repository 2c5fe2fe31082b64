// Beliefs about who pays for the page, and who holds it.

import { ids, importing, type mutant } from "@faultline/kit";

const CHARGE = `  if (mem_cgroup_charge(page, dst_mm, GFP_KERNEL) !== 0) {
    put_page(page);
    return -ENOMEM;
  }
`;
const REFUSED = "  if (error !== 0) put_page(page);\n";
const NO_PAGE = "    if (page === null) return -ENOMEM;\n";

export const charge_mutants: readonly mutant[] = [
  {
    id: "nobody-pays",
    belief: "A page of a program is paid for when it is allocated.",
    origin: "own",
    killed_by: ids(`
      one-holder no-memory nobody-pays-in-the-second-round freed-with-its-mapping
      the-page-that-came-back refused-page-is-freed unpaid-page-is-freed
      came-back-and-was-refused failures-count-nothing short-copies-are-unmapped
    `),
    edits: [
      { find: "  mem_cgroup_charge,\n", replace: "" },
      { find: "  GFP_KERNEL,\n", replace: "" },
      { find: CHARGE, replace: "" },
    ],
  },
  {
    id: "charge-not-checked",
    belief: "The charge is bookkeeping; it cannot keep a page from being mapped.",
    origin: "own",
    killed_by: ids(`
      no-memory nobody-pays-in-the-second-round unpaid-page-is-freed came-back-and-was-refused
      failures-count-nothing short-copies-are-unmapped
    `),
    edits: [{ find: CHARGE, replace: "  mem_cgroup_charge(page, dst_mm, GFP_KERNEL);\n" }],
  },
  {
    id: "paid-when-mapped",
    belief: "One pays for what one got: charge the page once it is mapped.",
    origin: "own",
    killed_by: ids(`
      no-memory nobody-pays-in-the-second-round unpaid-page-is-freed came-back-and-was-refused
      failures-count-nothing short-copies-are-unmapped
    `),
    edits: [
      { find: CHARGE, replace: "" },
      {
        find: REFUSED,
        replace: `${REFUSED}  if (error === 0 && mem_cgroup_charge(page, dst_mm, GFP_KERNEL) !== 0) {
    put_page(page);
    return -ENOMEM;
  }
`,
      },
    ],
  },
  {
    id: "paid-if-copied-here",
    belief: "A page that came back was paid for in the first round.",
    origin: "own",
    killed_by: ids(`
      nobody-pays-in-the-second-round freed-with-its-mapping the-page-that-came-back
      came-back-and-was-refused
    `),
    edits: [
      { find: CHARGE, replace: "" },
      {
        find: "      return -ENOENT;\n    }\n  }\n",
        replace: `      return -ENOENT;\n    }\n    if (mem_cgroup_charge(page, dst_mm, GFP_KERNEL) !== 0) {
      put_page(page);
      return -ENOMEM;
    }
  }
`,
      },
    ],
  },
  {
    id: "paid-in-each-round",
    belief: "Each round pays when it has a page.",
    origin: "own",
    killed_by: ids(`
      source-comes-later mapped-between-the-rounds one-page-for-two-rounds many-rounds
      source-gone-again freed-with-its-mapping the-page-that-came-back
      came-back-and-was-refused two-rounds-same-bytes half-now-half-later contents-are-defined
      protected-after-two-rounds reclaim-knows-it unmapping-counts-back
      no-waiting-under-the-lock short-copies-are-unmapped unmapped-meanwhile
    `),
    edits: [
      {
        find: NO_PAGE,
        replace: `${NO_PAGE}    if (mem_cgroup_charge(page, dst_mm, GFP_KERNEL) !== 0) {
      put_page(page);
      return -ENOMEM;
    }
    fresh = true;
`,
      },
      {
        find: "  let page = pagep.value;\n",
        replace: "  let fresh = false;\n  let page = pagep.value;\n",
      },
      {
        find: "  if (mem_cgroup_charge(page, dst_mm, GFP_KERNEL) !== 0) {\n    put_page(page);\n    return -ENOMEM;\n  }\n  const",
        replace:
          "  if (!fresh && mem_cgroup_charge(page, dst_mm, GFP_KERNEL) !== 0) {\n    put_page(page);\n    return -ENOMEM;\n  }\n  const",
      },
    ],
  },
  {
    id: "unpaid-page-lost",
    belief: "A page that nobody has paid for is nobody's.",
    origin: "own",
    killed_by: ["unpaid-page-is-freed", "came-back-and-was-refused"],
    edits: [{ find: CHARGE, replace: CHARGE.replace("    put_page(page);\n", "") }],
  },
  {
    id: "refused-page-lost",
    belief: "The installer has the page by now, and sees to it.",
    origin: "own",
    killed_by: ["refused-page-is-freed", "came-back-and-was-refused"],
    edits: [{ find: REFUSED, replace: "" }],
  },
  {
    id: "refused-page-lost-if-taken",
    belief: "If another one was faster, its page is there, and mine is not needed.",
    origin: "own",
    killed_by: ["refused-page-is-freed"],
    edits: [
      importing("EFAULT"),
      { find: REFUSED, replace: "  if (error === -EFAULT) put_page(page);\n" },
    ],
  },
  {
    id: "refused-page-lost-beyond-the-end",
    belief: "EEXIST is the one way in which mapping a page can fail.",
    origin: "own",
    killed_by: ["refused-page-is-freed", "came-back-and-was-refused"],
    edits: [
      importing("EEXIST"),
      { find: REFUSED, replace: "  if (error === -EEXIST) put_page(page);\n" },
    ],
  },
  {
    id: "unlocked-before-dropped",
    belief: "A page is unlocked before it is dropped, always.",
    origin: "first draft of the fix of 2021 to the fill of tmpfs",
    review: {
      by: "Hugh Dickins",
      on: "2021-04-28",
      said: "A page that was handed out is not locked, so unlocking it stops a kernel that checks.",
    },
    killed_by: ids(`
      already-mapped end-of-file stops-at-the-first-failure mapped-between-the-rounds
      refused-page-is-freed came-back-and-was-refused failures-count-nothing
      short-copies-are-unmapped copied-meanwhile truncated-meanwhile
    `),
    edits: [
      importing("unlock_page"),
      {
        find: REFUSED,
        replace: "  if (error !== 0) {\n    unlock_page(page);\n    put_page(page);\n  }\n",
      },
    ],
  },
  {
    id: "dropped-twice",
    belief: "The allocation's reference and the charge's are two, and both are given back.",
    origin: "own",
    killed_by: ids(`
      already-mapped end-of-file stops-at-the-first-failure mapped-between-the-rounds
      refused-page-is-freed came-back-and-was-refused failures-count-nothing
      short-copies-are-unmapped copied-meanwhile truncated-meanwhile
    `),
    edits: [
      {
        find: REFUSED,
        replace: "  if (error !== 0) {\n    put_page(page);\n    put_page(page);\n  }\n",
      },
    ],
  },
  {
    id: "dropped-always",
    belief: "I took a reference, so I drop it before I return.",
    origin: "own",
    killed_by: ids(`
      copy-maps source-comes-later already-mapped one-holder file-keeps-out
      counts-as-anonymous nothing-left-mapped end-of-file no-memory stops-at-the-first-failure
      nobody-pays-in-the-second-round one-page-for-two-rounds source-never-comes many-rounds
      source-gone-again half-a-source-is-not-one freed-with-its-mapping
      the-page-that-came-back refused-page-is-freed every-byte two-rounds-same-bytes
      half-now-half-later contents-are-defined over-a-page-of-the-file file-pays-nothing
      protected-if-asked protected-after-two-rounds read-only-area not-protected-unasked
      anonymous-over-a-file reclaim-knows-it locked-area unmapping-counts-back
      no-waiting-under-the-lock short-copies-are-unmapped nothing-sleeps-while-mapped
      read-meanwhile copied-meanwhile unmapped-meanwhile truncated-meanwhile
    `),
    edits: [{ find: REFUSED, replace: "  put_page(page);\n" }],
  },
  {
    id: "reference-for-the-pte",
    belief: "The pte is a new holder, and needs a reference of its own.",
    origin: "own",
    killed_by: ids(`
      one-holder freed-with-its-mapping the-page-that-came-back refused-page-is-freed
    `),
    edits: [
      importing("get_page"),
      { find: "  const error =", replace: "  get_page(page);\n  const error =" },
      {
        find: REFUSED,
        replace: "  if (error !== 0) {\n    put_page(page);\n    put_page(page);\n  }\n",
      },
    ],
  },
];
