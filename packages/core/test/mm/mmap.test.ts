import { describe, expect, it } from "vitest";
import { audit } from "../../src/debug/audit.ts";
import {
  PAGE_SIZE,
  VM_ACCOUNT,
  VM_MAYWRITE,
  VM_SHARED,
  VM_UFFD_MISSING,
} from "../../src/include/linux/mm.ts";
import type { file, page, vm_area_struct } from "../../src/include/linux/mm_types.ts";
import { PageReferenced } from "../../src/include/linux/page_flags.ts";
import type { user_addr } from "../../src/include/linux/types.ts";
import { EACCES, EINVAL, ENOMEM } from "../../src/lib/errno.ts";
import { page_at } from "../../src/mm/filemap.ts";
import { do_madvise } from "../../src/mm/madvise.ts";
import { do_mlock, do_munlock } from "../../src/mm/mlock.ts";
import {
  do_mmap,
  do_munmap,
  MAP_PRIVATE,
  PROT_NONE,
  PROT_READ,
  PROT_WRITE,
} from "../../src/mm/mmap.ts";
import { do_mprotect } from "../../src/mm/mprotect.ts";
import { find_vma, vma_is_anonymous, vma_is_shmem } from "../../src/mm/pagemap.ts";
import { memfd_add_seals, reopen } from "../../src/mm/shmem_file.ts";
import { F_SEAL_FUTURE_WRITE, F_SEAL_GROW, F_SEAL_WRITE } from "../../src/mm/truncate.ts";
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

/** Draws the vmas of an area: `[` where one begins, `-` where one goes on, `.` where there is none. */
function drawVmas(area: area): string {
  let drawing = "";
  for (let page = 0; page < area.pages; page++) {
    const vma = find_vma(area.program.mm, at(area, page));
    if (vma === null || vma.vm_start > at(area, page)) drawing += ".";
    else drawing += vma.vm_start === at(area, page) ? "[" : "-";
  }
  return drawing;
}

const mprotect = (area: area, page: number, pages: number, prot: number): number =>
  do_mprotect(area.program.mm, at(area, page), pages * PAGE_SIZE, prot);

