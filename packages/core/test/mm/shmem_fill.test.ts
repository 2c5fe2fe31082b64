// Every way out of the shared fill, with what each may and may not leave behind.

import { describe, expect, it } from "vitest";
import { audit } from "../../src/debug/audit.ts";
import { PAGE_SIZE, VM_UFFD_MISSING } from "../../src/include/linux/mm.ts";
import type { file, page } from "../../src/include/linux/mm_types.ts";
import { PageDirty, PageUptodate } from "../../src/include/linux/page_flags.ts";
import type { out, user_addr } from "../../src/include/linux/types.ts";
import { fail_function } from "../../src/kernel/fail_function.ts";
import { shmem_mcopy_atomic_pte } from "../../src/kernel/livepatch.ts";
import { mmap_read_lock, mmap_read_unlock } from "../../src/kernel/locking.ts";
import type { kernel } from "../../src/kernel.ts";
import { errname } from "../../src/lib/errno.ts";
import { page_at } from "../../src/mm/filemap.ts";
import { find_vma } from "../../src/mm/pagemap.ts";
import { __pte_alloc, mm_alloc_pmd } from "../../src/mm/pgtable.ts";
import { shmem_file_write } from "../../src/mm/shmem_file.ts";
import { put_page } from "../../src/mm/swap.ts";
import { inKernel, newPage, rules } from "../support/in_kernel.ts";
import { type area, at, draw, map, newFile, newProgram, store, watch } from "../support/program.ts";

//              0 1 2 3
// file (2)     . .
// mapping (4)  . . . .      a mount with room for 3 pages; the source has one page of 0x55
function fixture(k: kernel, blocks = 3) {
  const program = newProgram();
  const file = newFile(2, blocks);
  const area = map(program, 4, { file, shared: true });
  const source = map(program, 2);
  store(source, 0, 0x55);
  watch(area, VM_UFFD_MISSING);
  return { k, program, file, area, source };
}

/** Calls the fill as the loop does, and spells what it returns. */
function fill(
  area: area,
  page: number,
  src: user_addr | null,
  pagep: out<page | null> = { value: null },
): string {
  const { mm } = area.program;
  mmap_read_lock(mm);
  const vma = find_vma(mm, at(area, page));
  const pmd = mm_alloc_pmd(mm, at(area, page));
  if (vma === null || pmd === null) throw new Error("The test's program has no such memory.");
  __pte_alloc(mm, pmd);
  const zero = src === null;
  const ret = shmem_mcopy_atomic_pte(
    mm,
    pmd,
    vma,
    at(area, page),
    src ?? (0 as user_addr),
    zero,
    pagep,
  );
  mmap_read_unlock(mm);
  return errname(ret);
}

/** The numbers that one page of a file moves. */
function ledger(k: kernel, file: file): Record<string, number> {
  const { f_inode: inode } = file;
  return {
    used: inode.i_sb.s_fs_info.used_blocks.count,
    commit: k.vm_committed_as.count,
    alloced: inode.shmem.alloced,
    i_blocks: inode.i_blocks,
    nrpages: inode.i_mapping.nrpages,
    NR_FILE_PAGES: k.vmstat.NR_FILE_PAGES,
    NR_SHMEM: k.vmstat.NR_SHMEM,
    free: k.free_frames.length - k.free_head - k.frames.length,
  };
}

describe("a fill that succeeds", () => {
  it("moves every number by one page, once, and leaves the page mapped, cached, dirty and unlocked", () =>
    inKernel((k) => {
      const { file, area, source, program } = fixture(k);
      const before = ledger(k, file);

      expect(fill(area, 1, at(source, 0))).toBe("0");

      const moved = Object.entries(ledger(k, file)).map(([name, now]) => [
        name,
        now - (before[name] ?? 0),
      ]);
      expect(Object.fromEntries(moved)).toEqual({
        used: 1,
        commit: 1,
        alloced: 1,
        i_blocks: 8,
        nrpages: 1,
        NR_FILE_PAGES: 1,
        NR_SHMEM: 1,
        free: -1,
      });
      const page = page_at(file.f_mapping, 1);
      expect(page).toMatchObject({ _refcount: 2, _mapcount: 0 });
      expect(page && [PageDirty(page), PageUptodate(page), page.content.bytes[0]]).toEqual([
        true,
        true,
        0x55,
      ]);
      expect(draw(area)).toBe(".W..");
      expect(program.mm.rss_stat).toEqual([0, 1, 0, 1]); // the source's page, and this one
      expect(audit(k)).toEqual([]);
    }));

  it("fills with zeros where there is no source", () =>
    inKernel((k) => {
      const { file, area } = fixture(k);
      expect(fill(area, 0, null)).toBe("0");
      expect(page_at(file.f_mapping, 0)?.content.bytes.every((byte) => byte === 0)).toBe(true);
      expect(audit(k)).toEqual([]);
    }));

  it("touches no used_blocks on a mount without a limit", () =>
    inKernel((k) => {
      const { file, area, source } = fixture(k, 0);
      expect(fill(area, 1, at(source, 0))).toBe("0");
      expect(ledger(k, file)).toMatchObject({ used: 0, alloced: 1 });
    }));
});

