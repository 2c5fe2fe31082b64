// The kernel as a submission sees it: every name it may import, and nothing else of the machine.

import { kernel_api, reference_targets, type target_name } from "@faultline/core";

const type_names = `
page mm_struct pmd_t vm_area_struct file inode address_space anon_vma shmem_inode_info super_block shmem_sb_info
spinlock_t percpu_counter task_struct pte_ptr kmap_address user_addr pgoff_t pte_t pgprot_t gfp_t swp_entry_t out
mcopy_atomic_mode targets target_name migration packet uffd_message`;

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Read once: a module's namespace is slow to ask, and every kernel call asks. */
const api: ReadonlyMap<string, unknown> = new Map(Object.entries(kernel_api));

/** Names of functions and constants. */
export const api_names: ReadonlySet<string> = new Set(api.keys());

/** Names of types; they are nothing at run time. */
export const api_types: ReadonlySet<string> = new Set(words(type_names));

/** Functions that a submission may replace. */
export const target_names = Object.keys(reference_targets) as readonly target_name[];

export type kernel_function = (...args: unknown[]) => unknown;

/** The kernel function of that name; undefined for constants and for names that are not in the API. */
export function kernelFunction(name: string): kernel_function | undefined {
  const found = kernelValue(name);
  return typeof found === "function" ? (found as kernel_function) : undefined;
}

/** A constant, or the object `current`. */
export function kernelValue(name: string): unknown {
  return api.get(name);
}

/** The most arguments that any kernel function takes is seven. */
export const MAX_ARGS = 8;