describe("mmap", () => {
  it("promises memory for private writable mappings only", () =>
    inKernel((k) => {
      const program = newProgram();
      map(program, 4);
      expect(k.vm_committed_as.count).toBe(4);
      map(program, 4, { prot: PROT_READ });
      map(program, 4, { file: newFile(4), shared: true });
      expect(k.vm_committed_as.count).toBe(4);
      map(program, 4, { shared: true }); // a file without a name pays in advance
      expect(k.vm_committed_as.count).toBe(8);
      expect(audit(k)).toEqual([]);
    }));

  it("can never write through a descriptor that cannot", () =>
    inKernel(() => {
      const program = newProgram();
      const file = reopen(newFile(4), { read: true, write: false });
      const request = { len: PAGE_SIZE, flags: 1, file };
      expect(do_mmap(program.mm, { ...request, prot: PROT_READ | PROT_WRITE })).toBe(-EACCES);
      const area = map(program, 1, { file, shared: true, prot: PROT_READ });
      const flags = find_vma(program.mm, area.start)?.vm_flags ?? 0;
      expect(flags & (VM_MAYWRITE | VM_SHARED)).toBe(0);
      expect(mprotect(area, 0, 1, PROT_READ | PROT_WRITE)).toBe(-EACCES);
      expect(mprotect(map(program, 1, { file, prot: PROT_READ }), 0, 1, PROT_WRITE)).toBe(0);
    }));

  it("of /dev/zero, private, is anonymous memory that has a file", () =>
    inKernel((k) => {
      const { mm, task } = newProgram();
      const request = { len: PAGE_SIZE, prot: PROT_READ | PROT_WRITE, flags: MAP_PRIVATE };
      const start = do_mmap(mm, { ...request, file: newFile(0), dev_zero: true }) as user_addr;
      const vma = find_vma(mm, start) as vm_area_struct;
      expect([vma_is_anonymous(vma), vma_is_shmem(vma), vma.vm_file === null]).toEqual([
        true,
        false,
        false,
      ]);
      expect(store({ program: { mm, task }, start, pages: 1 }, 0)).toBe("77 after 1 fault");
      expect(audit(k)).toEqual([]);
    }));

  it("of a sealed file can be read only; in 5.14, F_SEAL_WRITE forbids even that if it is shared", () => {
    const maps = (seal: number, release: "5.14" | "6.18") =>
      inKernel(
        () => {
          const { mm } = newProgram();
          const file = newFile(1);
          memfd_add_seals(file, seal);
          const request = { len: PAGE_SIZE, flags: 1, file };
          const [r, rw] = [PROT_READ, PROT_READ | PROT_WRITE].map((prot) =>
            do_mmap(mm, { ...request, prot }),
          );
          return [(r ?? 0) > 0, (rw ?? 0) > 0];
        },
        { release },
      );
    expect(maps(F_SEAL_GROW, "5.14")).toEqual([true, true]);
    expect(maps(F_SEAL_FUTURE_WRITE, "5.14")).toEqual([true, false]);
    expect(maps(F_SEAL_WRITE, "5.14")).toEqual([false, false]);
    expect(maps(F_SEAL_WRITE, "6.18")).toEqual([true, false]);
  });

  it("merges with neighbours that are alike, and with no others", () =>
    inKernel(() => {
      const program = newProgram();
      const area = map(program, 6);
      do_munmap(program.mm, at(area, 2), 2 * PAGE_SIZE);
      expect(drawVmas(area)).toBe("[-..[-");
      const request = { len: PAGE_SIZE, flags: MAP_PRIVATE | 0x20 };
      do_mmap(program.mm, { ...request, addr: at(area, 2), prot: PROT_READ | PROT_WRITE });
      expect(drawVmas(area)).toBe("[--.[-");
      do_mmap(program.mm, { ...request, addr: at(area, 3), prot: PROT_READ });
      expect(drawVmas(area)).toBe("[--[[-");
    }));
});

describe("merging", () => {
  const splice = (area: area, page: number, file: file, pgoff: number): void => {
    const prot = PROT_READ | PROT_WRITE;
    const request = { addr: at(area, page), len: PAGE_SIZE, prot, flags: 1, file, pgoff };
    do_mmap(area.program.mm, request);
  };

  it("needs pages of the file that follow on each other", () =>
    inKernel(() => {
      const file = newFile(8);
      const area = map(newProgram(), 4, { file, shared: true });
      splice(area, 2, file, 2);
      expect(drawVmas(area)).toBe("[---");
      splice(area, 2, file, 5);
      expect(drawVmas(area)).toBe("[-[[");
    }));

  it("needs anonymous pages of one family; memory that nobody has touched has none and fits any", () =>
    inKernel((k) => {
      const area = map(newProgram(), 3);
      mprotect(area, 1, 1, PROT_READ);
      store(area, 0);
      store(area, 2);
      mprotect(area, 1, 1, PROT_READ | PROT_WRITE);
      expect(drawVmas(area)).toBe("[-[");
      expect(store(area, 1)).toBe("77 after 1 fault");
      expect(audit(k)).toEqual([]);
    }));

  it("keeps the family of whichever part has one", () =>
    inKernel(() => {
      const area = map(newProgram(), 2);
      mprotect(area, 0, 1, PROT_READ);
      store(area, 1);
      const family = find_vma(area.program.mm, at(area, 1))?.anon_vma;
      mprotect(area, 0, 1, PROT_READ | PROT_WRITE);
      expect(drawVmas(area)).toBe("[-");
      expect(find_vma(area.program.mm, area.start)?.anon_vma).toBe(family);
    }));
});

