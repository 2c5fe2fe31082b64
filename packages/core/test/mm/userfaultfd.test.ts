// The installer's truth table and its two refusals; and the fills of private memory.

import { describe, expect, it } from "vitest";
import { pte_dirty, pte_uffd_wp, pte_write } from "../../src/arch/x86/pgtable.ts";
import { audit } from "../../src/debug/audit.ts";
import { PAGE_SIZE, VM_LOCKED } from "../../src/include/linux/mm.ts";
import type { page, vm_area_struct } from "../../src/include/linux/mm_types.ts";
import {
  PageAnon,
  PageDirty,
  PageMlocked,
  PageUnevictable,
} from "../../src/include/linux/page_flags.ts";
import type { pgoff_t } from "../../src/include/linux/types.ts";
import { mcopy_atomic_install_pte } from "../../src/kernel/livepatch.ts";
import { mmap_read_lock, mmap_read_unlock } from "../../src/kernel/locking.ts";
import type { kernel } from "../../src/kernel.ts";
import { errname } from "../../src/lib/errno.ts";
import { find_lock_page, unlock_page } from "../../src/mm/filemap.ts";
import { PROT_READ, PROT_WRITE } from "../../src/mm/mmap.ts";
import { find_vma } from "../../src/mm/pagemap.ts";
import { __pte_alloc, mm_alloc_pmd, pte_at } from "../../src/mm/pgtable.ts";
import { anon_vma_prepare, MM_ANONPAGES, MM_SHMEMPAGES } from "../../src/mm/rmap.ts";
import { shmem_file_write } from "../../src/mm/shmem_file.ts";
import { inKernel, newPage, rules } from "../support/in_kernel.ts";
import { type area, at, draw, map, newFile, newProgram, store } from "../support/program.ts";

/** Calls the installer for a page of the area, as its callers do, and spells what it returns. */
function install(area: area, n: number, page: page, wp_copy = false): string {
  const { mm } = area.program;
  mmap_read_lock(mm);
  const vma = find_vma(mm, at(area, n)) as vm_area_struct;
  const pmd = mm_alloc_pmd(mm, at(area, n));
  if (pmd === null) throw new Error("no memory");
  __pte_alloc(mm, pmd);
  anon_vma_prepare(vma);
  const newly_allocated = page.mapping === null;
  const ret = mcopy_atomic_install_pte(mm, pmd, vma, at(area, n), page, newly_allocated, wp_copy);
  mmap_read_unlock(mm);
  return errname(ret);
}

/** A file whose page 0 has data, and a mapping of it. */
function cachedPage(shared: boolean, prot = PROT_READ | PROT_WRITE) {
  const file = newFile(2);
  shmem_file_write(file, 0, new Uint8Array(PAGE_SIZE).fill(0x33));
  const area = map(newProgram(), 4, { file, shared, prot });
  const page = find_lock_page(file.f_mapping, 0 as pgoff_t);
  if (page === null) throw new Error("The file has no page.");
  return { file, area, page };
}

function chargedPage(): page {
  return Object.assign(newPage(), { memcg_data: true });
}

const bits = (area: area, n: number): string => {
  const pte = pte_at(area.program.mm, at(area, n));
  const set = [pte_dirty(pte) && "dirty", pte_write(pte) && "write", pte_uffd_wp(pte) && "uffd_wp"];
  return set.filter(Boolean).join(" ");
};

describe("mcopy_atomic_install_pte() chooses the bits of the pte", () => {
  const RW = PROT_READ | PROT_WRITE;
  //  in cache, shared, protection, wp_copy -> bits
  it.each([
    [false, false, RW, false, "dirty write"],
    [false, false, RW, true, "dirty uffd_wp"],
    [false, false, PROT_READ, false, "dirty"],
    [false, false, PROT_READ, true, "dirty"],
    [true, false, RW, false, ""],
    [true, false, RW, true, ""],
    [true, false, PROT_READ, false, ""],
    [true, true, RW, false, "dirty write"],
    [true, true, PROT_READ, false, ""],
    [true, true, RW, true, "dirty uffd_wp"],
  ])(
    "in cache %s, shared %s, protection %i, wp_copy %s: %s",
    (in_cache, shared, prot, wp_copy, expected) => {
      inKernel(() => {
        const { area, page } = cachedPage(shared, prot);
        expect(install(area, 0, in_cache ? page : chargedPage(), wp_copy)).toBe("0");
        expect(bits(area, 0)).toBe(expected);
      });
    },
  );

  it("in 6.18 every pte is dirty, also that of a page nobody wrote", () =>
    inKernel(
      () => {
        const { area, page } = cachedPage(true, PROT_READ);
        install(area, 0, page);
        expect(bits(area, 0)).toBe("dirty");
      },
      { release: "6.18" },
    ));
});

