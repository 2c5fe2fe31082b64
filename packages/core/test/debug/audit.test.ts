// The audit must find each kind of damage, name it, and find nothing in a sound machine.

import { describe, expect, it } from "vitest";
import { PAGE_READONLY, pfn_pte, ZERO_PFN } from "../../src/arch/x86/pgtable.ts";
import { audit } from "../../src/debug/audit.ts";
import type { file, page } from "../../src/include/linux/mm_types.ts";
import { PG_dirty, PG_locked, PG_mlocked } from "../../src/include/linux/page_flags.ts";
import { spin_lock, spin_lock_init } from "../../src/kernel/locking.ts";
import type { finding, kernel } from "../../src/kernel.ts";
import { page_at } from "../../src/mm/filemap.ts";
import { kmap_atomic, writable_bytes } from "../../src/mm/highmem.ts";
import { pfn_to_page } from "../../src/mm/page_alloc.ts";
import { pmd_of, pte_index } from "../../src/mm/pgtable.ts";
import { shmem_file_write } from "../../src/mm/shmem_file.ts";
import { del_page_from_lru_list, get_page } from "../../src/mm/swap.ts";
import { inKernel, newPage } from "../support/in_kernel.ts";
import { type area, at, load, map, newFile, newProgram, store } from "../support/program.ts";

interface scene {
  readonly k: kernel;
  readonly file: file;
  readonly area: area;
  readonly page: page;
}

//            0 1 2 3
// file (4)   D .         one page of data, mapped through a read-only pte by a load
// anonymous  . W
function scene(k: kernel): scene {
  const program = newProgram();
  const file = newFile(4, 16);
  shmem_file_write(file, 0, new Uint8Array(4096).fill(0x41));
  const area = map(program, 4, { file, shared: true });
  load(area, 0);
  store(map(program, 2), 1);
  const page = page_at(file.f_mapping, 0);
  if (page === null) throw new Error("The file has no page.");
  return { k, file, area, page };
}

/** As the kernel must not: by a pte that is not special. */
function mapZeros(area: area, page: number): void {
  const addr = at(area, page);
  pmd_of(area.program.mm, addr)?.ptes?.fill(
    pfn_pte(ZERO_PFN, PAGE_READONLY),
    pte_index(addr),
    pte_index(addr) + 1,
  );
}

const setFlag = (page: page, bit: number): void =>
  void Object.assign(page, { flags: page.flags | bit });
const clearFlag = (page: page, bit: number): void =>
  void Object.assign(page, { flags: page.flags & ~bit });
const found = (k: kernel): string[] => audit(k).map((finding) => finding.rule);

