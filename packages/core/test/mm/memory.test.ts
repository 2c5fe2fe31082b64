import { describe, expect, it } from "vitest";
import { audit } from "../../src/debug/audit.ts";
import { PAGE_SIZE } from "../../src/include/linux/mm.ts";
import { kernel } from "../../src/kernel.ts";
import { page_at } from "../../src/mm/filemap.ts";
import { PROT_NONE, PROT_READ } from "../../src/mm/mmap.ts";
import { do_mprotect } from "../../src/mm/mprotect.ts";
import { shmem_file_read, shmem_file_write } from "../../src/mm/shmem_file.ts";
import { shmem_setattr } from "../../src/mm/truncate.ts";
import { inKernel, rules } from "../support/in_kernel.ts";
import { draw, exit, load, map, newFile, newProgram, store } from "../support/program.ts";

const bytes = (pages: number, byte: number) => new Uint8Array(pages * PAGE_SIZE).fill(byte);

describe("private anonymous memory", () => {
  it("reads as zeros from one shared page, and gets a page of its own with the first write", () =>
    inKernel(() => {
      const area = map(newProgram(), 4);
      expect(draw(area)).toBe("....");
      expect(load(area, 1)).toBe("00 after 1 fault");
      expect(draw(area)).toBe(".z..");
      expect(store(area, 1)).toBe("77 after 1 fault");
      expect(store(area, 2)).toBe("77 after 1 fault");
      expect(draw(area)).toBe(".WW.");
      expect(load(area, 1)).toBe("77 after 0 faults");
    }));

  it("counts its pages, but never the page of zeros", () =>
    inKernel((k) => {
      const program = newProgram();
      const area = map(program, 4);
      load(area, 0);
      store(area, 1);
      expect(program.mm.rss_stat).toEqual([0, 1, 0, 0]);
      expect(k.vmstat.NR_ANON_MAPPED).toBe(1);
      expect(audit(k)).toEqual([]);
    }));
});

describe("a shared mapping of a file", () => {
  it("puts a page into the file with the first access, dirty only if that was a write", () =>
    inKernel((k) => {
      const file = newFile(4);
      const area = map(newProgram(), 4, { file, shared: true });
      load(area, 0);
      store(area, 2);
      expect(draw(area)).toBe("w.W.");
      expect(file.f_inode.i_blocks).toBe(16);
      expect(page_at(file.f_mapping, 0)?.flags).not.toBe(page_at(file.f_mapping, 2)?.flags);
      expect(shmem_file_read(file, 2 * PAGE_SIZE, 1)).toEqual(new Uint8Array([0x77]));
      expect(audit(k)).toEqual([]);
    }));

  it("ends in SIGBUS one page past the file, and not a page earlier", () =>
    inKernel(() => {
      const file = newFile(2);
      const area = map(newProgram(), 4, { file, shared: true });
      expect(load(area, 1)).toBe("00 after 1 fault");
      expect(load(area, 2)).toBe("sigbus");
      shmem_setattr(file.f_inode, 2 * PAGE_SIZE + 1);
      expect(load(area, 2)).toBe("00 after 1 fault");
      expect(load(area, 3)).toBe("sigbus");
    }));

  it("ends in SIGBUS when the mount is full", () =>
    inKernel((k) => {
      const area = map(newProgram(), 4, { file: newFile(4, 2), shared: true });
      expect([0, 1, 2, 3].map((page) => store(area, page, page))).toEqual([
        "00 after 1 fault",
        "01 after 1 fault",
        "sigbus",
        "sigbus",
      ]);
      expect(audit(k)).toEqual([]);
    }));
});

describe("a private mapping of a file", () => {
  it("shows the file's page until it is written, and the file never sees the write", () =>
    inKernel((k) => {
      const file = newFile(2);
      shmem_file_write(file, 0, bytes(2, 0x41));
      const program = newProgram();
      const area = map(program, 2, { file });
      expect(load(area, 0)).toBe("41 after 1 fault");
      expect(draw(area)).toBe("rr"); // both: the second is mapped around the first
      expect(store(area, 0)).toBe("77 after 1 fault");
      expect(draw(area)).toBe("Wr");
      expect(program.mm.rss_stat).toEqual([0, 1, 0, 1]);
      expect(shmem_file_read(file, 0, 1)).toEqual(new Uint8Array([0x41]));
      expect(audit(k)).toEqual([]);
    }));

  it("leaves a page in the file under a private copy of a hole", () =>
    inKernel((k) => {
      const file = newFile(1);
      const area = map(newProgram(), 1, { file });
      store(area, 0);
      expect(file.f_mapping.nrpages).toBe(1);
      expect(draw(area)).toBe("W");
      expect(audit(k)).toEqual([]);
    }));
});

describe("fault-around", () => {
  it("maps cached neighbours in an aligned window of 16 pages, and nothing outside of it", () =>
    inKernel(() => {
      const file = newFile(40);
      shmem_file_write(file, 0, bytes(40, 1));
      const area = map(newProgram(), 40, { file, shared: true });
      load(area, 20);
      expect(draw(area)).toBe(`${".".repeat(16)}${"w".repeat(16)}${".".repeat(8)}`);
    }));

  it("fills no hole, and a write maps its own page only", () =>
    inKernel(() => {
      const file = newFile(4);
      shmem_file_write(file, 0, bytes(1, 1));
      shmem_file_write(file, 2 * PAGE_SIZE, bytes(2, 1));
      const area = map(newProgram(), 4, { file, shared: true });
      store(area, 3);
      expect(draw(area)).toBe("...W");
      load(area, 0);
      expect(draw(area)).toBe("w.wW");
    }));
});

describe("what may not be accessed", () => {
  it("is SEGV in memory that is not mapped, not readable or not writable", () =>
    inKernel(() => {
      const program = newProgram();
      const area = map(program, 2, { prot: PROT_READ });
      expect(store(area, 0)).toBe("segv");
      expect(load(area, 2)).toBe("segv");
      do_mprotect(program.mm, area.start, PAGE_SIZE, PROT_NONE);
      expect(load(area, 0)).toBe("segv");
      expect(load(area, 1)).toBe("00 after 1 fault");
    }));
});

describe("exit", () => {
  it("leaves nothing behind, whatever was mapped", () =>
    inKernel((k) => {
      const file = newFile(4);
      const program = newProgram();
      for (const shared of [true, false]) {
        const area = map(program, 4, { file, shared });
        for (const page of [0, 1, 2, 3]) {
          load(area, page);
          store(area, page);
        }
      }
      exit(program);
      expect(program.mm.rss_stat).toEqual([0, 0, 0, 0]);
      expect(rules(kernel())).toEqual([]);
      expect(audit(k)).toEqual([]);
    }));

  it("reports a count of pages that was never taken back", () =>
    inKernel((k) => {
      const program = newProgram();
      program.mm.rss_stat[3] = 1;
      exit(program);
      expect(k.dmesg).toEqual(["BUG: Bad rss-counter state mm type:MM_SHMEMPAGES val:1"]);
      expect(rules(k)).toEqual(["bad-rss"]);
    }));
});