describe("mcopy_atomic_install_pte() counts", () => {
  it("a cached page as shmem, and takes over the caller's reference", () =>
    inKernel((k) => {
      const { area, page } = cachedPage(true);
      expect(page._refcount).toBe(2); // the file's and ours

      install(area, 0, page);
      unlock_page(page);

      expect([page._refcount, page._mapcount, k.vmstat.NR_FILE_MAPPED]).toEqual([2, 0, 1]);
      expect(area.program.mm.rss_stat[MM_SHMEMPAGES]).toBe(1);
      expect(audit(k)).toEqual([]);
    }));

  it("a new page as anonymous, also in a private mapping of a file", () =>
    inKernel((k) => {
      const { area, page: cached } = cachedPage(false);
      const page = chargedPage();
      install(area, 0, page);
      expect([PageAnon(page), k.vmstat.NR_ANON_MAPPED, k.vmstat.NR_FILE_MAPPED]).toEqual([
        true,
        1,
        0,
      ]);
      expect(area.program.mm.rss_stat[MM_ANONPAGES]).toBe(1);
      expect(PageDirty(page)).toBe(false); // the pte says it
      expect(cached._mapcount).toBe(-1);
    }));

  it("a new page of locked memory as mlocked", () =>
    inKernel((k) => {
      const { area } = cachedPage(false);
      const vma = find_vma(area.program.mm, area.start) as vm_area_struct;
      vma.vm_flags |= VM_LOCKED;
      const page = chargedPage();
      install(area, 0, page);
      expect([PageMlocked(page), PageUnevictable(page), k.vmstat.NR_MLOCK]).toEqual([
        true,
        true,
        1,
      ]);
    }));
});

describe("mcopy_atomic_install_pte() refuses, and then nothing has changed", () => {
  const untouched = (k: kernel, area: area, page: page): void => {
    expect([page._refcount, page._mapcount]).toEqual([2, -1]);
    expect([area.program.mm.rss_stat, k.vmstat.NR_FILE_MAPPED]).toEqual([[0, 0, 0, 0], 0]);
    expect(k.current.locks_held).toEqual([]);
    expect(rules(k)).toEqual([]);
  };

  it.each([
    ["an empty file", 0, "-EFAULT"],
    ["a file of one byte", 1, "0"],
    ["a file of exactly the page", PAGE_SIZE, "0"],
  ])("a page beyond the end: %s", (_what, size, errno) => {
    inKernel((k) => {
      const { area, page, file } = cachedPage(true);
      file.f_inode.i_size = size; // lowered under us, as truncate(2) does first
      expect(install(area, 0, page)).toBe(errno);
      if (errno !== "0") untouched(k, area, page);
    });
  });

  it.each([
    [4096, "-EFAULT"],
    [4097, "0"],
  ])("the second page of a file of %i bytes: %s", (size, errno) => {
    inKernel(() => {
      const { area, file } = cachedPage(false);
      file.f_inode.i_size = size;
      expect(install(area, 1, chargedPage())).toBe(errno);
    });
  });

  it("an address that has a page already", () =>
    inKernel((k) => {
      const area = map(newProgram(), 2);
      store(area, 0);
      const page = newPage();

      expect(install(area, 0, page)).toBe("-EEXIST");

      expect([page._refcount, page._mapcount, PageAnon(page)]).toEqual([1, -1, false]);
      expect(draw(area)).toBe("W.");
      expect(rules(k)).toEqual([]);
    }));

  it("says beyond the end rather than taken, where both are true", () =>
    inKernel((k) => {
      const { area, file } = cachedPage(false);
      install(area, 0, chargedPage());
      file.f_inode.i_size = 0;
      expect(install(area, 0, chargedPage())).toBe("-EFAULT");
      expect(k.current.locks_held).toEqual([]);
    }));
});
