// Which structures a submission can look at, field by field. A facade has these fields and no others.

/** Fields that can be read, by structure. */
export const fields = {
  page: ["pfn", "flags", "_refcount", "_mapcount", "mapping", "index"],
  vm_area_struct: [
    "vm_start",
    "vm_end",
    "vm_pgoff",
    "vm_flags",
    "vm_page_prot",
    "vm_file",
    "vm_mm",
    "anon_vma",
  ],
  file: ["f_inode", "f_mapping"],
  inode: ["i_ino", "i_size", "i_blocks", "i_mapping", "i_sb"],
  address_space: ["nrpages", "host"],
  shmem_inode_info: ["lock", "flags", "alloced", "swapped"],
  shmem_sb_info: ["max_blocks", "used_blocks"],
  super_block: [],
  task_struct: ["mm", "fatal_signal"],
  out: ["value"],
  mm_struct: [],
  pmd_t: [],
  spinlock_t: [],
  percpu_counter: [],
  anon_vma: [],
  migration: ["uffd", "socket", "start", "len"],
  packet: ["offset", "len", "addr", "zero"],
  uffd_message: ["event", "flags", "address", "start", "end"],
  pointer: [],
} as const satisfies Record<string, readonly string[]>;

export type kind = keyof typeof fields;

/** Fields that C code writes by hand. Everything else is changed by kernel functions only. */
export const writable: Readonly<Partial<Record<kind, readonly string[]>>> = {
  shmem_inode_info: ["alloced"],
  inode: ["i_blocks"],
  address_space: ["nrpages"],
  out: ["value"],
};

/** A field that only this structure has. */
const marks: readonly (readonly [field: string, kind: kind])[] = [
  ["pfn", "page"],
  ["vm_start", "vm_area_struct"],
  ["f_inode", "file"],
  ["i_ino", "inode"],
  ["nrpages", "address_space"],
  ["alloced", "shmem_inode_info"],
  ["max_blocks", "shmem_sb_info"],
  ["s_fs_info", "super_block"],
  ["mmap_lock", "mm_struct"],
  ["ptl", "pmd_t"],
  ["fatal_signal", "task_struct"],
  ["owner", "spinlock_t"],
  ["count", "percpu_counter"],
  ["PAGE_MAPPING_ANON", "anon_vma"],
  ["socket", "migration"],
  ["zero", "packet"],
  ["event", "uffd_message"],
  ["value", "out"],
];

/** What a structure of the machine is. The machine's own objects only: a stranger could have any field. */
export function kindOf(real: object): kind {
  return marks.find(([field]) => field in real)?.[1] ?? "pointer";
}
