import { describe, expect, it } from "vitest";
import { make_pte_marker, PTE_MARKER_POISONED, pte_pfn } from "../../src/arch/x86/pgtable.ts";
import { audit } from "../../src/debug/audit.ts";
import { PAGE_SIZE, VM_UFFD_MISSING, VM_UFFD_WP } from "../../src/include/linux/mm.ts";
import type { userfaultfd_ctx } from "../../src/include/linux/mm_types.ts";
import {
  UFFD_FEATURE_WP_ASYNC,
  UFFD_FEATURE_WP_UNPOPULATED,
} from "../../src/include/uapi/linux/userfaultfd.ts";
import { errname } from "../../src/lib/errno.ts";
import { do_madvise } from "../../src/mm/madvise.ts";
import { do_mlock } from "../../src/mm/mlock.ts";
import { do_munmap } from "../../src/mm/mmap.ts";
import { pfn_to_page } from "../../src/mm/page_alloc.ts";
import {
  __pte_alloc,
  mm_alloc_pmd,
  pte_at,
  pte_offset_map_lock,
  pte_unmap_unlock,
  set_pte_at,
} from "../../src/mm/pgtable.ts";
import { shmem_fallocate } from "../../src/mm/shmem_falloc.ts";
import { shmem_setattr } from "../../src/mm/truncate.ts";
import { mwriteprotect_range } from "../../src/mm/userfaultfd_wp.ts";
import { shrink_page } from "../../src/mm/vmscan.ts";
import { inKernel } from "../support/in_kernel.ts";
import {
  type area,
  at,
  draw,
  load,
  map,
  newFile,
  newProgram,
  store,
  watch,
} from "../support/program.ts";

/** Protects (or releases) pages of an area. */
function protect(area: area, ctx: userfaultfd_ctx, page: number, n: number, enable = true): string {
  const { mm } = area.program;
  return errname(mwriteprotect_range(mm, at(area, page), n * PAGE_SIZE, enable, ctx.mmap_changing));
}

/** Puts a poison marker where nothing is mapped. */
function poison(area: area, page: number): void {
  const { mm } = area.program;
  const addr = at(area, page);
  const pmd = mm_alloc_pmd(mm, addr);
  if (pmd === null || __pte_alloc(mm, pmd) !== 0) throw new Error("no memory");
  const [ptep, ptl] = pte_offset_map_lock(mm, pmd, addr);
  set_pte_at(mm, addr, ptep, make_pte_marker(PTE_MARKER_POISONED));
  pte_unmap_unlock(ptep, ptl);
}

const later = { release: "6.18" } as const;

describe("which range can be protected", () => {
  it("5.14: within one area of private anonymous memory", () =>
    inKernel(() => {
      const program = newProgram();
      const area = map(program, 4);
      const ctx = watch({ ...area, pages: 2 }, VM_UFFD_WP);
      expect(protect(area, ctx, 0, 2)).toBe("0");
      expect(protect(area, ctx, 1, 2)).toBe("-ENOENT");
      const shared = map(program, 1, { shared: true });
      expect(protect(shared, watch(shared, VM_UFFD_WP), 0, 1)).toBe("-ENOENT");
    }));

  it("later: over several areas; what comes before the first unfit one is protected", () =>
    inKernel(() => {
      const area = map(newProgram(), 4, { file: newFile(4), shared: true });
      const ctx = watch({ ...area, pages: 2 }, VM_UFFD_WP);
      expect(protect(area, ctx, 1, 2)).toBe("-ENOENT");
      expect(draw(area)).toBe(".m..");
    }, later));

  it("none while the address space is being changed", () =>
    inKernel(() => {
      const area = map(newProgram(), 1);
      const ctx = watch(area, VM_UFFD_WP);
      ctx.mmap_changing.value = true;
      expect(protect(area, ctx, 0, 1)).toBe("-EAGAIN");
    }));
});

describe("holes of anonymous memory", () => {
  const drawProtected = (features: number): string =>
    inKernel(() => {
      const area = map(newProgram(), 2);
      store(area, 0);
      protect(area, watch(area, VM_UFFD_WP, features), 0, 2);
      return draw(area);
    }, later);

  it("are protected only if the monitor asked for that, or for asynchronous protection", () => {
    expect(drawProtected(0)).toBe("p.");
    expect(drawProtected(UFFD_FEATURE_WP_UNPOPULATED)).toBe("pm");
    expect(drawProtected(UFFD_FEATURE_WP_ASYNC)).toBe("pm");
  });

  it("that are watched for missing pages are missing first, marker or not", () =>
    inKernel(() => {
      const area = map(newProgram(), 1);
      const ctx = watch(area, VM_UFFD_WP | VM_UFFD_MISSING, UFFD_FEATURE_WP_UNPOPULATED);
      protect(area, ctx, 0, 1);
      expect(store(area, 0)).toBe("blocked");
      expect(ctx.fault_pending[0]?.flags).toBe(1); // written, not: written though protected
    }, later));
});

