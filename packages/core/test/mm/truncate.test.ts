import { describe, expect, it } from "vitest";
import { audit } from "../../src/debug/audit.ts";
import { PAGE_SIZE } from "../../src/include/linux/mm.ts";
import type { file } from "../../src/include/linux/mm_types.ts";
import { PageUptodate } from "../../src/include/linux/page_flags.ts";
import type { pgoff_t } from "../../src/include/linux/types.ts";
import { fail_function } from "../../src/kernel/fail_function.ts";
import { spin_lock_irq, spin_unlock_irq } from "../../src/kernel/locking.ts";
import { ENOSPC, EPERM, errname } from "../../src/lib/errno.ts";
import { page_at } from "../../src/mm/filemap.ts";
import { SGP_READ, shmem_getpage } from "../../src/mm/shmem.ts";
import { shmem_fallocate } from "../../src/mm/shmem_falloc.ts";
import { memfd_add_seals, shmem_file_read, shmem_file_write } from "../../src/mm/shmem_file.ts";
import { F_SEAL_GROW, F_SEAL_SHRINK, F_SEAL_WRITE, shmem_setattr } from "../../src/mm/truncate.ts";
import { inKernel, rules } from "../support/in_kernel.ts";
import { close, draw, load, map, newFile, newProgram, store } from "../support/program.ts";

/** Draws a file, one letter a page: `.` a hole, `C` reserved, else the page's first byte as a letter. */
function drawFile({ f_mapping, f_inode }: file): string {
  let drawing = "";
  for (let index = 0; index * PAGE_SIZE < f_inode.i_size; index++) {
    const page = page_at(f_mapping, index);
    if (page === null) drawing += ".";
    else drawing += PageUptodate(page) ? String.fromCharCode(page.content.bytes[0] || 48) : "C";
  }
  return drawing;
}

const write = (file: file, page: number, text: string): number =>
  shmem_file_write(file, page * PAGE_SIZE, new TextEncoder().encode(text));

/** A file whose pages begin with the letters of `text`; a dot is a hole. */
function fileOf(text: string, blocks = 0): file {
  const file = newFile(text.length, blocks);
  for (const [index, letter] of [...text].entries()) if (letter !== ".") write(file, index, letter);
  return file;
}

describe("ftruncate", () => {
  it("frees whole pages, zeroes the rest of a part, and pays back what they cost", () =>
    inKernel((k) => {
      const file = fileOf("abcd", 8);
      shmem_file_write(file, PAGE_SIZE, new Uint8Array(PAGE_SIZE).fill(0x62));
      shmem_setattr(file.f_inode, PAGE_SIZE + 10);
      expect(drawFile(file)).toBe("ab");
      expect(file.f_inode.i_blocks).toBe(16);
      shmem_setattr(file.f_inode, 4 * PAGE_SIZE);
      expect(drawFile(file)).toBe("ab..");
      expect(shmem_file_read(file, PAGE_SIZE + 9, 2)).toEqual(new Uint8Array([0x62, 0]));
      expect(audit(k)).toEqual([]);
    }));

  it("takes file pages and private copies out of every mapping", () =>
    inKernel((k) => {
      const file = fileOf("abcd");
      const program = newProgram();
      const shared = map(program, 4, { file, shared: true });
      const copies = map(program, 4, { file });
      load(shared, 0);
      store(copies, 1);
      store(copies, 2);
      shmem_setattr(file.f_inode, 2 * PAGE_SIZE);
      expect(draw(shared)).toBe("ww..");
      expect(draw(copies)).toBe(".W..");
      expect(audit(k)).toEqual([]);
    }));
});

describe("punching a hole", () => {
  it("takes file pages out of every mapping, but leaves private copies", () =>
    inKernel((k) => {
      const file = fileOf("abcd");
      const program = newProgram();
      const shared = map(program, 4, { file, shared: true });
      const copies = map(program, 4, { file });
      load(shared, 0);
      store(copies, 1);
      shmem_fallocate(file, { punch: true }, PAGE_SIZE, 2 * PAGE_SIZE);
      expect(drawFile(file)).toBe("a..d");
      expect(draw(shared)).toBe("w..w");
      expect(draw(copies)).toBe(".W..");
      expect(audit(k)).toEqual([]);
    }));

  it("zeroes within pages that it does not cover whole", () =>
    inKernel(() => {
      const file = fileOf("ab");
      shmem_file_write(file, 0, new Uint8Array(2 * PAGE_SIZE).fill(7));
      shmem_fallocate(file, { punch: true }, PAGE_SIZE - 1, 2);
      expect(shmem_file_read(file, PAGE_SIZE - 2, 4)).toEqual(new Uint8Array([7, 0, 0, 7]));
    }));
});

