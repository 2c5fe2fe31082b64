import { describe, expect, it } from "vitest";
import { PAGE_SIZE, VM_UFFD_MISSING } from "../../src/include/linux/mm.ts";
import { __SetPageUptodate } from "../../src/include/linux/page_flags.ts";
import type { user_addr } from "../../src/include/linux/types.ts";
import { mmap_read_lock, mmap_read_unlock } from "../../src/kernel/locking.ts";
import { copy_from_user } from "../../src/kernel/uaccess.ts";
import { KernelBug } from "../../src/lib/bug.ts";
import { kmap, kmap_atomic, kunmap, kunmap_atomic } from "../../src/mm/highmem.ts";
import { PROT_NONE } from "../../src/mm/mmap.ts";
import { put_page } from "../../src/mm/swap.ts";
import { inKernel, newPage, rules } from "../support/in_kernel.ts";
import { at, draw, map, newProgram, store, watch } from "../support/program.ts";

describe("copy_from_user", () => {
  it("copies a whole page without copying bytes, and neither side sees what the other writes later", () =>
    inKernel(() => {
      const area = map(newProgram(), 1);
      store(area, 0, 0x41);
      const page = newPage();
      expect(copy_from_user(kmap(page), area.start, PAGE_SIZE)).toBe(0);
      store(area, 0, 0x42);
      expect(page.content.bytes[0]).toBe(0x41);
    }));

  it("copies across pages of the source, which need not be aligned", () =>
    inKernel(() => {
      const area = map(newProgram(), 2);
      store(area, 1, 0x41);
      const page = newPage();
      const from = (at(area, 1) - 2) as user_addr;
      expect(copy_from_user(kmap(page), from, PAGE_SIZE)).toBe(0);
      expect([...page.content.bytes.subarray(0, 4)]).toEqual([0, 0, 0x41, 0]);
    }));

  it.each([
    [
      "reports a new page that said that its bytes are there before it got them",
      true,
      ["not-uptodate"],
    ],
    ["finds nothing wrong with one that has said nothing yet", false, []],
  ])("%s", (_what, uptodate, found) =>
    inKernel((k) => {
      const area = map(newProgram(), 1);
      store(area, 0, 0x41);
      const page = newPage();
      if (uptodate) __SetPageUptodate(page);

      expect(copy_from_user(kmap(page), area.start, PAGE_SIZE)).toBe(0);

      expect(rules(k)).toEqual(found);
    }),
  );

  it("stops at the first page that is not there while page faults are off, and zeroes the rest", () =>
    inKernel((k) => {
      const area = map(newProgram(), 2);
      store(area, 0, 0x41);
      const page = newPage();
      const kaddr = kmap_atomic(page);
      const missing = copy_from_user(kaddr, (area.start + 4) as user_addr, PAGE_SIZE);
      kunmap_atomic(kaddr);
      expect(missing).toBe(4);
      expect([...page.content.bytes.subarray(PAGE_SIZE - 4)]).toEqual([0, 0, 0, 0]);
      expect(draw(area)).toBe("W.");
      expect(rules(k)).toEqual([]);
    }));

  it("faults the page in while page faults are on", () =>
    inKernel((k) => {
      const area = map(newProgram(), 1);
      const page = newPage();
      expect(copy_from_user(kmap(page), area.start, PAGE_SIZE)).toBe(0);
      kunmap(page);
      expect(draw(area)).toBe("z");
      expect(rules(k)).toEqual([]);
    }));

  it("is reported when it faults while the mmap lock is held", () =>
    inKernel((k) => {
      const { mm, task } = newProgram();
      const area = map({ mm, task }, 1);
      mmap_read_lock(mm);
      expect(copy_from_user(kmap(newPage()), area.start, PAGE_SIZE)).toBe(0);
      mmap_read_unlock(mm);
      expect(rules(k)).toEqual(["fault-under-mmap-lock"]);
    }));

  it("copies nothing from memory that may not be read, or lies outside of the program", () =>
    inKernel(() => {
      const area = map(newProgram(), 1, { prot: PROT_NONE });
      const copy = (from: number) => copy_from_user(kmap(newPage()), from as user_addr, PAGE_SIZE);
      expect(copy(area.start)).toBe(PAGE_SIZE);
      expect(copy(2 ** 47)).toBe(PAGE_SIZE);
      expect(copy(2 ** 47 - PAGE_SIZE - 1)).toBe(PAGE_SIZE);
    }));

  it("dies rather than write behind the page", () =>
    inKernel((k) => {
      const area = map(newProgram(), 2);
      expect(copy_from_user(kmap(newPage()), area.start, PAGE_SIZE)).toBe(0);
      expect(() => copy_from_user(kmap(newPage()), area.start, PAGE_SIZE + 1)).toThrow(KernelBug);
      expect(rules(k)).toEqual(["out-of-bounds"]);
    }));

  it("is reported when it writes to what is unmapped or freed", () =>
    inKernel((k) => {
      const area = map(newProgram(), 1);
      store(area, 0);
      const page = newPage();
      const atomic = kmap_atomic(page);
      kunmap_atomic(atomic);
      copy_from_user(atomic, area.start, PAGE_SIZE);
      expect(rules(k)).toEqual(["use-after-free"]);
      put_page(page);
      copy_from_user(kmap(page), area.start, PAGE_SIZE);
      expect(rules(k)).toEqual(["use-after-free", "use-after-free"]);
    }));

  it("does not wait for the monitor: no thread of this machine sleeps in the middle of a call", () =>
    inKernel((k) => {
      const area = map(newProgram(), 1);
      const ctx = watch(area, VM_UFFD_MISSING);
      expect(copy_from_user(kmap(newPage()), area.start, PAGE_SIZE)).toBe(PAGE_SIZE);
      expect(ctx.fault_pending).toEqual([]);
      expect(k.current.locks_held).toEqual([]);
    }));
});