describe("asynchronous protection", () => {
  it("ends with the write itself: one fault more for a page, two over a marker", () =>
    inKernel(() => {
      const area = map(newProgram(), 2, { file: newFile(2), shared: true });
      store(area, 0);
      const ctx = watch(area, VM_UFFD_WP, UFFD_FEATURE_WP_ASYNC);
      protect(area, ctx, 0, 2);
      expect([store(area, 0), store(area, 1)]).toEqual(["77 after 1 fault", "77 after 2 faults"]);
      expect(draw(area)).toBe("WW");
    }, later));
});

describe("protection outlives the page", () => {
  it("in the swap area", () =>
    inKernel((k) => {
      const area = map(newProgram(), 1);
      store(area, 0);
      const ctx = watch(area, VM_UFFD_WP);
      protect(area, ctx, 0, 1);
      const page = pfn_to_page(pte_pfn(pte_at(area.program.mm, area.start)));
      expect(shrink_page(page)).toBe("swapped");
      expect(draw(area)).toBe("s");
      expect(load(area, 0)).toBe("77 after 1 fault");
      expect(draw(area)).toBe("p");
      expect(store(area, 0)).toBe("blocked");
      expect(audit(k)).toEqual([]);
    }));

  it("in a file that is truncated or punched; not when its memory is unmapped", () =>
    inKernel((k) => {
      const file = newFile(4);
      const area = map(newProgram(), 4, { file, shared: true });
      for (const page of [0, 1, 2, 3]) store(area, page);
      const ctx = watch(area, VM_UFFD_WP);
      protect(area, ctx, 0, 4);
      shmem_fallocate(file, { punch: true }, 0, PAGE_SIZE);
      shmem_setattr(file.f_inode, 2 * PAGE_SIZE);
      expect(draw(area)).toBe("mpmm");
      do_munmap(area.program.mm, at(area, 2), 2 * PAGE_SIZE);
      expect(draw(area)).toBe("mp..");
      expect(audit(k)).toEqual([]);
    }, later));

  it("but not in anonymous memory that is thrown away", () =>
    inKernel(() => {
      const area = map(newProgram(), 1);
      store(area, 0);
      protect(area, watch(area, VM_UFFD_WP), 0, 1);
      do_madvise(area.program.mm, area.start, PAGE_SIZE, "dontneed");
      expect(draw(area)).toBe(".");
    }, later));
});

describe("poison", () => {
  it("is a SIGBUS for every access, and survives punching but not truncation or DONTNEED", () =>
    inKernel((k) => {
      const file = newFile(3);
      const area = map(newProgram(), 3, { file, shared: true });
      for (const page of [0, 1, 2]) poison(area, page);
      expect([load(area, 0), store(area, 1)]).toEqual(["sigbus", "sigbus"]);
      shmem_fallocate(file, { punch: true }, 0, 3 * PAGE_SIZE);
      expect(draw(area)).toBe("xxx");
      shmem_setattr(file.f_inode, PAGE_SIZE);
      expect(draw(area)).toBe("x..");
      expect(
        errname(do_madvise(area.program.mm, area.start, PAGE_SIZE, "populate_read") as number),
      ).toBe("-EHWPOISON");
      do_madvise(area.program.mm, area.start, PAGE_SIZE, "dontneed");
      expect(draw(area)).toBe("...");
      expect(audit(k)).toEqual([]);
    }, later));
});

describe("mlock and pages of a file", () => {
  const mlockedAfterFault = (release: "5.14" | "6.18"): number =>
    inKernel(
      (k) => {
        const area = map(newProgram(), 1, { file: newFile(1), shared: true });
        do_mlock(area.program.mm, area.start, PAGE_SIZE, true);
        load(area, 0);
        return k.vmstat.NR_MLOCK;
      },
      { release },
    );

  it("a fault mlocks what it maps only in later kernels", () => {
    expect(mlockedAfterFault("5.14")).toBe(0);
    expect(mlockedAfterFault("6.18")).toBe(1);
  });
});
