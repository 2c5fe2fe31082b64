// Beliefs about the bits of the pte.

import { ids, importing, type mutant } from "@faultline/kit";

const MAKE = "const zeros = pte_mkspecial(pfn_pte(my_zero_pfn(dst_addr), dst_vma.vm_page_prot));";
const SET = "set_pte_at(dst_mm, dst_addr, ptep, zeros);";

export const pte_mutants: readonly mutant[] = [
  {
    id: "not-special",
    belief: "A page is a page: there is a frame, and the pte leads to it.",
    origin: "own",
    killed_by: ids(`
      special-and-nothing-else counts-nowhere takes-no-page write-gets-its-own-page
      lock-given-back end-of-file-borders last-page-and-one-past stops-where-a-page-is
      over-a-file read-only-area out-of-reach over-a-file-counts-nowhere
      locked-area-counts-nowhere own-page-counts-once unmapping-counts-nothing
      one-page-for-all nothing-stays file-gets-no-page truncated-away punched-away
      zeros-for-everybody copied-meanwhile
    `),
    edits: [
      {
        find: MAKE,
        replace: "const zeros = pfn_pte(my_zero_pfn(dst_addr), dst_vma.vm_page_prot);",
      },
    ],
  },
  {
    id: "writable-if-the-area-is",
    belief: "The area says that writing is allowed, and that settles it.",
    origin: "own",
    killed_by: ids(`
      special-and-nothing-else write-gets-its-own-page over-a-file own-page-counts-once
      zeros-for-everybody first-write-faults private-write-stays-private written-meanwhile
    `),
    edits: [
      importing("pte_mkwrite"),
      importing("VM_WRITE"),
      {
        find: SET,
        replace:
          "set_pte_at(dst_mm, dst_addr, ptep, dst_vma.vm_flags & VM_WRITE ? pte_mkwrite(zeros) : zeros);",
      },
    ],
  },
  {
    id: "always-writable",
    belief: "Private memory is the program's own, so it may always be written.",
    origin: "own",
    killed_by: ids(`
      special-and-nothing-else write-gets-its-own-page over-a-file read-only-area
      own-page-counts-once zeros-for-everybody first-write-faults
      private-write-stays-private written-meanwhile
    `),
    edits: [
      importing("pte_mkwrite"),
      { find: SET, replace: "set_pte_at(dst_mm, dst_addr, ptep, pte_mkwrite(zeros));" },
    ],
  },
  {
    id: "dirty",
    belief: "The memory was filled just now, so its pte is dirty.",
    origin: "own; the author of the shared fill gave the clean pte as the reason why it is safe",
    killed_by: ["special-and-nothing-else", "over-a-file", "read-only-area"],
    edits: [
      importing("pte_mkdirty"),
      { find: SET, replace: "set_pte_at(dst_mm, dst_addr, ptep, pte_mkdirty(zeros));" },
    ],
  },
  {
    id: "dirty-over-a-file",
    belief: "Zeros that differ from what the file holds are a change, and a change is dirty.",
    origin: "own",
    killed_by: ["over-a-file"],
    edits: [
      importing("pte_mkdirty"),
      {
        find: SET,
        replace:
          "set_pte_at(dst_mm, dst_addr, ptep, dst_vma.vm_file ? pte_mkdirty(zeros) : zeros);",
      },
    ],
  },
  {
    id: "protected-where-it-can-be",
    belief: "If the area is watched for writes, every pte in it must be protected.",
    origin: "own",
    killed_by: ["not-protected-unasked"],
    edits: [
      importing("pte_mkuffd_wp"),
      importing("VM_UFFD_WP"),
      {
        find: SET,
        replace:
          "set_pte_at(dst_mm, dst_addr, ptep, dst_vma.vm_flags & VM_UFFD_WP ? pte_mkuffd_wp(zeros) : zeros);",
      },
    ],
  },
  {
    id: "protection-by-heart",
    belief: "Zeros may always be read: present, user, accessed.",
    origin: "own",
    killed_by: ["out-of-reach"],
    edits: [
      {
        find: "pfn_pte(my_zero_pfn(dst_addr), dst_vma.vm_page_prot)",
        replace: "pfn_pte(my_zero_pfn(dst_addr), 0x25 as typeof dst_vma.vm_page_prot)",
      },
    ],
  },
  {
    id: "made-once",
    belief: "There is one page of zeros, so there is one pte for it, and it can be made once.",
    origin: "own",
    killed_by: ["out-of-reach"],
    edits: [
      importing("type pte_t"),
      {
        find: "export function mfill_zeropage_pte(",
        replace: "let made: pte_t | undefined;\n\nexport function mfill_zeropage_pte(",
      },
      {
        find: MAKE,
        replace: `made ??= pte_mkspecial(pfn_pte(my_zero_pfn(dst_addr), dst_vma.vm_page_prot));
  const zeros = made;`,
      },
    ],
  },
  {
    id: "unreachable-is-refused",
    belief: "Memory that the program may not read needs no zeros.",
    origin: "own",
    killed_by: ["out-of-reach"],
    edits: [
      importing("VM_READ"),
      {
        find: "  if (ends_before(dst_vma, dst_addr)) {",
        replace: "  if (!(dst_vma.vm_flags & VM_READ) || ends_before(dst_vma, dst_addr)) {",
      },
    ],
  },
  {
    id: "frame-zero",
    belief: "The page of zeros has the number zero.",
    origin: "own",
    killed_by: ids(`
      reads-zeros write-gets-its-own-page out-of-reach protected-when-asked
      one-page-for-all zeros-for-everybody private-write-stays-private copied-meanwhile
    `),
    edits: [
      {
        find: "pfn_pte(my_zero_pfn(dst_addr), dst_vma.vm_page_prot)",
        replace: "pfn_pte(0, dst_vma.vm_page_prot)",
      },
    ],
  },
  {
    id: "frame-by-address",
    belief: "Each address has a page of zeros of its own.",
    origin: "own; on some machines there really are several, but the function knows which",
    killed_by: ids(`
      reads-zeros special-and-nothing-else counts-nowhere takes-no-page write-gets-its-own-page lock-given-back end-of-file-borders last-page-and-one-past offset-mapping big-file
      zeros-twice over-a-file read-only-area out-of-reach not-protected-unasked protected-when-asked over-a-file-counts-nowhere locked-area-counts-nowhere own-page-counts-once
      unmapping-counts-nothing one-page-for-all nothing-stays file-gets-no-page truncated-away
      punched-away zeros-for-everybody first-write-faults private-write-stays-private refused-beyond-the-end changes-under-the-lock truncated-meanwhile written-meanwhile
    `),
    edits: [
      {
        find: "pfn_pte(my_zero_pfn(dst_addr), dst_vma.vm_page_prot)",
        replace:
          "pfn_pte(my_zero_pfn(dst_addr) + (dst_addr - dst_vma.vm_start) / PAGE_SIZE, dst_vma.vm_page_prot)",
      },
    ],
  },
];
