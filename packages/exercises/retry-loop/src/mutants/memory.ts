// Beliefs about the memory that is filled: where it begins and ends, and what kind of memory it must be.

import { ids, importing, type mutant } from "@faultline/kit";

const WATCHED = "  if (f.wp_copy && !(vma.vm_flags & VM_UFFD_WP)) return false;\n";
const FIND = "find_dst_vma(f.dst_mm, f.dst_start, f.len)";

export const memory_mutants: readonly mutant[] = [
  {
    id: "finds-by-address",
    belief: "find_vma() finds the vma that an address lies in.",
    origin: "own",
    killed_by: ids(`
      watched-memory-only range-in-one-vma range-must-begin-inside refusals-unlock
      second-round-unlocks unmapped-in-the-window split-in-the-window
      progress-survives-the-window unwatched-in-the-window unmapped-meanwhile
    `),
    edits: [importing("find_vma"), { find: FIND, replace: "find_vma(f.dst_mm, f.dst_start)" }],
  },
  {
    id: "finds-the-first-page",
    belief: "The vma of the first page is the vma of the range.",
    origin: "own",
    killed_by: ids(`range-in-one-vma refusals-unlock split-in-the-window`),
    edits: [{ find: FIND, replace: "find_dst_vma(f.dst_mm, f.dst_start, PAGE_SIZE)" }],
  },
  {
    id: "range-by-hand",
    belief: "A range that ends inside the vma is inside the vma.",
    origin: "own",
    killed_by: ids(`range-must-begin-inside`),
    edits: [
      importing("find_vma"),
      importing("VM_UFFD_MISSING"),
      importing("VM_UFFD_MINOR"),
      {
        find: `  const dst_vma = ${FIND};\n  if (dst_vma === null) return -ENOENT;\n`,
        replace: `  const dst_vma = find_vma(f.dst_mm, f.dst_start);
  if (dst_vma === null || f.dst_start + f.len > dst_vma.vm_end) return -ENOENT;
  if (!(dst_vma.vm_flags & (VM_UFFD_MISSING | VM_UFFD_MINOR | VM_UFFD_WP))) return -ENOENT;
`,
      },
    ],
  },
  {
    id: "missing-only",
    belief:
      "COPY answers missing faults and CONTINUE minor ones, so the vma must be watched for these.",
    origin: "own",
    killed_by: ids(`
      any-watched-vma shared-file-kinds private-file-kinds progress-survives-the-window
    `),
    edits: [
      importing("VM_UFFD_MISSING"),
      importing("VM_UFFD_MINOR"),
      {
        find: WATCHED,
        replace: `${WATCHED}  const kind = f.mcopy_mode === MCOPY_ATOMIC_CONTINUE ? VM_UFFD_MINOR : VM_UFFD_MISSING;
  if (!(vma.vm_flags & kind)) return false;
`,
      },
    ],
  },
  {
    id: "continue-anywhere",
    belief: "A watched vma can be filled in every way.",
    origin: "own",
    killed_by: ids(`continue-needs-a-file`),
    edits: [
      {
        find: "  if (f.mcopy_mode === MCOPY_ATOMIC_CONTINUE) return vma_is_shmem(vma);\n",
        replace: "",
      },
    ],
  },
  {
    id: "shmem-only",
    belief: "Memory that can be filled is memory of tmpfs, or memory without a file.",
    origin: "own",
    killed_by: ids(`
      second-page-comes-later waits-for-each-page private-file-kinds
      progress-survives-the-window
    `),
    edits: [
      {
        find: "  return anonymous || vma_is_shmem(vma);\n",
        replace: "  return anonymous || (vma.vm_flags & VM_SHARED) !== 0;\n",
      },
    ],
  },
  {
    id: "private-fills-the-file",
    belief: "Which function fills a page is decided by the kind of memory: a file's, or nobody's.",
    origin: "Linux until 5b51072e97d5 (2018), part of CVE-2018-18397",
    review: {
      by: "Andrea Arcangeli",
      on: "2018-11-26",
      said: "A copy into a private mapping of tmpfs ended up in the file, even in one that the program had not opened for writing.",
    },
    killed_by: ids(`private-file-kinds`),
    edits: [
      importing("MCOPY_ATOMIC_NORMAL"),
      importing("shmem_mcopy_atomic_pte"),
      {
        find: `  const error = mfill_atomic_pte(
    dst_mm,
    pmd,
    dst_vma,
    dst_addr,
    src_addr,
    pagep,
    mcopy_mode,
    wp_copy,
  );
`,
        replace: `  const error =
    vma_is_shmem(dst_vma) && mcopy_mode === MCOPY_ATOMIC_NORMAL
      ? shmem_mcopy_atomic_pte(dst_mm, pmd, dst_vma, dst_addr, src_addr, false, pagep)
      : mfill_atomic_pte(dst_mm, pmd, dst_vma, dst_addr, src_addr, pagep, mcopy_mode, wp_copy);
`,
      },
    ],
  },
  {
    id: "zeros-as-a-copy",
    belief: "ZEROPAGE is a copy that has no source.",
    origin: "own",
    killed_by: ids(`private-file-kinds`),
    edits: [
      importing("mcopy_atomic_pte"),
      {
        find: "  const error = mfill_atomic_pte(\n",
        replace: `  const shared = (dst_vma.vm_flags & VM_SHARED) !== 0;
  if (!shared && mcopy_mode !== MCOPY_ATOMIC_CONTINUE)
    return mcopy_atomic_pte(dst_mm, pmd, dst_vma, dst_addr, src_addr, pagep, wp_copy);
  const error = mfill_atomic_pte(\n`,
      },
    ],
  },
];
