// Open files: how long they live. Descriptors and mappings each hold one; the last to let go closes the file.
// Source: fs/file_table.c (fput), fs/inode.c (iput). A file here has one inode of its own, as O_TMPFILE makes it.

import type { file } from "../include/linux/mm_types.ts";
import { kernel } from "../kernel.ts";
import { BUG_ON } from "../lib/bug.ts";
import { shmem_evict_inode } from "../mm/truncate.ts";

/** One more holder. */
export function get_file(file: file): file {
  file.f_count += 1;
  return file;
}

/**
 * One holder less: what close(2) does to a descriptor, and munmap(2) to a mapping. With the last one, the file's
 * pages and all that was paid for them go too, unless another open file has the same inode.
 *
 * Context: sleeps.
 */
export function fput(file: file): void {
  BUG_ON(file.f_count <= 0, "A file is closed that is closed already.");
  file.f_count -= 1;
  if (file.f_count > 0) return;
  const { files } = kernel();
  files.delete(file);
  const { f_inode } = file;
  if ([...files].some((other) => other.f_inode === f_inode)) return;
  shmem_evict_inode(f_inode);
}
