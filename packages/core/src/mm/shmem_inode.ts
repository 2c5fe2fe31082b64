// An inode of tmpfs, with what tmpfs knows of it. Two of their fields are guarded by info->lock, and know it.
// Source: mm/shmem.c (shmem_get_inode), include/linux/shmem_fs.h.

import type {
  address_space,
  inode,
  shmem_inode_info,
  super_block,
} from "../include/linux/mm_types.ts";
import { note_guarded_write, note_racy_read } from "../kernel/guarded.ts";
import { spin_lock_init } from "../kernel/locking.ts";
import { kernel, own } from "../kernel.ts";
import { xa_init } from "../lib/xarray.ts";
import { GFP_HIGHUSER_MOVABLE } from "./page_alloc.ts";

class new_info implements shmem_inode_info {
  readonly lock = spin_lock_init("info->lock");
  readonly flags: number;
  swapped = 0;
  seals = 0;
  #alloced = 0;

  constructor(flags: number) {
    this.flags = flags;
  }

  get alloced(): number {
    return this.#alloced;
  }

  set alloced(pages: number) {
    this.#alloced = pages;
    note_guarded_write(this, "alloced", pages, this.lock, "info->alloced");
  }
}

class new_inode implements inode {
  readonly i_ino: number;
  readonly i_sb: super_block;
  readonly i_mapping: address_space;
  readonly shmem: shmem_inode_info;
  #size = 0;
  #blocks = 0;

  constructor(i_ino: number, i_sb: super_block, flags: number) {
    this.i_ino = i_ino;
    this.i_sb = i_sb;
    this.shmem = own(new new_info(flags));
    this.i_mapping = own(new_mapping(this));
  }

  get i_size(): number {
    note_racy_read("i_size");
    return this.#size;
  }

  set i_size(bytes: number) {
    this.#size = bytes;
  }

  get i_blocks(): number {
    return this.#blocks;
  }

  set i_blocks(blocks: number) {
    this.#blocks = blocks;
    note_guarded_write(this, "i_blocks", blocks, this.shmem.lock, "inode->i_blocks");
  }
}

const new_mapping = (host: inode): address_space => ({
  PAGE_MAPPING_ANON: 0,
  host,
  i_pages: xa_init(),
  nrpages: 0,
  gfp_mask: GFP_HIGHUSER_MOVABLE,
  i_mmap: new Set(),
});

/** A new inode without pages. @param flags VM_NORESERVE if it pays for its pages one by one */
export function shmem_get_inode(sb: super_block, flags: number): inode {
  const k = kernel();
  const inode = own(new new_inode(k.inodes.size + 1, sb, flags));
  k.inodes.add(inode);
  k.mappings.add(inode.i_mapping);
  return inode;
}
