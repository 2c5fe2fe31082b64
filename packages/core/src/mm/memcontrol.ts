// The memory control group: somebody pays for each page of a program.
// Source: mm/memcontrol.c, as one group without a limit; a charge fails only if it is made to.

import type { mm_struct, page } from "../include/linux/mm_types.ts";
import type { gfp_t } from "../include/linux/types.ts";
import { EXPORT_SYMBOL } from "../kernel/export.ts";
import { should_fail } from "../kernel/fail_function.ts";
import { might_sleep } from "../kernel/locking.ts";
import { kernel } from "../kernel.ts";
import { VM_BUG_ON_PAGE } from "../lib/bug.ts";
import { ENOMEM } from "../lib/errno.ts";

/**
 * Charges a page to the group of `mm`. The charge ends by itself when the page is freed.
 *
 * @returns 0, or -ENOMEM if the group has reached its limit
 *
 * Context: may sleep. The page must not be charged yet.
 */
export const mem_cgroup_charge = EXPORT_SYMBOL(
  "mem_cgroup_charge",
  ["page", "any", "int"],
  (page: page, _mm: mm_struct | null, _gfp: gfp_t): number => {
    might_sleep();
    if (should_fail("mem_cgroup_charge")) return -ENOMEM;
    VM_BUG_ON_PAGE(
      page.memcg_data,
      page,
      "A page is charged to the memory control group twice.",
      "charged-twice",
    );
    page.memcg_data = true;
    kernel().memcg_charged += 1;
    return 0;
  },
);
