// mcopy_atomic_install_pte(), once for all versions: what they do differently is a habit.
// Source: what the revisions of April 2021 did in mm/userfaultfd.c, told again in the words of this kit.

import {
  DIV_ROUND_UP,
  EEXIST,
  EFAULT,
  file_inode,
  i_size_read,
  inc_mm_counter,
  linear_page_index,
  lru_cache_add,
  lru_cache_add_inactive_or_unevictable,
  mk_pte,
  mm_counter,
  PAGE_SIZE,
  type page,
  page_add_file_rmap,
  page_add_new_anon_rmap,
  pte_mkdirty,
  pte_mkuffd_wp,
  pte_mkwrite,
  pte_none,
  pte_offset_map_lock,
  type pte_t,
  pte_unmap_unlock,
  ptep_get,
  set_page_dirty,
  set_pte_at,
  type targets,
  update_mmu_cache,
  type user_addr,
  VM_SHARED,
  VM_WRITE,
  type vm_area_struct,
  vma_is_anonymous,
  vma_is_shmem,
} from "@faultline/core";

type installer = targets["mcopy_atomic_install_pte"];

/** By what a version knows what kind of page it has: by the page itself, or by the area that it is for. */
type by = "page" | "area";

/** What versions of the installer do differently. The default is what the sixth revision does. */
export interface installer_habits {
  /** Decides whether a private page may be written at once. Default: by the page. */
  readonly writable_by?: by;
  /** Decides whether the pte of a new page that cannot be written is dirty. Default: by the page. */
  readonly dirty_by?: by;
  /** Decides which rmap the page gets. Default: by the page. */
  readonly rmap_by?: by;
  /** Whether the page is counted before its rmap is set up. Default: no. */
  readonly counts_first?: boolean;
  /** Which pages of a shared area that cannot be written are marked as dirty here. Default: none. */
  readonly marks?: "all" | "those that the file had";
  /** Whether a page of a shared file gets on its list without a look at VM_LOCKED. Default: no. */
  readonly lists_plainly?: boolean;
  /** Whether the pte is looked at before the size of the file. Default: no. */
  readonly looks_at_pte_first?: boolean;
  /** Whether the pte is written before the page is counted and listed. Default: no. */
  readonly writes_first?: boolean;
}

export function newInstaller(habits: installer_habits = {}): installer {
  return (mm, pmd, vma, addr, page, newly_allocated, wp_copy) => {
    const pte = newPte(habits, vma, page, wp_copy);
    if (marksPage(habits, vma, newly_allocated)) set_page_dirty(page);
    const [ptep, ptl] = pte_offset_map_lock(mm, pmd, addr);
    const error = refusal(habits, vma, addr, () => pte_none(ptep_get(ptep)));
    if (error === 0) {
      const write = (): void => {
        set_pte_at(mm, addr, ptep, pte);
        update_mmu_cache(vma, addr, ptep);
      };
      if (habits.writes_first) write();
      if (habits.counts_first) inc_mm_counter(mm, mm_counter(page));
      addRmap(habits, vma, addr, page);
      if (!habits.counts_first) inc_mm_counter(mm, mm_counter(page));
      if (newly_allocated) list(habits, vma, page);
      if (!habits.writes_first) write();
    }
    pte_unmap_unlock(ptep, ptl);
    return error;
  };
}

const isShared = (vma: vm_area_struct): boolean => (vma.vm_flags & VM_SHARED) !== 0;

function newPte(
  { writable_by, dirty_by }: installer_habits,
  vma: vm_area_struct,
  page: page,
  wp_copy: boolean,
): pte_t {
  const in_cache = page.mapping !== null;
  const of_file = writable_by === "area" ? !vma_is_anonymous(vma) : in_cache;
  const writable = (vma.vm_flags & VM_WRITE) !== 0 && (!of_file || isShared(vma));
  const is_new = dirty_by === "area" ? vma_is_anonymous(vma) : !in_cache;
  let pte = mk_pte(page, vma.vm_page_prot);
  if (writable || is_new) pte = pte_mkdirty(pte);
  if (writable) pte = wp_copy ? pte_mkuffd_wp(pte) : pte_mkwrite(pte);
  return pte;
}

function marksPage(
  { marks }: installer_habits,
  vma: vm_area_struct,
  newly_allocated: boolean,
): boolean {
  const readonly = (vma.vm_flags & VM_WRITE) === 0;
  const meant = marks === "all" || (marks !== undefined && !newly_allocated);
  return meant && readonly && isShared(vma);
}

/** Why the page cannot be mapped here; 0 if it can. Context: the page-table lock is held. */
function refusal(
  { looks_at_pte_first }: installer_habits,
  vma: vm_area_struct,
  addr: user_addr,
  isNone: () => boolean,
): number {
  if (looks_at_pte_first && !isNone()) return -EEXIST;
  if (vma_is_shmem(vma)) {
    const max_off = DIV_ROUND_UP(i_size_read(file_inode(vma.vm_file!)), PAGE_SIZE);
    if (linear_page_index(vma, addr) >= max_off) return -EFAULT;
  }
  return looks_at_pte_first || isNone() ? 0 : -EEXIST;
}

function addRmap(
  { rmap_by }: installer_habits,
  vma: vm_area_struct,
  addr: user_addr,
  page: page,
): void {
  const of_file = rmap_by === "area" ? vma_is_shmem(vma) : page.mapping !== null;
  if (of_file) page_add_file_rmap(page, false);
  else page_add_new_anon_rmap(page, vma, addr, false);
}

function list({ lists_plainly }: installer_habits, vma: vm_area_struct, page: page): void {
  if (lists_plainly && vma_is_shmem(vma) && isShared(vma)) lru_cache_add(page);
  else lru_cache_add_inactive_or_unevictable(page, vma);
}
