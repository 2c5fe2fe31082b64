// Beliefs about bytes: which are copied, when, and through what.

import { ids, importing, type mutant } from "@faultline/kit";

const COPY = "copy_from_user(kaddr, src_addr, PAGE_SIZE);";
const UNMAP = "  kunmap_atomic(kaddr);\n";
const INSTALL =
  "mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, true, wp_copy);\n";

export const byte_mutants: readonly mutant[] = [
  {
    id: "source-begins-with-a-page",
    belief: "What is copied is a page, so its address is rounded down to one.",
    origin: "own",
    killed_by: ids(`
      half-a-source-is-not-one every-byte half-now-half-later
    `),
    edits: [
      {
        find: COPY,
        replace:
          "copy_from_user(kaddr, (src_addr - (src_addr % PAGE_SIZE)) as user_addr, PAGE_SIZE);",
      },
    ],
  },
  {
    id: "aligned-sources-only",
    belief: "A source that does not begin with a page is a mistake of the monitor's.",
    origin: "own",
    killed_by: ids(`
      half-a-source-is-not-one every-byte half-now-half-later
    `),
    edits: [
      importing("EINVAL"),
      {
        find: "  let page = pagep.value;\n",
        replace: "  if (src_addr % PAGE_SIZE !== 0) return -EINVAL;\n  let page = pagep.value;\n",
      },
    ],
  },
  {
    id: "no-source-is-zeros",
    belief: "Where there is no source, at address 0, the page is to be one of zeros.",
    origin: "own",
    killed_by: ["source-never-comes"],
    edits: [
      importing("clear_highpage"),
      {
        find: "    if (copy_atomically(page, src_addr) !== 0) {",
        replace: `    if (src_addr === 0) {
      clear_highpage(page);
    } else if (copy_atomically(page, src_addr) !== 0) {`,
      },
    ],
  },
  {
    id: "two-halves",
    belief: "What might cross a border is copied in two halves.",
    origin: "own",
    killed_by: ids(`
      every-byte two-rounds-same-bytes read-meanwhile copied-meanwhile
    `),
    edits: [
      {
        find: COPY,
        replace: `copy_from_user(kaddr, src_addr, PAGE_SIZE / 2);
  const rest = copy_from_user(kaddr, (src_addr + PAGE_SIZE / 2) as user_addr, PAGE_SIZE / 2);`,
      },
      { find: "  return missing;", replace: "  return missing + rest;" },
    ],
  },
  {
    id: "up-to-the-border",
    belief: "A copy must not cross the border of a page of the source.",
    origin: "own",
    killed_by: ids(`
      half-a-source-is-not-one every-byte half-now-half-later
    `),
    edits: [
      {
        find: COPY,
        replace: "copy_from_user(kaddr, src_addr, PAGE_SIZE - (src_addr % PAGE_SIZE));",
      },
    ],
  },
  {
    id: "one-byte-short",
    belief: "The last byte of a page has the number 4095.",
    origin: "own",
    killed_by: ids(`
      every-byte two-rounds-same-bytes read-meanwhile copied-meanwhile
    `),
    edits: [{ find: COPY, replace: "copy_from_user(kaddr, src_addr, PAGE_SIZE - 1);" }],
  },
  {
    id: "faults-under-lock",
    belief:
      "kmap() maps a page as well as kmap_atomic() does, and then the source can be waited for.",
    origin: "own",
    killed_by: ids(`
      nothing-left-mapped no-waiting-under-the-lock short-copies-are-unmapped
    `),
    edits: [
      { find: "  kmap_atomic,\n  kunmap_atomic,\n", replace: "  kmap,\n  kunmap,\n" },
      { find: "= kmap_atomic(page);", replace: "= kmap(page);" },
      { find: "kunmap_atomic(kaddr);", replace: "kunmap(page);" },
    ],
  },
  {
    id: "address-outlives-its-mapping",
    belief: "What kmap_atomic() returns is the address of the page, and stays so.",
    origin: "own",
    killed_by: ids(`
      one-holder unreadable-source-costs-nothing nothing-left-mapped mapped-between-the-rounds
      freed-with-its-mapping the-page-that-came-back refused-page-is-freed
      unpaid-page-is-freed came-back-and-was-refused no-waiting-under-the-lock
      short-copies-are-unmapped
    `),
    edits: [
      { find: UNMAP, replace: "" },
      { find: "  const missing =", replace: `${UNMAP}  const missing =` },
    ],
  },
  {
    id: "kmap-kept-when-short",
    belief: "The page goes to the caller, who has to write to it: so it stays mapped.",
    origin: "own",
    killed_by: ids(`
      source-comes-later nothing-left-mapped mapped-between-the-rounds
      nobody-pays-in-the-second-round one-page-for-two-rounds many-rounds source-gone-again
      the-page-that-came-back came-back-and-was-refused two-rounds-same-bytes
      half-now-half-later no-waiting-under-the-lock short-copies-are-unmapped
      unmapped-meanwhile
    `),
    edits: [{ find: UNMAP, replace: "  if (missing === 0) kunmap_atomic(kaddr);\n" }],
  },
  {
    id: "kmap-kept",
    belief: "A mapping that the kernel makes for itself ends with the page.",
    origin: "own",
    killed_by: ids(`
      source-comes-later nothing-left-mapped mapped-between-the-rounds
      nobody-pays-in-the-second-round one-page-for-two-rounds many-rounds source-gone-again
      the-page-that-came-back came-back-and-was-refused two-rounds-same-bytes
      half-now-half-later no-waiting-under-the-lock short-copies-are-unmapped
      nothing-sleeps-while-mapped unmapped-meanwhile
    `),
    edits: [
      { find: "  kunmap_atomic,\n", replace: "" },
      { find: UNMAP, replace: "" },
    ],
  },
  {
    id: "allocates-while-mapped",
    belief: "The page is mapped as long as I work with it.",
    origin: "own",
    killed_by: ids(`
      nothing-left-mapped no-waiting-under-the-lock short-copies-are-unmapped
      nothing-sleeps-while-mapped
    `),
    edits: [
      {
        find: "    if (copy_atomically(page, src_addr) !== 0) {",
        replace: `    const kaddr = kmap_atomic(page);
    const missing = copy_from_user(kaddr, src_addr, PAGE_SIZE);
    const paid = missing === 0 && mem_cgroup_charge(page, dst_mm, GFP_KERNEL) === 0;
    kunmap_atomic(kaddr);
    if (missing === 0) {
      __SetPageUptodate(page);
      const refused = paid
        ? mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, true, wp_copy)
        : -ENOMEM;
      if (refused !== 0) put_page(page);
      return refused;
    }
    if (missing !== 0) {`,
      },
    ],
  },
  {
    id: "mapped-then-filled",
    belief: "Take the place first, so that nobody else can; then there is time to copy.",
    origin: "own",
    killed_by: ids(`
      source-comes-later unreadable-source-costs-nothing nothing-left-mapped
      mapped-between-the-rounds source-never-comes source-gone-again half-a-source-is-not-one
      came-back-and-was-refused two-rounds-same-bytes half-now-half-later
      failures-count-nothing short-copies-are-unmapped read-meanwhile unmapped-meanwhile
      truncated-meanwhile
    `),
    edits: [
      {
        find: "    if (copy_atomically(page, src_addr) !== 0) {",
        replace: "    const here = copy_atomically(page, dst_addr) >= 0;\n    if (!here) {",
      },
      {
        find: `  const error = ${INSTALL}`,
        replace: `  const error = ${INSTALL}  if (error === 0) copy_atomically(page, src_addr);\n`,
      },
    ],
  },
];
