import { describe, expect, it } from "vitest";
import {
  __SetPageLocked,
  __SetPageSwapBacked,
  PageActive,
  PageLRU,
  PageReferenced,
} from "../../src/include/linux/page_flags.ts";
import { KernelBug } from "../../src/lib/bug.ts";
import { alloc_page, GFP_KERNEL, JUNK } from "../../src/mm/page_alloc.ts";
import { get_page, lru_cache_add, mark_page_accessed, put_page } from "../../src/mm/swap.ts";
import { inKernel, newPage, rules } from "../support/in_kernel.ts";

describe("put_page()", () => {
  it("frees the page with its last reference, and not before", () => {
    inKernel((k) => {
      const page = newPage();
      get_page(page);
      lru_cache_add(page);

      put_page(page);
      expect([page._refcount, PageLRU(page)]).toEqual([1, true]);

      put_page(page);
      expect([page._refcount, PageLRU(page), page.content]).toEqual([0, false, JUNK]);
      expect(k.lru.map((list) => list.size)).toEqual([0, 0, 0, 0, 0]);
    });
  });

  it("is a BUG on a page that is free already", () => {
    inKernel((k) => {
      const page = newPage();
      put_page(page);

      expect(() => put_page(page)).toThrow(KernelBug);
      expect(rules(k)).toEqual(["use-after-free"]);
      expect(k.dead).toBeInstanceOf(KernelBug);
    });
  });

  it("reports a page that is still locked, and never gives that frame out again", () => {
    inKernel((k) => {
      const page = newPage();
      __SetPageLocked(page);

      put_page(page);

      expect(rules(k)).toEqual(["bad-page"]);
      expect(k.dmesg[0]).toContain("BUG: Bad page state");
      expect(k.free_frames).not.toContain(page.pfn);
    });
  });

  it("says nothing of dirty, uptodate and swapbacked: they just go", () => {
    inKernel((k) => {
      const page = newPage();
      __SetPageSwapBacked(page);

      put_page(page);

      expect(rules(k)).toEqual([]);
      expect(page.flags).toBe(0);
    });
  });
});

describe("memory", () => {
  it("is used up at its last frame, and there again when one is freed", () => {
    inKernel(
      () => {
        const pages = Array.from({ length: 6 }, newPage); // 8 frames, less number 0 and the zero page
        expect(alloc_page(GFP_KERNEL)).toBeNull();

        put_page(pages[3] ?? newPage());

        expect(alloc_page(GFP_KERNEL)).toBe(pages[3]);
      },
      { totalram_pages: 8 },
    );
  });
});

describe("the lists of reclaim", () => {
  it("are chosen by what the page is", () => {
    inKernel((k) => {
      const shmem = newPage();
      __SetPageSwapBacked(shmem);
      lru_cache_add(shmem);
      lru_cache_add(newPage());

      expect(k.lru.map((list) => [list.name, list.size])).toEqual([
        ["inactive_anon", 1],
        ["active_anon", 0],
        ["inactive_file", 1],
        ["active_file", 0],
        ["unevictable", 0],
      ]);
    });
  });

  it("do not take a page twice", () => {
    inKernel(() => {
      const page = newPage();
      lru_cache_add(page);
      expect(() => lru_cache_add(page)).toThrow(KernelBug);
    });
  });

  it("a page that is used becomes referenced, then active, then both", () => {
    inKernel(() => {
      const page = newPage();
      lru_cache_add(page);
      const seen = [1, 2, 3].map(() => {
        mark_page_accessed(page);
        return [PageReferenced(page), PageActive(page)];
      });
      expect(seen).toEqual([
        [true, false],
        [false, true],
        [true, true],
      ]);
    });
  });
});
