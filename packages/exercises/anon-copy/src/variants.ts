// Right versions, unlike the solution: each is due full marks. Edits are to solution.ts; whole files are in variants/.

import { importing, type variant } from "@faultline/kit";

const UPTODATE = "  __SetPageUptodate(page);\n";
const CHARGE = `  if (mem_cgroup_charge(page, dst_mm, GFP_KERNEL) !== 0) {
    put_page(page);
    return -ENOMEM;
  }
`;

export const variants: readonly variant[] = [
  {
    id: "paid-at-birth",
    about: "Charges a page as soon as it exists, so one that comes back has been paid for.",
    edits: [
      { find: CHARGE, replace: "" },
      {
        find: "    if (page === null) return -ENOMEM;\n",
        replace: `    if (page === null) return -ENOMEM;\n${CHARGE.replaceAll(/^/gm, "  ").trimEnd()}\n`,
      },
    ],
  },
  {
    id: "atomic-flag",
    about: "Sets the flag atomically, which is never wrong while nobody can find the page.",
    edits: [
      { find: "  __SetPageUptodate,\n", replace: "" },
      importing("SetPageUptodate"),
      { find: UPTODATE, replace: "  SetPageUptodate(page);\n" },
    ],
  },
  {
    id: "more-than-needed",
    about:
      "Locks the page, marks it dirty and backed by swap, and unlocks it: needless and harmless.",
    edits: [
      importing("__SetPageLocked"),
      importing("__SetPageSwapBacked"),
      importing("SetPageDirty"),
      importing("unlock_page"),
      {
        find: UPTODATE,
        replace: `  __SetPageLocked(page);
  __SetPageSwapBacked(page);
${UPTODATE}  SetPageDirty(page);
  unlock_page(page);
`,
      },
    ],
  },
  {
    id: "looks-first-too",
    about:
      "Looks whether something is mapped before it does any work, and lets the installer look again.",
    edits: [
      importing("EEXIST"),
      importing("pte_none"),
      importing("pte_offset_map_lock"),
      importing("pte_unmap_unlock"),
      importing("ptep_get"),
      {
        find: "  if (page === null) {\n    page = alloc",
        replace: `  const [ptep, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);
  const taken = !pte_none(ptep_get(ptep));
  pte_unmap_unlock(ptep, ptl);
  if (taken) {
    if (page !== null) put_page(page);
    return -EEXIST;
  }
  if (page === null) {
    page = alloc`,
      },
    ],
  },
  {
    id: "tries-twice",
    about: "Tries a short copy once more before it hands the page out: needless and harmless.",
    edits: [
      {
        find: "    if (copy_atomically(page, src_addr) !== 0) {",
        replace:
          "    if (copy_atomically(page, src_addr) !== 0 && copy_atomically(page, src_addr) !== 0) {",
      },
    ],
  },
  {
    id: "two-functions",
    about: "One function for each round, and one for what both have in common.",
    file: "variants/two_functions.ts",
  },
  {
    id: "finally",
    about: "Unmaps in one finally, and drops the page in another.",
    file: "variants/finally.ts",
  },
  {
    id: "labels",
    about: "A labelled block in the place of goto, with the answer set before each step.",
    file: "variants/labels.ts",
  },
  {
    id: "without-installer",
    about: "Writes the pte itself, as Linux did before there was an installer for all.",
    file: "variants/without_installer.ts",
  },
];
