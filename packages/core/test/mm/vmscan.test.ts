import { describe, expect, it } from "vitest";
import { pte_pfn } from "../../src/arch/x86/pgtable.ts";
import { audit } from "../../src/debug/audit.ts";
import { PAGE_SIZE } from "../../src/include/linux/mm.ts";
import type { page } from "../../src/include/linux/mm_types.ts";
import { page_at } from "../../src/mm/filemap.ts";
import { do_mlock } from "../../src/mm/mlock.ts";
import { pfn_to_page } from "../../src/mm/page_alloc.ts";
import { pte_at } from "../../src/mm/pgtable.ts";
import { shmem_file_read, shmem_file_write } from "../../src/mm/shmem_file.ts";
import { get_page, put_page } from "../../src/mm/swap.ts";
import { shmem_setattr } from "../../src/mm/truncate.ts";
import { shrink_page } from "../../src/mm/vmscan.ts";
import { inKernel } from "../support/in_kernel.ts";
import {
  type area,
  at,
  draw,
  exit,
  load,
  map,
  newFile,
  newProgram,
  store,
} from "../support/program.ts";

/** The page that is mapped at a page of the area. */
const mapped = (area: area, page: number): page =>
  pfn_to_page(pte_pfn(pte_at(area.program.mm, at(area, page))));

const used = (swap: readonly unknown[]): number => swap.filter((slot) => slot !== null).length;

describe("reclaim of anonymous memory", () => {
  it("moves a page to the swap area, and a fault brings it back with its contents", () =>
    inKernel((k) => {
      const area = map(newProgram(), 2);
      store(area, 0, 0x41);
      expect(shrink_page(mapped(area, 0))).toBe("swapped");
      expect(draw(area)).toBe("s.");
      expect(area.program.mm.rss_stat).toEqual([0, 0, 1, 0]);
      expect(audit(k)).toEqual([]);
      expect(load(area, 0)).toBe("41 after 1 fault");
      expect(draw(area)).toBe("r.");
      expect(used(k.swap)).toBe(0);
      expect(audit(k)).toEqual([]);
    }));

  it("keeps the page when every slot is taken, and an exit frees the slots", () =>
    inKernel(
      (k) => {
        const program = newProgram();
        const area = map(program, 2);
        store(area, 0);
        store(area, 1);
        expect(shrink_page(mapped(area, 0))).toBe("swapped");
        expect(shrink_page(mapped(area, 1))).toBe("kept");
        expect(draw(area)).toBe("sW");
        exit(program);
        expect(used(k.swap)).toBe(0);
        expect(k.findings).toEqual([]);
      },
      { swap_pages: 1 },
    ));
});

describe("reclaim of a file's page", () => {
  it("drops a clean one, and the file reads zeros there from then on", () =>
    inKernel((k) => {
      const file = newFile(1);
      const area = map(newProgram(), 1, { file, shared: true });
      load(area, 0);
      expect(shrink_page(mapped(area, 0))).toBe("dropped");
      expect(draw(area)).toBe(".");
      expect(page_at(file.f_mapping, 0)).toBeNull();
      expect(audit(k)).toEqual([]); // the file still claims the block: the next recalculation notices
      expect(file.f_inode.shmem.alloced).toBe(1);
      shmem_setattr(file.f_inode, 0);
      expect(file.f_inode.shmem.alloced).toBe(0);
    }));

  it("saves one that only the pte knows to be dirty", () =>
    inKernel((k) => {
      const file = newFile(1);
      const area = map(newProgram(), 1, { file, shared: true });
      load(area, 0);
      expect(store(area, 0, 0x41)).toBe("41 after 0 faults");
      expect(shrink_page(mapped(area, 0))).toBe("swapped");
      expect(file.f_inode.shmem.swapped).toBe(1);
      expect(audit(k)).toEqual([]);
      expect(shmem_file_read(file, 0, 1)).toEqual(new Uint8Array([0x41]));
      expect(file.f_inode.shmem.swapped).toBe(0);
      expect(used(k.swap)).toBe(0);
      expect(audit(k)).toEqual([]);
    }));

  it("lets truncation free the slot without reading it", () =>
    inKernel((k) => {
      const file = newFile(0);
      shmem_file_write(file, 0, new Uint8Array(PAGE_SIZE));
      expect(shrink_page(page_at(file.f_mapping, 0) as page)).toBe("swapped");
      shmem_setattr(file.f_inode, 0);
      expect(used(k.swap)).toBe(0);
      expect(file.f_inode.i_blocks).toBe(0);
      expect(audit(k)).toEqual([]);
    }));
});

describe("a page that is in use", () => {
  it("is kept: held, locked or mlocked", () =>
    inKernel((k) => {
      const area = map(newProgram(), 1);
      store(area, 0);
      const page = mapped(area, 0);
      get_page(page);
      expect(shrink_page(page)).toBe("kept");
      put_page(page);
      do_mlock(area.program.mm, area.start, PAGE_SIZE, false);
      expect(shrink_page(page)).toBe("kept");
      expect(draw(area)).toBe("W");
      expect(audit(k)).toEqual([]);
    }));
});
