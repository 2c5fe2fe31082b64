import { describe, expect, it } from "vitest";
import { pfn_pte } from "../../src/arch/x86/pgtable.ts";
import type { pgprot_t, pte_t } from "../../src/include/linux/types.ts";
import { KernelBug } from "../../src/lib/bug.ts";
import {
  __pte_alloc,
  mm_alloc_pmd,
  pte_offset_map_lock,
  pte_unmap_unlock,
  ptep_get,
  set_pte_at,
} from "../../src/mm/pgtable.ts";
import { inKernel, rules } from "../support/in_kernel.ts";
import { at, map, newProgram } from "../support/program.ts";

const READABLE = 0x25 as pgprot_t;

/** Writes a pte, and reads it back. */
function written(pte: pte_t): pte_t {
  const area = map(newProgram(), 1);
  const { mm } = area.program;
  const pmd = mm_alloc_pmd(mm, at(area, 0));
  if (pmd === null) throw new Error("no memory");
  __pte_alloc(mm, pmd);
  const [ptep, ptl] = pte_offset_map_lock(mm, pmd, at(area, 0));
  set_pte_at(mm, at(area, 0), ptep, pte);
  const there = ptep_get(ptep);
  pte_unmap_unlock(ptep, ptl);
  return there;
}

describe("set_pte_at()", () => {
  it("writes a pte that leads to a page frame, to the last one too", () => {
    inKernel((k) => {
      const last = pfn_pte(k.frames.length - 1, READABLE);

      expect(written(last)).toBe(last);
      expect(rules(k)).toEqual([]);
    });
  });

  it("writes an entry that claims no page, whatever is in it", () => {
    inKernel(() => {
      const absent = 0x7fff_ffff_f000 as pte_t;
      expect(written(absent)).toBe(absent);
    });
  });

  it.each([
    ["one past the last frame", 0, READABLE],
    ["far beyond, not even for reading", 1e9, 0x120 as pgprot_t],
  ])("dies of a pte that leads to no page frame: %s", (_where, beyond, prot) => {
    inKernel((k) => {
      expect(() => written(pfn_pte(k.frames.length + beyond, prot))).toThrow(KernelBug);
      expect(rules(k)).toEqual(["bad-page-map"]);
    });
  });
});
