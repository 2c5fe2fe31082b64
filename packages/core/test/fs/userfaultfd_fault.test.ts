import { describe, expect, it } from "vitest";
import { audit } from "../../src/debug/audit.ts";
import { userfaultfd_event_complete, wake_userfault } from "../../src/fs/userfaultfd_fault.ts";
import {
  PAGE_SIZE,
  VM_UFFD_MINOR,
  VM_UFFD_MISSING,
  VM_UFFD_WP,
} from "../../src/include/linux/mm.ts";
import type { userfaultfd_ctx } from "../../src/include/linux/mm_types.ts";
import {
  UFFD_FEATURE_EVENT_REMOVE,
  UFFD_FEATURE_EVENT_UNMAP,
  UFFD_FEATURE_SIGBUS,
} from "../../src/include/uapi/linux/userfaultfd.ts";
import { user_load, user_store } from "../../src/kernel/uaccess.ts";
import { EINTR } from "../../src/lib/errno.ts";
import { do_madvise } from "../../src/mm/madvise.ts";
import { do_mlock } from "../../src/mm/mlock.ts";
import { do_munmap } from "../../src/mm/mmap.ts";
import { shmem_fallocate } from "../../src/mm/shmem_falloc.ts";
import { shmem_file_write } from "../../src/mm/shmem_file.ts";
import { mwriteprotect_range } from "../../src/mm/userfaultfd_wp.ts";
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
  told,
  watch,
} from "../support/program.ts";

const BOTH = VM_UFFD_MISSING | VM_UFFD_MINOR;

/** The messages that wait: page and flags, such as `2:write`. */
const messages = (area: area, ctx: userfaultfd_ctx): string[] =>
  ctx.fault_pending.map(({ address, flags }) => {
    const words = ["write", "wp", "minor"].filter((_, bit) => flags & (1 << bit));
    return [(address - area.start) / PAGE_SIZE, ...words].join(":");
  });

/** A shared mapping of 3 pages: a hole, a page with contents, a page that is only reserved. */
function threeKinds(flags: number): [area, userfaultfd_ctx] {
  const file = newFile(3);
  shmem_file_write(file, PAGE_SIZE, new Uint8Array([0x41]));
  shmem_fallocate(file, {}, 2 * PAGE_SIZE, PAGE_SIZE);
  const area = map(newProgram(), 3, { file, shared: true });
  return [area, watch(area, flags)];
}

