// Goal: whatever programs do with a file, its mappings and reclaim, each byte is where it should be and each count is true.
// Method: random operations on the kernel and on a model of one byte a page; after each one both must agree.

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pte_pfn, pte_present, pte_special } from "../../src/arch/x86/pgtable.ts";
import { audit } from "../../src/debug/audit.ts";
import { PAGE_SIZE } from "../../src/include/linux/mm.ts";
import type { file } from "../../src/include/linux/mm_types.ts";
import { type access, user_load, user_store } from "../../src/kernel/uaccess.ts";
import { kernel } from "../../src/kernel.ts";
import { page_at } from "../../src/mm/filemap.ts";
import { do_madvise } from "../../src/mm/madvise.ts";
import { do_mlock, do_munlock } from "../../src/mm/mlock.ts";
import { PROT_NONE, PROT_READ, PROT_WRITE } from "../../src/mm/mmap.ts";
import { do_mprotect } from "../../src/mm/mprotect.ts";
import { pfn_to_page } from "../../src/mm/page_alloc.ts";
import { pte_at } from "../../src/mm/pgtable.ts";
import { shmem_fallocate } from "../../src/mm/shmem_falloc.ts";
import { shmem_file_read, shmem_file_write } from "../../src/mm/shmem_file.ts";
import { shmem_setattr } from "../../src/mm/truncate.ts";
import { shrink_page } from "../../src/mm/vmscan.ts";
import { inKernel, rules } from "../support/in_kernel.ts";
import { type area, at, close, exit, map, newFile, newProgram } from "../support/program.ts";

const PAGES = 6;
const kinds = ["shared", "private", "anonymous"] as const;
type kind = (typeof kinds)[number];

/** One byte a page: what the file has, and what each mapping has of its own. */
interface model {
  size: number;
  readonly file: number[];
  readonly own: Record<"private" | "anonymous", (number | null)[]>;
}

interface step {
  readonly what: string;
  readonly kind: kind;
  readonly page: number;
  readonly byte: number;
}

interface world {
  readonly model: model;
  readonly file: file;
  readonly areas: Record<kind, area>;
}

/** What a load should give: a byte, or that there is no page. */
function expected({ model }: world, kind: kind, page: number): number | "sigbus" {
  if (kind === "anonymous") return model.own.anonymous[page] ?? 0;
  // A private copy past the end of the file is gone with the truncation that made it so.
  if (kind === "private" && model.own.private[page] !== null) return model.own.private[page] ?? 0;
  return page < model.size ? (model.file[page] ?? 0) : "sigbus";
}

const outcome = (access: access): number | string =>
  access.kind === "ok" ? access.value : access.kind;

