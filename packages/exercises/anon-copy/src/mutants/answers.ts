// Beliefs about what to answer, and which answers of others to believe.

import { ids, importing, type mutant } from "@faultline/kit";

/** The way out for a source that is not there. */
const ENOENT_EXIT = "      pagep.value = page;\n      return -ENOENT;";
const SHORT = "if (copy_atomically(page, src_addr) !== 0) {";
const CHARGE = "  if (mem_cgroup_charge(page, dst_mm, GFP_KERNEL) !== 0) {";

export const answer_mutants: readonly mutant[] = [
  {
    id: "efault-for-missing",
    belief: "A source that cannot be copied is a bad address: -EFAULT.",
    origin: "what Linux returned until 2018, when its caller took it for a request to try again",
    review: {
      by: "Andrea Arcangeli",
      on: "2018-11-26",
      said: "A short copy answers ENOENT from now on, so that EFAULT is free to mean an error that trying again does not mend.",
    },
    killed_by: ids(`
      source-comes-later mapped-between-the-rounds nobody-pays-in-the-second-round
      one-page-for-two-rounds many-rounds source-gone-again the-page-that-came-back
      came-back-and-was-refused two-rounds-same-bytes half-now-half-later unmapped-meanwhile
    `),
    edits: [
      importing("EFAULT"),
      { find: ENOENT_EXIT, replace: "      put_page(page);\n      return -EFAULT;" },
    ],
  },
  {
    id: "eagain-for-missing",
    belief: "The source is not there yet, so the caller is to try again: -EAGAIN.",
    origin: "own",
    killed_by: ids(`
      source-comes-later unreadable-source-costs-nothing mapped-between-the-rounds
      nobody-pays-in-the-second-round one-page-for-two-rounds source-never-comes many-rounds
      source-gone-again half-a-source-is-not-one the-page-that-came-back
      came-back-and-was-refused two-rounds-same-bytes half-now-half-later unmapped-meanwhile
    `),
    edits: [
      importing("EAGAIN"),
      { find: ENOENT_EXIT, replace: "      put_page(page);\n      return -EAGAIN;" },
    ],
  },
  {
    id: "returns-missing-bytes",
    belief: "copy_from_user() has said how it went; I hand its result on.",
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
      {
        find: SHORT,
        replace: `const missing = copy_atomically(page, src_addr);\n    if (missing !== 0) {`,
      },
      { find: "      return -ENOENT;", replace: "      return missing;" },
    ],
  },
  {
    id: "negative-is-failure",
    belief: "Kernel functions say that they failed by a negative number.",
    origin: "own",
    killed_by: ids(`
      source-comes-later unreadable-source-costs-nothing nothing-left-mapped
      mapped-between-the-rounds source-never-comes source-gone-again half-a-source-is-not-one
      came-back-and-was-refused two-rounds-same-bytes half-now-half-later
      failures-count-nothing short-copies-are-unmapped unmapped-meanwhile
    `),
    edits: [{ find: SHORT, replace: "if (copy_atomically(page, src_addr) < 0) {" }],
  },
  {
    id: "some-bytes-will-do",
    belief: "The source is missing if none of its bytes could be copied.",
    origin: "own",
    killed_by: ["half-a-source-is-not-one", "half-now-half-later"],
    edits: [{ find: SHORT, replace: "if (copy_atomically(page, src_addr) === PAGE_SIZE) {" }],
  },
  {
    id: "waits-by-itself",
    belief: "I can let go of the lock, copy, and take it again, as well as my caller can.",
    origin: "own",
    killed_by: ["unmapped-meanwhile"],
    edits: [
      importing("EFAULT"),
      importing("kmap"),
      importing("kunmap"),
      importing("mmap_read_lock"),
      importing("mmap_read_unlock"),
      {
        find: ENOENT_EXIT,
        replace: `      mmap_read_unlock(dst_mm);
      const missing = copy_from_user(kmap(page), src_addr, PAGE_SIZE);
      kunmap(page);
      mmap_read_lock(dst_mm);
      if (missing !== 0) {
        put_page(page);
        return -EFAULT;
      }`,
      },
    ],
  },
  {
    id: "allocates-unlocked",
    belief: "An allocation may sleep, so one lets go of the lock for it.",
    origin: "own",
    killed_by: ["unmapped-meanwhile"],
    edits: [
      importing("mmap_read_lock"),
      importing("mmap_read_unlock"),
      {
        find: "    page = alloc_page_vma(GFP_HIGHUSER_MOVABLE, dst_vma, dst_addr);\n",
        replace: `    mmap_read_unlock(dst_mm);
    page = alloc_page_vma(GFP_HIGHUSER_MOVABLE, dst_vma, dst_addr);
    mmap_read_lock(dst_mm);
`,
      },
    ],
  },
  {
    id: "locks-for-itself",
    belief: "Whoever changes an address space locks it.",
    origin: "own",
    killed_by: ids(`
      nothing-left-mapped no-waiting-under-the-lock short-copies-are-unmapped
      nothing-sleeps-while-mapped
    `),
    edits: [
      importing("mmap_read_lock"),
      importing("mmap_read_unlock"),
      {
        find: "  const error = mcopy",
        replace: "  mmap_read_lock(dst_mm);\n  const error = mcopy",
      },
      {
        find: "  if (error !== 0) put_page(page);\n  return error;",
        replace: "  mmap_read_unlock(dst_mm);\n  if (error !== 0) put_page(page);\n  return error;",
      },
    ],
  },
  {
    id: "no-page-is-enoent",
    belief: "There is no page, which is what ENOENT says.",
    origin: "own",
    killed_by: ["no-memory"],
    edits: [
      {
        find: "if (page === null) return -ENOMEM;",
        replace: "if (page === null) return -ENOENT;",
      },
    ],
  },
  {
    id: "allocation-not-checked",
    belief: "One page is always to be had.",
    origin: "own",
    killed_by: ["no-memory"],
    edits: [
      { find: "    if (page === null) return -ENOMEM;\n", replace: "" },
      {
        find: "= alloc_page_vma(GFP_HIGHUSER_MOVABLE, dst_vma, dst_addr);",
        replace: "= alloc_page_vma(GFP_HIGHUSER_MOVABLE, dst_vma, dst_addr)!;",
      },
    ],
  },
  {
    id: "no-page-is-no-address",
    belief: "Where no page can be had, the address cannot be filled: -EFAULT.",
    origin: "own",
    killed_by: ["no-memory"],
    edits: [
      importing("EFAULT"),
      { find: "if (page === null) return -ENOMEM;", replace: "if (page === null) return -EFAULT;" },
    ],
  },
  {
    id: "unpaid-is-enoent",
    belief: "If nobody pays now, somebody may later: the caller is to come back with the page.",
    origin: "own",
    killed_by: ids(`
      no-memory nobody-pays-in-the-second-round unpaid-page-is-freed came-back-and-was-refused
      failures-count-nothing short-copies-are-unmapped
    `),
    edits: [
      {
        find: `${CHARGE}\n    put_page(page);\n    return -ENOMEM;`,
        replace: `${CHARGE}\n    pagep.value = page;\n    return -ENOENT;`,
      },
    ],
  },
  {
    id: "mapped-is-success",
    belief: "If something is mapped there by now, the fault is resolved: 0.",
    origin: "own",
    killed_by: ids(`
      already-mapped stops-at-the-first-failure mapped-between-the-rounds copied-meanwhile
    `),
    edits: [
      importing("EEXIST"),
      {
        find: "  if (error !== 0) put_page(page);\n  return error;",
        replace: "  if (error !== 0) put_page(page);\n  return error === -EEXIST ? 0 : error;",
      },
    ],
  },
  {
    id: "installer-not-asked",
    belief: "Everything that can fail has been checked before the page is mapped.",
    origin: "own",
    killed_by: ids(`
      already-mapped end-of-file stops-at-the-first-failure mapped-between-the-rounds
      refused-page-is-freed came-back-and-was-refused copied-meanwhile
    `),
    edits: [
      {
        find: "  if (error !== 0) put_page(page);\n  return error;",
        replace: "  if (error !== 0) put_page(page);\n  return 0;",
      },
    ],
  },
  {
    id: "every-refusal-is-efault",
    belief: "Whatever keeps a page from being mapped is a bad address.",
    origin: "own",
    killed_by: ids(`
      already-mapped mapped-between-the-rounds copied-meanwhile
    `),
    edits: [
      importing("EFAULT"),
      {
        find: "  if (error !== 0) put_page(page);\n  return error;",
        replace: "  if (error !== 0) put_page(page);\n  return error !== 0 ? -EFAULT : 0;",
      },
    ],
  },
];