describe("audit()", () => {
  it("finds nothing in a sound machine", () =>
    inKernel((k) => {
      scene(k);
      expect(audit(k)).toEqual([]);
    }));

  const damage: readonly (readonly [string, (s: scene) => void, string[]])[] = [
    ["a reference nobody will drop", (s) => get_page(s.page), ["page-leak"]],
    ["a reference that is missing", (s) => void s.page._refcount--, ["lost-reference"]],
    ["a frame that nobody has", () => void newPage(), ["page-leak"]],
    [
      "a mapping that is not counted",
      (s) => void s.page._mapcount--,
      ["wrong-mapcount", "wrong-vmstat"],
    ],
    ["a page left locked", (s) => setFlag(s.page, PG_locked), ["page-left-locked"]],
    ["data that is known to nobody", (s) => clearFlag(s.page, PG_dirty), ["dirty-loss"]],
    ["a page on no list of reclaim", (s) => del_page_from_lru_list(s.page), ["not-on-lru"]],
    [
      "a page nobody pays for",
      (s) => void Object.assign(s.page, { memcg_data: false }),
      ["not-charged"],
    ],
    ["a page mlocked without being counted", (s) => setFlag(s.page, PG_mlocked), ["wrong-vmstat"]],
    [
      "a page of zeros that is mapped like any other",
      ({ area }) => mapZeros(area, 2),
      ["zero-page-counted", "wrong-rss"],
    ],
    [
      "a page of zeros that was written",
      () => void writable_bytes(pfn_to_page(ZERO_PFN)).fill(1, 5, 6),
      ["zero-page-written"],
    ],
    ["a wrong rss", (s) => void s.area.program.mm.rss_stat.splice(3, 1, 7), ["wrong-rss"]],
    [
      "a block nobody has",
      (s) => void s.file.f_inode.i_sb.s_fs_info.used_blocks.count++,
      ["accounting-leak"],
    ],
    [
      "a block too few",
      (s) => void s.file.f_inode.i_sb.s_fs_info.used_blocks.count--,
      ["accounting-underflow"],
    ],
    ["memory promised for nothing", (s) => void s.k.vm_committed_as.count++, ["accounting-leak"]],
    ["a wrong nrpages", (s) => void s.file.f_mapping.nrpages++, ["wrong-nrpages", "wrong-alloced"]],
    [
      "a wrong count of swapped pages",
      (s) => void s.file.f_inode.shmem.swapped++,
      ["wrong-swapped", "wrong-alloced"],
    ],
    ["wrong i_blocks", (s) => void s.file.f_inode.i_blocks++, ["wrong-i_blocks"]],
    [
      "a page that does not know its place",
      (s) => void Object.assign(s.page, { index: 3 }),
      ["wrong-mapping"],
    ],
    ["a list of reclaim that is too long", (s) => lengthen(s.k), ["lru-corrupt"]],
    ["a lock that was not given back", () => spin_lock(spin_lock_init("ptl")), ["lock-leak"]],
    ["a page left mapped by kmap_atomic", (s) => void kmap_atomic(s.page), ["kmap-leak"]],
  ];

  it.each(damage)("finds %s", (_what, harm, rules) => {
    inKernel((k) => {
      harm(scene(k));
      expect(found(k)).toEqual(rules);
    });
  });

  it("says in each finding what the kernel would say, and a sentence without numbers", () =>
    inKernel((k) => {
      harmAll(scene(k));
      for (const { kernel: words, message } of audit(k)) {
        expect(words).not.toBe("");
        expect(message).toMatch(/^[A-Z][^0-9]*\.$/);
      }
    }));
});

describe("a finding of the audit", () => {
  const harms: readonly (readonly [(s: scene) => void, string, finding["numbers"]])[] = [
    [(s) => get_page(s.page), "leaked page", { pfn: 2, counted: 3, should_be: 2 }],
    [(s) => void s.page._mapcount--, "BUG: Bad page map", { counted: 0, should_be: 1 }],
    [
      (s) => void s.area.program.mm.rss_stat.splice(3, 1, 7),
      "BUG: Bad rss-counter state type:MM_SHMEMPAGES val:6",
      { counted: 7, should_be: 1 },
    ],
    [(s) => void s.k.vmstat.NR_SHMEM++, "vmstat: NR_SHMEM", { counted: 2, should_be: 1 }],
    [(s) => void s.k.vm_committed_as.count++, "leaked: Committed_AS", { counted: 4, should_be: 3 }],
    [
      (s) => void s.file.f_inode.i_sb.s_fs_info.used_blocks.count--,
      "underflow: used_blocks",
      { counted: 0, should_be: 1 },
    ],
    [
      () => spin_lock(spin_lock_init("ptl")),
      "WARNING: lock held when returning to user space!",
      { lock: "ptl" },
    ],
  ];

  it.each(harms)("has the numbers behind it (%#)", (harm, words, numbers) => {
    inKernel((k) => {
      harm(scene(k));
      k.line = 7;
      expect(audit(k)[0]).toMatchObject({ kernel: words, numbers, call: null, line: 7 });
    });
  });
});

function lengthen({ lru: [list] }: kernel): void {
  if (list !== undefined) list.size += 1;
}

function harmAll(s: scene): void {
  get_page(s.page);
  s.file.f_inode.i_sb.s_fs_info.used_blocks.count++;
  s.area.program.mm.rss_stat[0] = 1;
}
