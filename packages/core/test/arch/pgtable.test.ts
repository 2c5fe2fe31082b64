import { describe, expect, it } from "vitest";
import {
  is_swap_pte,
  make_pte_marker,
  mk_pte,
  PAGE_READONLY,
  PTE_MARKER_UFFD_WP,
  pte_dirty,
  pte_marker,
  pte_mkdirty,
  pte_mkspecial,
  pte_mkuffd_wp,
  pte_mkwrite,
  pte_none,
  pte_pfn,
  pte_present,
  pte_to_swp_entry,
  pte_uffd_wp,
  pte_write,
  swp_entry_to_pte,
} from "../../src/arch/x86/pgtable.ts";
import type { pte_t, swp_entry_t } from "../../src/include/linux/types.ts";
import { inKernel, newPage } from "../support/in_kernel.ts";

describe("a pte", () => {
  it("is the frame number times 4096 plus the bits of x86-64", () => {
    inKernel(() => {
      const page = newPage();

      const pte = pte_mkwrite(pte_mkdirty(mk_pte(page, PAGE_READONLY)));

      //                          present=1 write=2 user=4 accessed=0x20 dirty=0x40 soft-dirty=0x800
      expect(pte).toBe(page.pfn * 4096 + 0x867);
      expect(pte_pfn(pte)).toBe(page.pfn);
    });
  });

  it("keeps a frame number that does not fit 32 bits", () => {
    inKernel(() => {
      const far = (2 ** 38 * 4096 + 0x25) as pte_t;

      expect(pte_pfn(pte_mkdirty(far))).toBe(2 ** 38);
      expect(pte_dirty(pte_mkdirty(far))).toBe(true);
    });
  });

  it("is neither dirty nor writable nor protected unless it is made so", () => {
    inKernel(() => {
      const pte = mk_pte(newPage(), PAGE_READONLY);
      expect([pte_present(pte), pte_dirty(pte), pte_write(pte), pte_uffd_wp(pte)]).toEqual([
        true,
        false,
        false,
        false,
      ]);
      expect(pte_write(pte_mkdirty(pte))).toBe(false);
      expect(pte_dirty(pte_mkwrite(pte))).toBe(false);
      expect(pte_mkspecial(pte) - pte).toBe(0x200);
    });
  });

  it.each([
    ["5.14", true],
    ["6.18", false],
  ] as const)("in %s keeps its write bit (%s) when userfaultfd protects it", (release, kept) => {
    inKernel(
      () => {
        const pte = pte_mkuffd_wp(pte_mkwrite(mk_pte(newPage(), PAGE_READONLY)));
        expect(pte_uffd_wp(pte)).toBe(true);
        expect(pte_write(pte)).toBe(kept);
      },
      { release },
    );
  });
});

describe("an entry that is not present", () => {
  it("is not none: a page in the swap area, or a marker", () => {
    inKernel(() => {
      const swapped = swp_entry_to_pte(7 as swp_entry_t, true);
      const marker = make_pte_marker(PTE_MARKER_UFFD_WP);

      expect([pte_none(swapped), pte_present(swapped), is_swap_pte(swapped)]).toEqual([
        false,
        false,
        true,
      ]);
      expect(pte_to_swp_entry(swapped)).toBe(7);
      expect(pte_uffd_wp(swapped)).toBe(true);
      expect([pte_none(marker), pte_present(marker), is_swap_pte(marker)]).toEqual([
        false,
        false,
        false,
      ]);
      expect(pte_marker(marker)).toBe(PTE_MARKER_UFFD_WP);
      expect(pte_none(0 as pte_t)).toBe(true);
    });
  });
});