describe("which fault is reported", () => {
  const outcome = (flags: number, access: typeof load): string[] =>
    inKernel(() => {
      const [area, ctx] = threeKinds(flags);
      const told = [0, 1, 2].map((page) => access(area, page));
      return told.map((words) => (words === "blocked" ? `#${messages(area, ctx).shift()}` : words));
    });

  it("MISSING: the hole only", () => {
    const [hole, cached, reserved] = outcome(VM_UFFD_MISSING, load);
    expect(hole).toMatch(/^#/);
    expect([cached, reserved]).toEqual(["41 after 0 faults", "00 after 1 fault"]);
  });

  it("MINOR: what the file has, even if it is only reserved; a hole is filled by the access itself", () => {
    const [hole, cached, reserved] = outcome(VM_UFFD_MINOR, load);
    expect(hole).toBe("00 after 1 fault");
    expect([cached, reserved].every((words) => words?.startsWith("#"))).toBe(true);
  });

  it("both: every page that is not mapped", () => {
    expect(outcome(BOTH, store).every((words) => words.startsWith("#"))).toBe(true);
  });
});

describe("a message", () => {
  it("says the page, whether it was a write, and for what reason", () =>
    inKernel(() => {
      const [area, ctx] = threeKinds(BOTH);
      load(area, 0);
      store(area, 0);
      store(area, 1);
      expect(messages(area, ctx)).toEqual(["0", "0:write", "1:write:minor"]);
    }));

  it("is a SIGBUS where the monitor asked for that", () =>
    inKernel(() => {
      const area = map(newProgram(), 1);
      const ctx = watch(area, VM_UFFD_MISSING, UFFD_FEATURE_SIGBUS);
      expect(load(area, 0)).toBe("sigbus");
      expect(ctx.fault_pending).toEqual([]);
    }));
});

describe("sleeping and waking", () => {
  it("leaves no lock behind, and wakes whoever sleeps in the range, not one page beside it", () =>
    inKernel((k) => {
      const area = map(newProgram(), 3);
      const ctx = watch(area, VM_UFFD_MISSING);
      const waits = [0, 1, 2].map((page) => {
        const access = user_load(area.program.task, at(area, page));
        return access.kind === "blocked" ? access.wait : null;
      });
      expect(k.current.locks_held).toEqual([]);
      wake_userfault(ctx, at(area, 1), PAGE_SIZE);
      expect(waits.map((wait) => wait?.woken)).toEqual([false, true, false]);
      expect(messages(area, ctx)).toEqual(["0", "2"]);
      expect(audit(k)).toEqual([]);
    }));

  it("goes on inside the same fault once woken, and sleeps again if nothing was filled", () =>
    inKernel(() => {
      const area = map(newProgram(), 1);
      const ctx = watch(area, VM_UFFD_MISSING);
      const first = user_store(area.program.task, area.start, 0x41);
      if (first.kind !== "blocked") throw new Error("not blocked");
      wake_userfault(ctx, area.start, PAGE_SIZE);
      const second = user_store(area.program.task, area.start, 0x41, first.wait);
      if (second.kind !== "blocked") throw new Error("not blocked again");
      watch(area, 0); // unregistered: nobody is asked any more
      const third = user_store(area.program.task, area.start, 0x41, second.wait);
      expect(told(third)).toBe("41 after 1 fault");
    }));
});

describe("what cannot sleep", () => {
  it("mlock and MADV_POPULATE give up where the monitor would have to be waited for", () =>
    inKernel((k) => {
      const area = map(newProgram(), 1);
      const ctx = watch(area, VM_UFFD_MISSING);
      expect(do_mlock(area.program.mm, area.start, PAGE_SIZE, false)).toBe(-EINTR);
      expect(do_madvise(area.program.mm, area.start, PAGE_SIZE, "populate_read")).toBe(-EINTR);
      expect(ctx.fault_pending).toEqual([]);
      expect(k.current.locks_held).toEqual([]);
    }));

  it("a program that exits leaves no message behind", () =>
    inKernel((k) => {
      const area = map(newProgram(), 1);
      const ctx = watch(area, VM_UFFD_MISSING);
      load(area, 0);
      exit(area.program);
      expect(ctx.fault_pending).toEqual([]);
      expect(k.findings).toEqual([]);
    }));
});

describe("write protection", () => {
  const protect = (area: area, ctx: userfaultfd_ctx, enable: boolean): number =>
    mwriteprotect_range(
      area.program.mm,
      area.start,
      area.pages * PAGE_SIZE,
      enable,
      ctx.mmap_changing,
    );

  it("reports the first write to a page that is there; holes of anonymous memory are not protected", () =>
    inKernel(() => {
      const area = map(newProgram(), 2);
      store(area, 0);
      const ctx = watch(area, VM_UFFD_WP);
      expect(protect(area, ctx, true)).toBe(0);
      expect(draw(area)).toBe("p.");
      expect(store(area, 0)).toBe("blocked");
      expect(store(area, 1)).toBe("77 after 1 fault");
      expect(messages(area, ctx)).toEqual(["0:write:wp"]);
      protect(area, ctx, false);
      expect(store(area, 0)).toBe("77 after 1 fault");
    }));

  it("leaves markers in the holes of a file, in later kernels, and unmapping a page leaves one too", () =>
    inKernel(
      () => {
        const area = map(newProgram(), 2, { file: newFile(2), shared: true });
        store(area, 0);
        const ctx = watch(area, VM_UFFD_WP);
        expect(protect(area, ctx, true)).toBe(0);
        expect(draw(area)).toBe("pm");
        expect(load(area, 1)).toBe("00 after 1 fault");
        expect(draw(area)).toBe("pp");
        do_madvise(area.program.mm, area.start, PAGE_SIZE, "dontneed");
        expect(draw(area)).toBe("mp");
        protect(area, ctx, false);
        expect(draw(area)).toBe(".r");
      },
      { release: "6.18" },
    ));
});

describe("events", () => {
  it("tell the monitor before memory is emptied; until it has read of it, nothing happens", () =>
    inKernel((k) => {
      const area = map(newProgram(), 2);
      store(area, 0);
      const ctx = watch(area, VM_UFFD_MISSING, UFFD_FEATURE_EVENT_REMOVE);
      const told = do_madvise(area.program.mm, area.start, 2 * PAGE_SIZE, "dontneed");
      if (typeof told === "number") throw new Error("did not wait");
      expect(ctx.mmap_changing.value).toBe(true);
      expect(draw(area)).toBe("W.");
      expect(k.current.locks_held).toEqual([]);
      userfaultfd_event_complete(ctx, told.wait.event);
      expect(told.resume()).toBe(0);
      expect(ctx.mmap_changing.value).toBe(false);
      expect(draw(area)).toBe("..");
    }));

  it("tell the monitor after memory has been unmapped", () =>
    inKernel(() => {
      const area = map(newProgram(), 2);
      const ctx = watch(area, VM_UFFD_MISSING, UFFD_FEATURE_EVENT_UNMAP);
      const told = do_munmap(area.program.mm, area.start, PAGE_SIZE);
      expect(typeof told).toBe("object");
      expect(ctx.events).toEqual([
        { event: "unmap", start: area.start, end: at(area, 1), read: false },
      ]);
      expect(load(area, 0)).toBe("segv");
    }));
});
