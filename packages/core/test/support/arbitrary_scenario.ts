// Random scenarios, for properties that must hold in all of them.

import fc from "fast-check";
import type { op, region, rival, scenario } from "../../src/scenario/types.ts";

const page = fc.integer({ min: 0, max: 4 });
const n = fc.integer({ min: 1, max: 3 });
const byte = fc.integer({ min: 1, max: 255 });
const flag = fc.boolean();
const some = <const T>(...values: readonly T[]) => fc.subarray([...values]);
const one = <const T>(...values: readonly T[]) => fc.constantFrom(...values);

const any_region: fc.Arbitrary<region> = fc.record(
  {
    pages: fc.integer({ min: 1, max: 4 }),
    backing: one("shmem", "shmem", "shmem", "anon", "memfd"),
    sharing: one("shared", "private"),
    prot: one("rw", "rw", "r"),
    file_pages: fc.integer({ min: 0, max: 5 }),
    file_pgoff: fc.integer({ min: 0, max: 2 }),
    pte_index: one(0, 509, 511),
    fs_limit_pages: one(2, 4, 16),
    noreserve: flag,
    mlocked: one("onfault", "populate"),
    map2: flag,
  },
  { requiredKeys: ["pages", "backing", "sharing", "prot", "fs_limit_pages"] },
);

const source = one("fill", "fill", "nonresident", "unmapped", "protnone", "partial", "self");
const fill_mode = some("dontwake", "wp");

/** What programs and monitors do. */
const plain: readonly fc.Arbitrary<op>[] = [
  fc.record({ op: one("copy"), page, n, byte, mode: fill_mode, src: source, sp: page }),
  fc.record({ op: one("copy"), page, n, byte }),
  fc.record({ op: one("zeropage", "continue"), page, n }),
  fc.record({ op: one("poison"), page }),
  fc.record({ op: one("move"), page, sp: page }),
  fc.record({ op: one("read", "write", "map2_read", "map2_write"), page, byte }),
  fc.record({ op: one("file_write"), page, n, byte }),
  fc.record({ op: one("file_read"), page, n }),
  fc.record({ op: one("ftruncate"), bytes: one(0, 1, 4096, 4097, 8192, 20480) }),
  fc.record({ op: one("punch"), page, n }),
  fc.record({ op: one("falloc"), page, n, keep: flag }),
  fc.record({ op: one("dontneed", "remove", "munmap", "mlock", "munlock"), page, n }),
  fc.record({ op: one("populate"), page, n, write: flag }),
  fc.record({ op: one("mprotect"), page, n, prot: one("none", "r", "rw") }),
  fc.record({ op: one("register"), page, n, mode: some("missing", "minor", "wp") }),
  fc.record({ op: one("unregister", "wake"), page, n }),
  fc.record({ op: one("writeprotect"), page, n, mode: some("wp") }),
  fc.record({ op: one("stat", "drain_fs", "event", "bg_wait", "close_uffd") }),
  fc.record({ op: one("bg"), page, kind: one("read", "write", "remove"), byte }),
  fc.record({ op: one("fill_fs"), leave: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ op: one("reclaim", "swapout"), page, mapped: fc.boolean() }),
  fc.record({ op: one("install"), page, source: one("new", "cached", "continue") }),
];

const boundary = one(
  "shmem_mcopy_atomic_pte",
  "mcopy_atomic_install_pte",
  "pte_offset_map_lock",
  "set_pte_at",
  "shmem_alloc_page",
  "shmem_add_to_page_cache",
  "unlock_page",
  "spin_lock_irq",
  "shmem_getpage",
  "copy_from_user",
  "kmap",
  "kunmap",
  "mmap_read_lock",
  "cond_resched",
);

const any_rival: fc.Arbitrary<rival> = fc.record({
  at: boundary,
  when: one("before", "after"),
  nth: fc.integer({ min: 1, max: 3 }),
  do: fc.oneof(...plain),
});

const failing = fc.dictionary(
  one(
    "shmem_alloc_page",
    "alloc_page_vma",
    "mem_cgroup_charge",
    "shmem_add_to_page_cache",
    "security_vm_enough_memory_mm",
    "__pte_alloc",
    "mm_alloc_pmd",
    "anon_vma_prepare",
  ),
  fc.array(flag, { maxLength: 3 }),
  { maxKeys: 1 },
);

const full: fc.Arbitrary<op> = fc
  .tuple(fc.oneof(...plain), failing, fc.array(any_rival, { maxLength: 2 }))
  .map(([op, fail, rivals]) => ({ ...op, fail, rivals }));

/**
 * Shared anonymous memory has paid for its size; nothing in Linux makes it pay for growing by write() or fallocate(),
 * because only root, through /proc/self/map_files, can do that to it. The audit would say so, and rightly.
 */
function can_be(scenario: scenario): boolean {
  const grows = (op: op): boolean => op.op === "file_write" || op.op === "falloc";
  if (scenario.region.backing !== "anon") return true;
  return !scenario.ops.some((op) => grows(op) || op.rivals?.some((rival) => grows(rival.do)));
}

/** Any scenario at all: with failures, and with other CPUs at random kernel calls. */
export const arbitrary_scenario: fc.Arbitrary<scenario> = fc
  .record({
    region: any_region,
    register: some("missing", "minor", "wp"),
    features: some("sigbus", "event_remove", "event_unmap"),
    ops: fc.array(full, { maxLength: 12 }),
  })
  .filter(can_be);