describe("munmap", () => {
  it("counts as a use of a file's pages, for a pte is always young", () =>
    inKernel(() => {
      const file = newFile(1);
      const area = map(newProgram(), 1, { file, shared: true });
      load(area, 0);
      const page = page_at(file.f_mapping, 0) as page;
      expect(PageReferenced(page)).toBe(false);
      do_munmap(area.program.mm, area.start, PAGE_SIZE);
      expect(PageReferenced(page)).toBe(true);
    }));

  it("splits what it cuts into, and takes pages, counts, promises and page tables along", () =>
    inKernel((k) => {
      const program = newProgram();
      const area = map(program, 4);
      for (const page of [0, 1, 2, 3]) store(area, page);
      do_munmap(program.mm, at(area, 1), 2 * PAGE_SIZE);
      expect(drawVmas(area)).toBe("[..[");
      expect(draw(area)).toBe("W..W");
      expect(audit(k)).toEqual([]);
      do_munmap(program.mm, area.start, 4 * PAGE_SIZE);
      expect(program.mm.pgd.size).toBe(0);
      expect(k.vm_committed_as.count).toBe(0);
    }));

  it("refuses an unaligned start and no length, but not memory that is not mapped", () =>
    inKernel(() => {
      const { mm } = newProgram();
      expect(do_munmap(mm, 1, PAGE_SIZE)).toBe(-EINVAL);
      expect(do_munmap(mm, PAGE_SIZE, 0)).toBe(-EINVAL);
      expect(do_munmap(mm, PAGE_SIZE, 1)).toBe(0);
    }));
});

describe("mprotect", () => {
  it("splits, and merges again when the protection comes back", () =>
    inKernel((k) => {
      const area = map(newProgram(), 4);
      mprotect(area, 1, 2, PROT_READ);
      expect(drawVmas(area)).toBe("[[-[");
      mprotect(area, 1, 2, PROT_READ | PROT_WRITE);
      expect(drawVmas(area)).toBe("[---");
      expect(audit(k)).toEqual([]);
    }));

  it("does not merge what a userfaultfd watches with what it does not", () =>
    inKernel(() => {
      const program = newProgram();
      const area = map(program, 4);
      watch({ ...area, start: at(area, 2) as user_addr, pages: 2 }, VM_UFFD_MISSING);
      expect(drawVmas(area)).toBe("[-[-");
      mprotect(area, 0, 4, PROT_READ);
      expect(drawVmas(area)).toBe("[-[-");
    }));

  it("changes up to the first hole, and then says ENOMEM", () =>
    inKernel(() => {
      const area = map(newProgram(), 4);
      do_munmap(area.program.mm, at(area, 2), PAGE_SIZE);
      expect(mprotect(area, 0, 4, PROT_NONE)).toBe(-ENOMEM);
      expect(load(area, 1)).toBe("segv");
      expect(load(area, 3)).toBe("00 after 1 fault");
    }));

  it("gives a private page its write bit back with the next write, in later kernels at once", () => {
    const faults = (release: "5.14" | "6.18") =>
      inKernel(
        () => {
          const area = map(newProgram(), 1);
          store(area, 0);
          mprotect(area, 0, 1, PROT_READ);
          expect(store(area, 0)).toBe("segv");
          mprotect(area, 0, 1, PROT_READ | PROT_WRITE);
          return store(area, 0);
        },
        { release },
      );
    expect(faults("5.14")).toBe("77 after 1 fault");
    expect(faults("6.18")).toBe("77 after 0 faults");
  });

  it("pays for private memory once it can be written", () =>
    inKernel((k) => {
      const area = map(newProgram(), 4, { prot: PROT_READ });
      mprotect(area, 0, 2, PROT_READ | PROT_WRITE);
      expect(k.vm_committed_as.count).toBe(2);
      expect((find_vma(area.program.mm, area.start)?.vm_flags ?? 0) & VM_ACCOUNT).toBe(VM_ACCOUNT);
      expect(audit(k)).toEqual([]);
    }));
});

