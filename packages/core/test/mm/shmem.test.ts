import { describe, expect, it } from "vitest";
import { pte_pfn } from "../../src/arch/x86/pgtable.ts";
import { audit } from "../../src/debug/audit.ts";
import { VM_UFFD_MINOR } from "../../src/include/linux/mm.ts";
import type { file, page } from "../../src/include/linux/mm_types.ts";
import { PageActive, PageDirty, PageReferenced } from "../../src/include/linux/page_flags.ts";
import type { out, pgoff_t } from "../../src/include/linux/types.ts";
import { fail_function } from "../../src/kernel/fail_function.ts";
import { errname } from "../../src/lib/errno.ts";
import { MAX_LFS_INDEX, page_at, unlock_page } from "../../src/mm/filemap.ts";
import { pfn_to_page } from "../../src/mm/page_alloc.ts";
import { pte_at } from "../../src/mm/pgtable.ts";
import {
  SGP_CACHE,
  SGP_FALLOC,
  SGP_NOALLOC,
  SGP_READ,
  SGP_WRITE,
  shmem_getpage,
} from "../../src/mm/shmem.ts";
import { shmem_file_read, shmem_file_write } from "../../src/mm/shmem_file.ts";
import { put_page } from "../../src/mm/swap.ts";
import { shrink_page } from "../../src/mm/vmscan.ts";
import { inKernel } from "../support/in_kernel.ts";
import { draw, load, map, newFile, newProgram, store, watch } from "../support/program.ts";

/** Asks for a page and gives it back at once. Says what came of it: an error, `nothing`, or the page's first byte. */
function get(file: file, index: number, sgp: number): string {
  const pagep: out<page | null> = { value: null };
  const error = shmem_getpage(file.f_inode, index as pgoff_t, pagep, sgp);
  if (error !== 0) return errname(error);
  if (pagep.value === null) return "nothing";
  const byte = pagep.value.content.bytes[0] ?? 0;
  unlock_page(pagep.value);
  put_page(pagep.value);
  return byte.toString(16).padStart(2, "0");
}

const pageOf = (file: file, index: number): page => page_at(file.f_mapping, index) as page;

describe("shmem_getpage", () => {
  it("finds what is there, whatever it is wanted for", () =>
    inKernel(() => {
      const file = newFile(1);
      shmem_file_write(file, 0, new Uint8Array([0x41]));
      for (const sgp of [SGP_READ, SGP_NOALLOC, SGP_CACHE, SGP_WRITE, SGP_FALLOC])
        expect(get(file, 0, sgp)).toBe("41");
    }));

  it("leaves a hole to those who only look, and fills it with zeros for a fault", () =>
    inKernel((k) => {
      const file = newFile(1);
      expect(get(file, 0, SGP_READ)).toBe("nothing");
      expect(get(file, 0, SGP_NOALLOC)).toBe("nothing");
      expect(file.f_mapping.nrpages).toBe(0);
      expect(get(file, 0, SGP_CACHE)).toBe("00");
      expect(file.f_mapping.nrpages).toBe(1);
      expect(audit(k)).toEqual([]);
    }));

  it("shows a reserved page to nobody as it is: not at all, or zeroed", () =>
    inKernel(() => {
      const file = newFile(2);
      get(file, 0, SGP_FALLOC);
      get(file, 1, SGP_FALLOC);
      expect(get(file, 0, SGP_READ)).toBe("nothing");
      expect(get(file, 0, SGP_NOALLOC)).toBe("00");
      expect(get(file, 1, SGP_CACHE)).toBe("00");
      expect(get(file, 0, SGP_READ)).toBe("00");
    }));

  it("ends where the file does, except for writing and reserving", () =>
    inKernel(() => {
      const file = newFile(1);
      const ask = (sgp: number) => [get(file, 0, sgp), get(file, 1, sgp)];
      expect(ask(SGP_READ)).toEqual(["nothing", "-EINVAL"]);
      expect(ask(SGP_CACHE)).toEqual(["00", "-EINVAL"]);
      expect(get(file, 1, SGP_WRITE)).not.toMatch("-");
      expect(get(file, MAX_LFS_INDEX + 1, SGP_READ)).toBe("-EFBIG");
    }));

  it.each(["shmem_alloc_page", "mem_cgroup_charge", "shmem_add_to_page_cache"])(
    "takes everything back when %s fails",
    (failing) =>
      inKernel((k) => {
        const file = newFile(1, 4);
        fail_function(failing, true);
        expect(get(file, 0, SGP_CACHE)).toBe("-ENOMEM");
        expect(file.f_inode.i_sb.s_fs_info.used_blocks.count).toBe(0);
        expect(k.vm_committed_as.count).toBe(0);
        expect(audit(k)).toEqual([]);
        expect(get(file, 0, SGP_CACHE)).toBe("00");
      }),
  );

  it("looks for blocks that reclaim has freed before it says that there are none", () =>
    inKernel((k) => {
      const file = newFile(2, 1);
      get(file, 0, SGP_CACHE);
      expect(get(file, 1, SGP_CACHE)).toBe("-ENOSPC");
      expect(shrink_page(pageOf(file, 0))).toBe("dropped");
      expect(get(file, 1, SGP_CACHE)).toBe("00");
      expect(file.f_inode.i_blocks).toBe(8);
      expect(audit(k)).toEqual([]);
    }));
});

