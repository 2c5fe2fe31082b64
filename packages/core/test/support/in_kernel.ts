// A kernel of its own for one test, and errors spelled as the kernel spells them.

import type { page } from "../../src/include/linux/mm_types.ts";
import { enter, type kernel } from "../../src/kernel.ts";
import { type kernel_options, new_kernel } from "../../src/kernel_init.ts";
import { alloc_page, GFP_KERNEL } from "../../src/mm/page_alloc.ts";

/** Runs `test` inside of a newly booted kernel. */
export function inKernel<T>(test: (k: kernel) => T, options: kernel_options = {}): T {
  const k = new_kernel(options);
  return enter(k, () => test(k));
}

/** A page frame that the test holds. */
export function newPage(): page {
  const page = alloc_page(GFP_KERNEL);
  if (page === null) throw new Error("The test's kernel has no memory.");
  return page;
}

/** The rules that were broken so far. */
export const rules = (k: kernel): string[] => k.findings.map((finding) => finding.rule);