const steps: Record<string, (w: world, step: step) => void> = {
  load(w, { kind, page }) {
    const area = w.areas[kind];
    expect(outcome(user_load(area.program.task, at(area, page)))).toBe(expected(w, kind, page));
  },
  store(w, { kind, page, byte }) {
    const area = w.areas[kind];
    const there = expected(w, kind, page) !== "sigbus";
    const done = outcome(user_store(area.program.task, at(area, page), byte));
    expect(done).toBe(there ? byte : "sigbus");
    if (!there) return;
    if (kind === "shared") w.model.file[page] = byte;
    else w.model.own[kind][page] = byte;
  },
  read(w, { page }) {
    const there = page < w.model.size ? [w.model.file[page] ?? 0] : [];
    expect(shmem_file_read(w.file, page * PAGE_SIZE, 1)).toEqual(new Uint8Array(there));
  },
  write(w, { page, byte }) {
    expect(shmem_file_write(w.file, page * PAGE_SIZE, new Uint8Array(PAGE_SIZE).fill(byte))).toBe(
      PAGE_SIZE,
    );
    w.model.file[page] = byte;
    w.model.size = Math.max(w.model.size, page + 1);
  },
  truncate(w, { page }) {
    shmem_setattr(w.file.f_inode, page * PAGE_SIZE);
    w.model.size = page;
    w.model.file.fill(0, page);
    w.model.own.private.fill(null, page);
  },
  punch(w, { page }) {
    shmem_fallocate(w.file, { punch: true }, page * PAGE_SIZE, PAGE_SIZE);
    w.model.file[page] = 0;
  },
  reserve(w, { page }) {
    shmem_fallocate(w.file, {}, page * PAGE_SIZE, PAGE_SIZE);
    w.model.size = Math.max(w.model.size, page + 1);
  },
  dontneed(w, { kind, page }) {
    const area = w.areas[kind];
    if (do_madvise(area.program.mm, at(area, page), PAGE_SIZE, "dontneed") !== 0) return; // locked
    if (kind !== "shared") w.model.own[kind][page] = null;
  },
  protect(w, { kind, page, byte }) {
    const area = w.areas[kind];
    const through = [PROT_NONE, PROT_READ, PROT_READ][byte % 3] ?? PROT_READ;
    for (const prot of [through, PROT_READ | PROT_WRITE])
      expect(do_mprotect(area.program.mm, at(area, page), PAGE_SIZE, prot)).toBe(0);
  },
  lock(w, { kind, page, byte }) {
    const area = w.areas[kind];
    const onfault = byte % 2 === 0;
    do_mlock(area.program.mm, at(area, page), PAGE_SIZE, onfault);
    // Private memory is faulted in as if it were written: from now on it has a copy of its own.
    const now = expected(w, kind, page);
    if (kind !== "shared" && !onfault && now !== "sigbus") w.model.own[kind][page] = now;
  },
  unlock(w, { kind, page }) {
    const area = w.areas[kind];
    do_munlock(area.program.mm, at(area, page), PAGE_SIZE);
  },
  reclaim(w, { page }) {
    const cached = page_at(w.file.f_mapping, page);
    if (cached !== null) shrink_page(cached);
  },
  reclaim_mapped(w, { kind, page }) {
    const area = w.areas[kind];
    const pte = pte_at(area.program.mm, at(area, page));
    if (pte_present(pte) && !pte_special(pte)) shrink_page(pfn_to_page(pte_pfn(pte)));
  },
};

const anyStep = fc.record({
  what: fc.constantFrom(...Object.keys(steps)),
  kind: fc.constantFrom(...kinds),
  page: fc.nat(PAGES - 1),
  byte: fc.integer({ min: 1, max: 255 }),
});

function newWorld(): world {
  const file = newFile(PAGES);
  const program = newProgram();
  return {
    file,
    model: {
      size: PAGES,
      file: new Array(PAGES).fill(0),
      own: { private: new Array(PAGES).fill(null), anonymous: new Array(PAGES).fill(null) },
    },
    areas: {
      shared: map(program, PAGES, { file, shared: true }),
      private: map(program, PAGES, { file }),
      anonymous: map(program, PAGES),
    },
  };
}

describe.each(["5.14", "6.18"] as const)("on %s", (release) => {
  it("no walk through files, mappings and reclaim loses a byte or a count", () => {
    const walk = (path: step[]): void =>
      inKernel(
        (k) => {
          const w = newWorld();
          for (const step of path) {
            steps[step.what]?.(w, step);
            expect(audit(k)).toEqual([]);
          }
          exit(w.areas.shared.program);
          close(w.file);
          expect(kernel().vmstat).toMatchObject({ NR_FILE_PAGES: 0, NR_SHMEM: 0, NR_MLOCK: 0 });
          expect(k.swap.every((slot) => slot === null)).toBe(true);
          expect([k.memcg_charged, k.vm_committed_as.count, rules(k)]).toEqual([0, 0, []]);
        },
        { release, swap_pages: 4 },
      );
    fc.assert(fc.property(fc.array(anyStep, { minLength: 1, maxLength: 40 }), walk), {
      numRuns: 60,
      seed: 20210427,
    });
  });
});