describe("a fill that fails changes nothing", () => {
  type fixtures = ReturnType<typeof fixture>;
  const exits: readonly (readonly [string, string, number, (f: fixtures) => void])[] = [
    ["there is no page", "-ENOMEM", 1, () => fail_function("shmem_alloc_page", true)],
    ["nobody pays for the page", "-ENOMEM", 1, () => fail_function("mem_cgroup_charge", true)],
    ["the cache has no memory", "-ENOMEM", 1, () => fail_function("shmem_add_to_page_cache", true)],
    ["the first page past the file", "-EFAULT", 2, () => {}],
    [
      "the file has a page there",
      "-EEXIST",
      1,
      (f) => shmem_file_write(f.file, PAGE_SIZE, new Uint8Array([1])),
    ],
  ];

  it.each(exits)("%s: %s", (_what, errno, page, prepare) => {
    inKernel((k) => {
      const f = fixture(k);
      prepare(f);
      const before = ledger(k, f.file);
      const pagep: out<page | null> = { value: null };

      expect(fill(f.area, page, at(f.source, 0), pagep)).toBe(errno);

      expect(ledger(k, f.file)).toEqual(before);
      expect(pagep.value).toBeNull();
      expect(audit(k)).toEqual([]);
      expect(rules(k)).toEqual([]);
    });
  });

  it("the mount is full at the fourth page of three, not before", () => {
    inKernel((k) => {
      const { file, area, source } = fixture(k);
      file.f_inode.i_size = 4 * PAGE_SIZE;
      const all = [0, 1, 2, 3].map((page) => fill(area, page, at(source, 0)));
      expect(all).toEqual(["0", "0", "0", "-ENOMEM"]);
      expect(draw(area)).toBe("WWW.");
      expect(audit(k)).toEqual([]);
    });
  });

  it("something is mapped there already: the page leaves the file again", () => {
    inKernel((k) => {
      const { file, area, source, program } = fixture(k);
      fill(area, 1, at(source, 0));
      // The pte stays while the file's page goes: only an injected state, but the one that makes the installer refuse.
      const pmd = mm_alloc_pmd(program.mm, at(area, 0));
      if (pmd?.ptes)
        pmd.ptes[(at(area, 0) / PAGE_SIZE) % 512] = pmd.ptes[(at(area, 1) / PAGE_SIZE) % 512] ?? 0;
      const before = ledger(k, file);

      expect(fill(area, 0, at(source, 0))).toBe("-EEXIST");

      expect(page_at(file.f_mapping, 0)).toBeNull();
      expect(ledger(k, file)).toEqual(before);
      expect(rules(k)).toEqual([]);
    });
  });
});

describe("a source that is not there", () => {
  it("hands the new page back, alive and with nothing set, and keeps no block", () =>
    inKernel((k) => {
      const { file, area, source } = fixture(k);
      const before = ledger(k, file);
      const pagep: out<page | null> = { value: null };

      expect(fill(area, 1, at(source, 1), pagep)).toBe("-ENOENT");

      expect(pagep.value).toMatchObject({ _refcount: 1, flags: 0, mapping: null });
      expect({ ...ledger(k, file), free: 0 }).toEqual({ ...before, free: 0 });
    }));

  it("lets the caller fill the page and try again", () =>
    inKernel((k) => {
      const { file, area, source } = fixture(k);
      const pagep: out<page | null> = { value: newPage() };
      expect(fill(area, 1, at(source, 1), pagep)).toBe("0");
      expect(pagep.value).toBeNull();
      expect(page_at(file.f_mapping, 1)).not.toBeNull();
      expect(audit(k)).toEqual([]);
    }));

  it("frees the page that is handed in when the mount has filled up meanwhile", () =>
    inKernel((k) => {
      const { file, area, source } = fixture(k);
      file.f_inode.i_size = 4 * PAGE_SIZE;
      for (const page of [0, 1, 2]) fill(area, page, at(source, 0));
      const page = newPage();
      const pagep: out<page | null> = { value: page };

      expect(fill(area, 3, at(source, 0), pagep)).toBe("-ENOMEM");

      expect(pagep.value).toBeNull();
      expect(page._refcount).toBe(0);
      expect(rules(k)).toEqual([]);
      expect(() => put_page(page)).toThrow();
    }));
});