describe("uses of a page", () => {
  it("make it referenced, then active, then both", () =>
    inKernel(() => {
      const file = newFile(1);
      get(file, 0, SGP_CACHE);
      const page = pageOf(file, 0);
      const uses = [0, 1, 2].map(() => {
        shmem_file_read(file, 0, 1);
        return [PageReferenced(page), PageActive(page)];
      });
      expect(uses).toEqual([
        [true, false],
        [false, true],
        [true, true],
      ]);
    }));

  it("count a read from its first byte, but not from within it", () =>
    inKernel(() => {
      const file = newFile(1);
      get(file, 0, SGP_CACHE);
      shmem_file_read(file, 1, 1);
      expect(PageReferenced(pageOf(file, 0))).toBe(false);
    }));
});

describe("dirt", () => {
  it("is on the page after a write and a write fault, on the pte alone after a store without fault", () =>
    inKernel(() => {
      const file = newFile(3);
      const area = map(newProgram(), 3, { file, shared: true });
      shmem_file_write(file, 0, new Uint8Array(1));
      store(area, 1);
      load(area, 2);
      store(area, 2);
      expect([0, 1, 2].map((index) => PageDirty(pageOf(file, index)))).toEqual([true, true, false]);
      expect(draw(area)).toBe("wWW");
    }));
});

describe("a page that is swapped out", () => {
  it("is one that the file has: a minor fault, not a missing one", () =>
    inKernel(() => {
      const file = newFile(1);
      shmem_file_write(file, 0, new Uint8Array([0x41]));
      expect(shrink_page(pageOf(file, 0))).toBe("swapped");
      const area = map(newProgram(), 1, { file, shared: true });
      watch(area, VM_UFFD_MINOR);
      expect(load(area, 0)).toBe("blocked");
      expect(get(file, 0, SGP_READ)).toBe("41");
      expect(PageDirty(pageOf(file, 0))).toBe(true);
    }));

  it("stays where it is when there is no memory to bring it back to", () =>
    inKernel((k) => {
      const file = newFile(1);
      shmem_file_write(file, 0, new Uint8Array([0x41]));
      shrink_page(pageOf(file, 0));
      for (const failing of ["shmem_alloc_page", "mem_cgroup_charge"]) {
        fail_function(failing, true);
        expect(get(file, 0, SGP_READ)).toBe("-ENOMEM");
        expect(file.f_inode.shmem.swapped).toBe(1);
        expect(audit(k)).toEqual([]);
      }
      expect(get(file, 0, SGP_READ)).toBe("41");
    }));
});

describe("a fault that fails for want of memory", () => {
  it("is tried once more, and then ends the program", () =>
    inKernel((k) => {
      const area = map(newProgram(), 2, { file: newFile(2) });
      fail_function("alloc_page_vma", true);
      expect(store(area, 0)).toBe("77 after 1 fault");
      fail_function("alloc_page_vma", true, true);
      expect(store(area, 1)).toBe("sigbus");
      expect(pfn_to_page(pte_pfn(pte_at(area.program.mm, area.start)))._refcount).toBe(1);
      expect(audit(k)).toEqual([]);
    }));
});