describe("mlock", () => {
  it("faults every page in, and counts pages as mlocked and areas as locked", () =>
    inKernel((k) => {
      const { mm } = newProgram();
      const area = map({ mm, task: k.current }, 4);
      expect(do_mlock(mm, at(area, 1), 2 * PAGE_SIZE, false)).toBe(0);
      expect(draw(area)).toBe(".WW.");
      expect(mm.locked_vm).toBe(2);
      expect(k.vmstat.NR_MLOCK).toBe(2);
      expect(do_munlock(mm, area.start, 4 * PAGE_SIZE)).toBe(0);
      expect(k.vmstat.NR_MLOCK).toBe(0);
      expect(drawVmas(area)).toBe("[---");
      expect(audit(k)).toEqual([]);
    }));

  it("locks pages as they come, if asked to", () =>
    inKernel((k) => {
      const { mm } = newProgram();
      const area = map({ mm, task: k.current }, 2);
      do_mlock(mm, area.start, 2 * PAGE_SIZE, true);
      expect(draw(area)).toBe("..");
      store(area, 0);
      expect(k.vmstat.NR_MLOCK).toBe(1);
      do_munmap(mm, area.start, 2 * PAGE_SIZE);
      expect(k.vmstat.NR_MLOCK).toBe(0);
      expect(mm.locked_vm).toBe(0);
    }));

  it("that fails still locks", () =>
    inKernel(() => {
      const program = newProgram();
      const area = map(program, 2, { file: newFile(2, 1), shared: true });
      expect(do_mlock(program.mm, area.start, 2 * PAGE_SIZE, false)).toBe(-ENOMEM);
      expect(program.mm.locked_vm).toBe(2);
    }));
});

describe("madvise", () => {
  it("DONTNEED throws private pages away, and leaves a file's pages in the file", () =>
    inKernel((k) => {
      const program = newProgram();
      const anonymous = map(program, 2);
      const file = newFile(2);
      const shared = map(program, 2, { file, shared: true });
      store(anonymous, 0);
      store(shared, 0);
      for (const area of [anonymous, shared])
        expect(do_madvise(program.mm, area.start, 2 * PAGE_SIZE, "dontneed")).toBe(0);
      expect(load(anonymous, 0)).toBe("00 after 1 fault");
      expect(load(shared, 0)).toBe("77 after 1 fault");
      expect(audit(k)).toEqual([]);
    }));

  it("REMOVE punches the file, and needs a shared mapping of one that can be written", () =>
    inKernel(() => {
      const program = newProgram();
      const file = newFile(2);
      const shared = map(program, 2, { file, shared: true });
      store(shared, 1);
      expect(do_madvise(program.mm, shared.start, 2 * PAGE_SIZE, "remove")).toBe(0);
      expect(file.f_mapping.nrpages).toBe(0);
      const remove = (area: area) => do_madvise(program.mm, area.start, PAGE_SIZE, "remove");
      expect(remove(map(program, 1))).toBe(-EINVAL);
      expect(remove(map(program, 1, { file }))).toBe(-EACCES);
      do_mlock(program.mm, shared.start, PAGE_SIZE, true);
      expect(remove(shared)).toBe(-EINVAL);
    }));

  it("DONTNEED passes over holes, and says ENOMEM once all the rest is done", () =>
    inKernel(() => {
      const area = map(newProgram(), 3);
      for (const page of [0, 1, 2]) store(area, page);
      do_munmap(area.program.mm, at(area, 1), PAGE_SIZE);
      const ret = do_madvise(area.program.mm, area.start, 3 * PAGE_SIZE, "dontneed");
      expect(ret).toBe(-ENOMEM);
      expect(draw(area)).toBe("...");
    }));

  it("POPULATE faults in for reading or for writing, where that is allowed", () =>
    inKernel(() => {
      const program = newProgram();
      const area = map(program, 2);
      do_madvise(program.mm, area.start, PAGE_SIZE, "populate_read");
      do_madvise(program.mm, at(area, 1), PAGE_SIZE, "populate_write");
      expect(draw(area)).toBe("zW");
      mprotect(area, 0, 2, PROT_READ);
      expect(do_madvise(program.mm, area.start, PAGE_SIZE, "populate_write")).toBe(-EINVAL);
    }));
});
