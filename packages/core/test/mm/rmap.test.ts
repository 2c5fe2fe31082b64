import { describe, expect, it } from "vitest";
import type { vm_area_struct } from "../../src/include/linux/mm_types.ts";
import {
  __SetPageSwapBacked,
  __SetPageUptodate,
  PageAnon,
  PageSwapBacked,
} from "../../src/include/linux/page_flags.ts";
import type { pgoff_t, pgprot_t, user_addr } from "../../src/include/linux/types.ts";
import { mm_alloc } from "../../src/kernel/fork.ts";
import { spin_lock, spin_lock_init } from "../../src/kernel/locking.ts";
import { KernelBug } from "../../src/lib/bug.ts";
import {
  anon_vma_prepare,
  MM_ANONPAGES,
  MM_FILEPAGES,
  MM_SHMEMPAGES,
  mm_counter,
  page_add_file_rmap,
  page_add_new_anon_rmap,
  page_mapcount,
  page_remove_rmap,
} from "../../src/mm/rmap.ts";
import { inKernel, newPage, rules } from "../support/in_kernel.ts";

const at = (page: number): user_addr => (0x100000 + page * 4096) as user_addr;

/** Four pages of private anonymous memory. */
function anonymousVma(): vm_area_struct {
  return {
    vm_start: at(0),
    vm_end: at(4),
    vm_pgoff: 0 as pgoff_t,
    vm_flags: 3,
    vm_page_prot: 0x25 as pgprot_t,
    vm_file: null,
    vm_ops: null,
    vm_mm: mm_alloc(),
    anon_vma: null,
    vm_userfaultfd_ctx: { ctx: null },
  };
}

const underPtl = (): void => spin_lock(spin_lock_init("ptl"));

describe("what a page counts as", () => {
  it("is a file's for a new page, and anonymous only once it is mapped as such", () => {
    inKernel(() => {
      const vma = anonymousVma();
      const page = newPage();
      anon_vma_prepare(vma);
      expect(mm_counter(page)).toBe(MM_FILEPAGES);

      underPtl();
      page_add_new_anon_rmap(page, vma, at(2), false);

      expect(mm_counter(page)).toBe(MM_ANONPAGES);
      expect([PageAnon(page), PageSwapBacked(page), page.index, page_mapcount(page)]).toEqual([
        true,
        true,
        2,
        1,
      ]);
    });
  });

  it("is shmem for a page that would be swapped", () => {
    inKernel(() => {
      const page = newPage();
      __SetPageSwapBacked(page);
      expect(mm_counter(page)).toBe(MM_SHMEMPAGES);
    });
  });
});

describe("page_add_new_anon_rmap()", () => {
  it.each([
    ["reports a new page that does not say that its contents are defined", false, ["not-uptodate"]],
    ["finds nothing wrong with one that does", true, []],
  ])("%s", (_what, uptodate, found) => {
    inKernel((k) => {
      const vma = anonymousVma();
      const page = newPage();
      anon_vma_prepare(vma);
      if (uptodate) __SetPageUptodate(page);
      underPtl();

      page_add_new_anon_rmap(page, vma, at(2), false);

      expect(rules(k)).toEqual(found);
    });
  });

  it("is a BUG in a vma that was not prepared", () => {
    inKernel(() => {
      underPtl();
      expect(() => page_add_new_anon_rmap(newPage(), anonymousVma(), at(0), false)).toThrow(
        KernelBug,
      );
    });
  });

  it.each([
    ["the last page of the vma", 3, true],
    ["one page past it", 4, false],
  ])("knows the vma's border: %s", (_what, page, fine) => {
    inKernel(() => {
      const vma = anonymousVma();
      anon_vma_prepare(vma);
      underPtl();
      const map = (): void => page_add_new_anon_rmap(newPage(), vma, at(page), false);
      if (fine) expect(map).not.toThrow();
      else expect(map).toThrow(KernelBug);
    });
  });
});

describe("counting mappings", () => {
  it("counts a page of a file as mapped once, however many ptes there are", () => {
    inKernel((k) => {
      const page = newPage();
      underPtl();

      page_add_file_rmap(page, false);
      page_add_file_rmap(page, false);
      expect([page_mapcount(page), k.vmstat.NR_FILE_MAPPED]).toEqual([2, 1]);

      page_remove_rmap(page, false);
      expect(k.vmstat.NR_FILE_MAPPED).toBe(1);
      page_remove_rmap(page, false);
      expect([page_mapcount(page), k.vmstat.NR_FILE_MAPPED]).toEqual([0, 0]);
      expect(rules(k)).toEqual([]);
    });
  });

  it("reports a page that is unmapped once too often", () => {
    inKernel((k) => {
      underPtl();
      page_remove_rmap(newPage(), false);
      expect(rules(k)).toEqual(["bad-page-map"]);
    });
  });

  it("reports a caller without the pte lock", () => {
    inKernel((k) => {
      page_add_file_rmap(newPage(), false);
      expect(rules(k)).toEqual(["lock-not-held"]);
    });
  });
});
