// Operations that no program has (ours): the installer called alone, reclaim, and what only happens to other threads.
// Source: none; the installer's callers are in mm/userfaultfd and mm/shmem_fill.

import { pte_pfn, pte_present, pte_special } from "../arch/x86/pgtable.ts";
import { PAGE_SIZE, VM_SHARED } from "../include/linux/mm.ts";
import type { page, pmd_t, vm_area_struct } from "../include/linux/mm_types.ts";
import { __SetPageUptodate, SetPageDirty } from "../include/linux/page_flags.ts";
import type { user_addr } from "../include/linux/types.ts";
import { mcontinue_atomic_pte, mcopy_atomic_install_pte } from "../kernel/livepatch.ts";
import { mmap_read_lock, mmap_read_unlock } from "../kernel/locking.ts";
import type { program } from "../kernel/program.ts";
import { EFAULT, ENOENT, ENOMEM } from "../lib/errno.ts";
import { find_lock_page, page_at, unlock_page } from "../mm/filemap.ts";
import { writable_bytes } from "../mm/highmem.ts";
import { mem_cgroup_charge } from "../mm/memcontrol.ts";
import { GFP_HIGHUSER_MOVABLE, GFP_KERNEL, pfn_to_page } from "../mm/page_alloc.ts";
import { find_vma, linear_page_index } from "../mm/pagemap.ts";
import { pte_at } from "../mm/pgtable.ts";
import { anon_vma_prepare } from "../mm/rmap.ts";
import { alloc_page_vma } from "../mm/shmem_cache.ts";
import { fill_pte } from "../mm/shmem_fill.ts";
import { put_page } from "../mm/swap.ts";
import { alloc_pte_table } from "../mm/userfaultfd_poison.ts";
import { shrink_page } from "../mm/vmscan.ts";
import { type result, returned } from "./result.ts";
import { buffer_of, fillPage } from "./source.ts";
import type { changing_op, install_op, reclaim_op } from "./types.ts";
import type { world } from "./world.ts";

/** Where the installer is to map a page. */
interface place {
  readonly vma: vm_area_struct;
  readonly pmd: pmd_t;
  readonly addr: user_addr;
  /** The page that a new one is copied from. */
  readonly source: user_addr;
}

/** Calls the installer through its slot, under the locks and with the page that its callers bring. */
export function install(w: world, p: program, op: install_op): result {
  const addr = (w.subject.start + op.page * PAGE_SIZE) as user_addr;
  const source = buffer_of(w, p);
  fillPage(w, p.mm, source, op.byte ?? 0xa5);
  const ret = p.in_kernel("install", () => {
    mmap_read_lock(p.mm);
    const vma = find_vma(p.mm, addr);
    const pmd = alloc_pte_table(p.mm, addr);
    const inside = vma !== null && vma.vm_start <= addr;
    const error = !inside
      ? -ENOENT
      : pmd === null
        ? -ENOMEM
        : installAt(op, { vma, pmd, addr, source });
    mmap_read_unlock(p.mm);
    return error;
  });
  return returned(ret);
}

function installAt(op: install_op, place: place): number {
  if (op.source === "cached") return install_cached(op, place);
  const { vma, pmd, addr, source } = place;
  if (op.source === "continue")
    return mcontinue_atomic_pte(vma.vm_mm, pmd, vma, addr, op.wp_copy ?? false);
  // In a shared mapping it is the function that fills tmpfs which brings a new page.
  if (vma.vm_flags & VM_SHARED)
    return fill_pte(vma.vm_mm, pmd, vma, addr, source, false, { value: null });
  return install_new(op, place);
}

/** As mcopy_atomic_pte() does. */
function install_new(op: install_op, { vma, pmd, addr }: place): number {
  if (anon_vma_prepare(vma) !== 0) return -ENOMEM;
  const page = alloc_page_vma(GFP_HIGHUSER_MOVABLE, vma, addr);
  if (page === null) return -ENOMEM;
  writable_bytes(page).fill(op.byte ?? 0xa5);
  __SetPageUptodate(page);
  const error =
    mem_cgroup_charge(page, vma.vm_mm, GFP_KERNEL) ||
    mcopy_atomic_install_pte(
      vma.vm_mm,
      pmd,
      vma,
      addr,
      page,
      op.newly_allocated ?? true,
      op.wp_copy ?? false,
    );
  if (error !== 0) put_page(page);
  return error;
}

/** As mcontinue_atomic_pte() does. */
function install_cached(op: install_op, { vma, pmd, addr }: place): number {
  if (vma.vm_file === null) return -EFAULT;
  const page = find_lock_page(vma.vm_file.f_mapping, linear_page_index(vma, addr));
  if (page === null) return -EFAULT;
  const error = mcopy_atomic_install_pte(
    vma.vm_mm,
    pmd,
    vma,
    addr,
    page,
    op.newly_allocated ?? false,
    op.wp_copy ?? false,
  );
  unlock_page(page);
  if (error !== 0) put_page(page);
  return error;
}

/** The page of the file, or null. Context: the machine is entered. */
function file_page(w: world, index: number): page | null {
  const mapping = w.subject.inode?.i_mapping;
  return mapping === undefined ? null : page_at(mapping, index);
}

/** The page that the program has mapped at a page of the region, or null; the page of zeros is nobody's to take. */
function mapped_page(w: world, index: number): page | null {
  const pte = pte_at(w.actor.mm, (w.subject.start + index * PAGE_SIZE) as user_addr);
  return pte_present(pte) && !pte_special(pte) ? pfn_to_page(pte_pfn(pte)) : null;
}

export function reclaim(w: world, p: program, op: reclaim_op): result {
  let came_to = "no page";
  p.in_kernel(op.op, () => {
    const page = op.mapped ? mapped_page(w, op.page) : file_page(w, op.page);
    if (page === null) return 0;
    if (op.op === "swapout") SetPageDirty(page);
    came_to = shrink_page(page);
    return 0;
  });
  return { page: came_to };
}

/** Another thread begins, or ends, to change the address space. */
export function mmap_changing(w: world, p: program, op: changing_op): result {
  if (w.ctx === null) return { skip: "no userfaultfd" };
  const { ctx } = w;
  const set = (): number => {
    ctx.mmap_changing.value = op.value;
    return 0;
  };
  return returned(p.in_kernel("mmap_changing", set));
}

/** The task that does the operations gets a signal that it will die of. */
export function kill(w: world, p: program): result {
  const set = (): number => {
    w.actor.task.fatal_signal = true;
    return 0;
  };
  return returned(p.in_kernel("kill", set));
}