describe("fallocate", () => {
  it("reserves pages that have no contents yet; reading them gives zeros and leaves them so", () =>
    inKernel((k) => {
      const file = fileOf("a.");
      shmem_fallocate(file, {}, 0, 3 * PAGE_SIZE);
      expect(drawFile(file)).toBe("aCC");
      expect(shmem_file_read(file, 2 * PAGE_SIZE, 1)).toEqual(new Uint8Array([0]));
      const pagep = { value: null };
      expect(shmem_getpage(file.f_inode, 2 as pgoff_t, pagep, SGP_READ)).toBe(0);
      expect(pagep.value).toBeNull();
      expect(drawFile(file)).toBe("aCC");
      expect(audit(k)).toEqual([]);
    }));

  it("gives back what it had reserved when the blocks run out, and nothing else", () =>
    inKernel((k) => {
      const file = fileOf("a...", 3);
      expect(errname(shmem_fallocate(file, {}, 0, 4 * PAGE_SIZE))).toBe("-ENOSPC");
      fail_function("shmem_alloc_page", false, true);
      expect(errname(shmem_fallocate(file, {}, 0, 3 * PAGE_SIZE))).toBe("-ENOMEM");
      expect(drawFile(file)).toBe("a...");
      expect(shmem_fallocate(file, {}, 0, 3 * PAGE_SIZE)).toBe(0);
      expect(drawFile(file)).toBe("aCC.");
      expect(audit(k)).toEqual([]);
    }));
});

describe("a full mount", () => {
  it("refuses the page that would be one too many, and writes those before it", () =>
    inKernel((k) => {
      const file = newFile(0, 2);
      expect(shmem_file_write(file, 0, new Uint8Array(3 * PAGE_SIZE))).toBe(2 * PAGE_SIZE);
      expect(shmem_file_write(file, 2 * PAGE_SIZE, new Uint8Array(1))).toBe(-ENOSPC);
      expect(audit(k)).toEqual([]);
    }));
});

describe("seals", () => {
  it("forbid to shrink, to grow or to write, each on its own", () =>
    inKernel(() => {
      const file = fileOf("ab");
      memfd_add_seals(file, F_SEAL_SHRINK);
      expect(shmem_setattr(file.f_inode, PAGE_SIZE)).toBe(-EPERM);
      expect(shmem_setattr(file.f_inode, 3 * PAGE_SIZE)).toBe(0);
      memfd_add_seals(file, F_SEAL_GROW);
      expect(shmem_setattr(file.f_inode, 4 * PAGE_SIZE)).toBe(-EPERM);
      expect(write(file, 2, "c")).toBe(1);
      expect(write(file, 3, "d")).toBe(-EPERM);
      memfd_add_seals(file, F_SEAL_WRITE);
      expect(write(file, 0, "x")).toBe(-EPERM);
      expect(shmem_fallocate(file, { punch: true }, 0, PAGE_SIZE)).toBe(-EPERM);
    }));
});

describe("the end of a file", () => {
  it("gives back everything, once it is neither open nor mapped", () =>
    inKernel((k) => {
      const file = fileOf("abcd", 8);
      const { used_blocks } = file.f_inode.i_sb.s_fs_info;
      close(file);
      expect(used_blocks.count).toBe(0);
      expect(k.vmstat.NR_SHMEM).toBe(0);
      expect(k.memcg_charged).toBe(0);
      expect([...k.inodes]).toEqual([]);
      expect(rules(k)).toEqual([]);
    }));

  it("warns of blocks that nobody has", () =>
    inKernel((k) => {
      const file = fileOf("a");
      const { lock } = file.f_inode.shmem;
      spin_lock_irq(lock);
      file.f_inode.i_blocks += 8;
      spin_unlock_irq(lock);
      close(file);
      expect(rules(k)).toEqual(["i_blocks-at-evict"]);
    }));
});
