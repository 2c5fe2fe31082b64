// A program with memory, for tests below the system calls: it maps, loads and stores, and is drawn as letters.

import {
  pte_dirty,
  pte_marker,
  pte_none,
  pte_present,
  pte_special,
  pte_uffd_wp,
  pte_write,
} from "../../src/arch/x86/pgtable.ts";
import { fput } from "../../src/fs/file_table.ts";
import { set_watch } from "../../src/fs/userfaultfd_vma.ts";
import { PAGE_SIZE } from "../../src/include/linux/mm.ts";
import type {
  file,
  mm_struct,
  task_struct,
  userfaultfd_ctx,
} from "../../src/include/linux/mm_types.ts";
import type { user_addr } from "../../src/include/linux/types.ts";
import { mm_alloc, mmput, new_task } from "../../src/kernel/fork.ts";
import { mmap_write_lock, mmap_write_unlock } from "../../src/kernel/locking.ts";
import { type access, user_load, user_store } from "../../src/kernel/uaccess.ts";
import { kernel, own } from "../../src/kernel.ts";
import {
  do_mmap,
  MAP_ANONYMOUS,
  MAP_PRIVATE,
  MAP_SHARED,
  PROT_READ,
  PROT_WRITE,
} from "../../src/mm/mmap.ts";
import { pte_at } from "../../src/mm/pgtable.ts";
import { shmem_file_setup, shmem_mount } from "../../src/mm/shmem_file.ts";

/** A program that is running now. */
export interface test_program {
  readonly task: task_struct;
  readonly mm: mm_struct;
}

export function newProgram(): test_program {
  const mm = mm_alloc();
  const task = new_task("program", 1, mm);
  kernel().current = task;
  return { task, mm };
}

export function exit({ mm }: test_program): void {
  mmput(mm);
}

/** A file of `pages` pages, all holes, on a mount with room for `blocks` (0: any number). */
export function newFile(pages: number, blocks = 0): file {
  const file = shmem_file_setup(shmem_mount(blocks), { noreserve: true, size: pages * PAGE_SIZE });
  if (typeof file === "number") throw new Error(`no file: ${file}`);
  return file;
}

export { fput as close };

/** Pages of a program's memory, under one name. */
export interface area {
  readonly program: test_program;
  readonly start: user_addr;
  readonly pages: number;
}

export interface area_options {
  readonly file?: file;
  readonly shared?: boolean;
  readonly prot?: number;
  readonly pgoff?: number;
}

/** Maps `pages` pages: private anonymous memory, unless `options` say otherwise. */
export function map(program: test_program, pages: number, options: area_options = {}): area {
  const { file, shared = false, prot = PROT_READ | PROT_WRITE, pgoff = 0 } = options;
  const flags = (shared ? MAP_SHARED : MAP_PRIVATE) | (file ? 0 : MAP_ANONYMOUS);
  const start = do_mmap(program.mm, {
    len: pages * PAGE_SIZE,
    prot,
    flags,
    pgoff,
    ...(file && { file }),
  });
  if (start < 0) throw new Error(`mmap failed: ${start}`);
  return { program, start: start as user_addr, pages };
}

/** The first byte of a page of the area. */
export const at = (area: area, page: number): user_addr =>
  (area.start + page * PAGE_SIZE) as user_addr;

/** Loads the first byte of a page, and says how that ended: `41 after 1 fault`, `sigbus`, `blocked`. */
export const load = (area: area, page: number): string =>
  told(user_load(area.program.task, at(area, page)));

/** Stores a byte to a page, and says how that ended. */
export const store = (area: area, page: number, byte = 0x77): string =>
  told(user_store(area.program.task, at(area, page), byte));

export function told(access: access): string {
  if (access.kind !== "ok") return access.kind;
  const faults = access.faults === 1 ? "1 fault" : `${access.faults} faults`;
  return `${access.value.toString(16).padStart(2, "0")} after ${faults}`;
}

/**
 * Draws the page table of an area, one letter a page: `.` nothing, `r` and `w` mapped readable and writable (in
 * capitals: and dirty), `z` the page of zeros, `p` protected by userfaultfd, `m` and `x` markers of protection and poison,
 * `s` swapped out.
 */
export function draw(area: area): string {
  let drawing = "";
  for (let page = 0; page < area.pages; page++) {
    const pte = pte_at(area.program.mm, at(area, page));
    if (pte_none(pte)) drawing += ".";
    else if (!pte_present(pte)) drawing += [..."smx"][pte_marker(pte)] ?? "?";
    else if (pte_special(pte)) drawing += "z";
    else if (pte_uffd_wp(pte)) drawing += "p";
    else {
      const letter = pte_write(pte) ? "w" : "r";
      drawing += pte_dirty(pte) ? letter.toUpperCase() : letter;
    }
  }
  return drawing;
}

/** Watches an area with a new userfaultfd. @param flags VM_UFFD_* bits */
export function watch(area: area, flags: number, features = 0): userfaultfd_ctx {
  const { mm } = area.program;
  const ctx: userfaultfd_ctx = own({
    mm,
    flags: 0,
    features,
    fault_pending: [],
    fault_read: [],
    events: [],
    mmap_changing: { value: false },
    released: false,
  });
  mmap_write_lock(mm);
  set_watch(mm, area.start, at(area, area.pages), () => ({ ctx, flags }));
  mmap_write_unlock(mm);
  return ctx;
}
