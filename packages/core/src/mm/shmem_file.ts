// tmpfs: mounts, files, and reading and writing them.
// Source: mm/shmem.c (shmem_fill_super, shmem_file_setup, shmem_file_read_iter, shmem_write_begin), mm/memfd.c; 5.14.

import { PAGE_SIZE, VM_NORESERVE } from "../include/linux/mm.ts";
import type { file, inode, page, super_block } from "../include/linux/mm_types.ts";
import { PageUptodate, SetPageUptodate } from "../include/linux/page_flags.ts";
import type { out, pgoff_t } from "../include/linux/types.ts";
import { kernel, own } from "../kernel.ts";
import { BUG } from "../lib/bug.ts";
import { EBADF, EBUSY, EFBIG, ENOMEM, EPERM } from "../lib/errno.ts";
import { MAX_LFS_INDEX, set_page_dirty, unlock_page } from "./filemap.ts";
import { writable_bytes, zero_user_segment } from "./highmem.ts";
import { SGP_READ, SGP_WRITE, shmem_getpage } from "./shmem.ts";
import { shmem_get_inode } from "./shmem_inode.ts";
import { mark_page_accessed, put_page } from "./swap.ts";
import { F_SEAL_FUTURE_WRITE, F_SEAL_GROW, F_SEAL_SEAL, F_SEAL_WRITE } from "./truncate.ts";
import { security_vm_enough_memory_mm, VM_ACCT } from "./util.ts";

/** A new mount of tmpfs. @param max_blocks blocks (pages) its files may use together; 0 for no limit */
export function shmem_mount(max_blocks: number): super_block {
  const used_blocks = own({ count: 0 });
  const sb: super_block = own({ s_fs_info: own({ max_blocks, used_blocks }) });
  kernel().supers.add(sb);
  return sb;
}

/** Makes the mount that nobody sees: memfds and shared anonymous memory are files on it, without a limit. */
export function shmem_init(): void {
  shmem_mount(0);
}

/** The mount that shmem_init() made: the first there is. */
export function shm_mnt(): super_block {
  for (const sb of kernel().supers) return sb;
  return BUG("kernel BUG: shm_mnt", "There is no mount for files without a name.");
}

/** What a new file is like. */
export interface shmem_file_options {
  /** The file pays for pages as it gets them (files, memfds). Otherwise it pays for its whole size now. */
  readonly noreserve: boolean;
  /** Bytes. */
  readonly size: number;
}

/**
 * A new file, open and held once: fput() closes it.
 *
 * @param mode what the descriptor may be used for
 * @returns the file, or -ENOMEM if it cannot pay in advance
 */
export function shmem_file_setup(
  sb: super_block,
  { noreserve, size }: shmem_file_options,
  mode: file["f_mode"] = { read: true, write: true },
): file | number {
  if (!noreserve && security_vm_enough_memory_mm(kernel().current.mm, VM_ACCT(size)) !== 0)
    return -ENOMEM;
  const inode = shmem_get_inode(sb, noreserve ? VM_NORESERVE : 0);
  inode.i_size = size;
  return alloc_file(inode, mode);
}

/** Opens the inode of `file` again, for reading or writing as `mode` says. */
export const reopen = (file: file, mode: file["f_mode"]): file => alloc_file(file.f_inode, mode);

function alloc_file(inode: inode, f_mode: file["f_mode"]): file {
  const file = own({ f_count: 1, f_inode: inode, f_mapping: inode.i_mapping, f_mode });
  kernel().files.add(file);
  return file;
}

/**
 * Adds F_SEAL_* promises to a file.
 *
 * @returns 0, or
 *   -EPERM  the file was not opened for writing, or has promised to take no more seals
 *   -EBUSY  F_SEAL_WRITE while a shared mapping may still write
 */
export function memfd_add_seals(file: file, seals: number): number {
  const { shmem, i_mapping } = file.f_inode;
  if (!file.f_mode.write || shmem.seals & F_SEAL_SEAL) return -EPERM;
  const VM_SHARED_MAYWRITE = 0x28;
  const writable = [...i_mapping.i_mmap].some(
    (vma) => (vma.vm_flags & VM_SHARED_MAYWRITE) === VM_SHARED_MAYWRITE,
  );
  if (seals & F_SEAL_WRITE && !(shmem.seals & F_SEAL_WRITE) && writable) return -EBUSY;
  shmem.seals |= seals;
  return 0;
}

/**
 * Reads from a file (pread). Holes read as zeros and stay holes; a page read from its first byte on counts as used.
 *
 * @returns the bytes, fewer than `len` at the end of the file; or -EBADF (not open for reading), or an errno of
 *   shmem_getpage() if not one byte could be read
 *
 * Context: sleeps.
 */
export function shmem_file_read(file: file, pos: number, len: number): Uint8Array | number {
  if (!file.f_mode.read) return -EBADF;
  const { f_inode } = file;
  const end = Math.min(pos + len, f_inode.i_size);
  const read = new Uint8Array(Math.max(end - pos, 0));
  for (const part of parts(pos, end)) {
    const pagep: out<page | null> = { value: null };
    const error = shmem_getpage(f_inode, part.index, pagep, SGP_READ);
    if (error !== 0) return part.done > 0 ? read.slice(0, part.done) : error;
    const page = pagep.value;
    if (page === null) continue;
    read.set(page.content.bytes.subarray(part.from, part.to), part.done);
    unlock_page(page);
    if (part.from === 0) mark_page_accessed(page);
    put_page(page);
  }
  return read;
}

/**
 * Writes to a file (pwrite), which grows if need be.
 *
 * @returns how many bytes were written; or, if none was,
 *   -EBADF   not open for writing
 *   -EPERM   a seal forbids it
 *   -EFBIG   no file can be that large
 *   -ENOSPC, -ENOMEM  of shmem_getpage()
 *
 * Context: sleeps.
 */
export function shmem_file_write(file: file, pos: number, bytes: Uint8Array): number {
  if (!file.f_mode.write) return -EBADF;
  const end = pos + bytes.length;
  if (end > MAX_LFS_INDEX * PAGE_SIZE) return -EFBIG;
  for (const part of parts(pos, end)) {
    const data = bytes.subarray(part.done, part.done + part.to - part.from);
    const error = write_part(file.f_inode, part, data);
    if (error !== 0) return part.done > 0 ? part.done : error;
  }
  return bytes.length;
}

/** The part of a read or write that lies in one page. */
interface part {
  readonly index: pgoff_t;
  readonly from: number;
  readonly to: number;
  /** Bytes before this part. */
  readonly done: number;
}

function* parts(pos: number, end: number): Generator<part> {
  for (let at = pos; at < end; ) {
    const index = Math.floor(at / PAGE_SIZE) as pgoff_t;
    const start = index * PAGE_SIZE;
    const to = Math.min(end - start, PAGE_SIZE);
    yield { index, from: at - start, to, done: at - pos };
    at = start + to;
  }
}

function write_part(inode: inode, { index, from, to }: part, data: Uint8Array): number {
  const pagep: out<page | null> = { value: null };
  const end = index * PAGE_SIZE + to;
  const error = sealed(inode, end) || shmem_getpage(inode, index, pagep, SGP_WRITE);
  const page = pagep.value;
  if (error !== 0 || page === null) return error;
  writable_bytes(page).set(data, from);
  if (!PageUptodate(page)) {
    // What is not written of a new page is still somebody else's old data.
    zero_user_segment(page, 0, from);
    zero_user_segment(page, to, PAGE_SIZE);
    SetPageUptodate(page);
  }
  if (end > inode.i_size) inode.i_size = end;
  set_page_dirty(page);
  unlock_page(page);
  put_page(page);
  return 0;
}

function sealed(inode: inode, end: number): number {
  const { seals } = inode.shmem;
  if (seals & (F_SEAL_WRITE | F_SEAL_FUTURE_WRITE)) return -EPERM;
  return seals & F_SEAL_GROW && end > inode.i_size ? -EPERM : 0;
}
