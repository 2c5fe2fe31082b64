// The ledger: each number, at its borders.

import { describe, expect, it } from "vitest";
import type { inode } from "../../src/include/linux/mm_types.ts";
import { fail_function } from "../../src/kernel/fail_function.ts";
import {
  shmem_charge,
  shmem_inode_acct_block,
  shmem_inode_unacct_blocks,
  shmem_recalc_inode,
  shmem_uncharge,
} from "../../src/kernel/livepatch.ts";
import { spin_lock_irq, spin_unlock_irq } from "../../src/kernel/locking.ts";
import { kernel } from "../../src/kernel.ts";
import { shmem_file_setup, shmem_mount } from "../../src/mm/shmem_file.ts";
import { inKernel, rules } from "../support/in_kernel.ts";

function newInode(max_blocks: number, noreserve = true): inode {
  const file = shmem_file_setup(shmem_mount(max_blocks), { noreserve, size: 4 * 4096 });
  if (typeof file === "number") throw new Error(`no file: ${file}`);
  return file.f_inode;
}

const used = (inode: inode): number => inode.i_sb.s_fs_info.used_blocks.count;
const commit = (): number => kernel().vm_committed_as.count;

/** Writes the file's own numbers, under the lock that guards them. */
function set(inode: inode, alloced: number, swapped: number, nrpages: number): void {
  spin_lock_irq(inode.shmem.lock);
  inode.shmem.alloced = alloced;
  inode.i_blocks = alloced * 8;
  spin_unlock_irq(inode.shmem.lock);
  inode.shmem.swapped = swapped;
  inode.i_mapping.nrpages = nrpages;
}

function recalc(inode: inode): void {
  spin_lock_irq(inode.shmem.lock);
  shmem_recalc_inode(inode);
  spin_unlock_irq(inode.shmem.lock);
}

describe("shmem_inode_acct_block()", () => {
  it("pays up to the last block of the mount and not one more", () =>
    inKernel(() => {
      const inode = newInode(2);
      expect([1, 1, 1].map((n) => shmem_inode_acct_block(inode, n))).toEqual([true, true, false]);
      expect([used(inode), commit()]).toEqual([2, 2]);
    }));

  it.each([
    [2, true],
    [3, false],
  ])("takes %i blocks of two at once: %s", (pages, paid) => {
    inKernel(() => {
      const inode = newInode(2);
      expect(shmem_inode_acct_block(inode, pages)).toBe(paid);
      expect([used(inode), commit()]).toEqual(paid ? [2, 2] : [0, 0]);
    });
  });

  it("counts no blocks where there is no limit, but promises the memory", () =>
    inKernel(() => {
      const inode = newInode(0);
      shmem_inode_acct_block(inode, 5);
      expect([used(inode), commit()]).toEqual([0, 5]);
    }));

  it("promises nothing more for a file that has paid in advance", () =>
    inKernel(() => {
      const inode = newInode(2, false);
      const before = commit();
      shmem_inode_acct_block(inode, 1);
      expect([used(inode), commit() - before]).toEqual([1, 0]);
    }));

  it("takes nothing where the promise is refused", () =>
    inKernel(() => {
      const inode = newInode(2);
      fail_function("security_vm_enough_memory_mm", true);
      expect(shmem_inode_acct_block(inode, 1)).toBe(false);
      expect([used(inode), commit()]).toEqual([0, 0]);
    }));

  it("is undone by shmem_inode_unacct_blocks(), exactly", () =>
    inKernel(() => {
      const inode = newInode(2);
      shmem_inode_acct_block(inode, 2);
      shmem_inode_unacct_blocks(inode, 2);
      expect([used(inode), commit()]).toEqual([0, 0]);
    }));
});

describe("shmem_recalc_inode()", () => {
  //  alloced, swapped, nrpages -> alloced after, blocks given back
  it.each([
    [3, 1, 2, 3, 0],
    [3, 1, 1, 2, 1],
    [0, 0, 1, 0, 0], // a page that is in the file and not yet counted
    [1, 0, 2, 1, 0],
    [5, 1, 1, 2, 3],
  ])(
    "alloced %i, swapped %i, nrpages %i: alloced becomes %i, %i given back",
    (alloced, swapped, nrpages, after, back) => {
      inKernel((k) => {
        const inode = newInode(16);
        shmem_inode_acct_block(inode, 8);
        set(inode, alloced, swapped, nrpages);

        recalc(inode);

        expect([inode.shmem.alloced, inode.i_blocks]).toEqual([after, after * 8]);
        expect([used(inode), commit()]).toEqual([8 - back, 8 - back]);
        expect(rules(k)).toEqual([]);
      });
    },
  );

  it("is reported without info->lock, and so is each write to a guarded field", () =>
    inKernel((k) => {
      const inode = newInode(16);
      set(inode, 1, 0, 0);
      shmem_recalc_inode(inode);
      expect(rules(k)).toEqual(["lock-not-held", "data-race", "data-race"]);
    }));
});

describe("shmem_charge() and shmem_uncharge()", () => {
  it("move all five numbers, and back", () =>
    inKernel((k) => {
      const inode = newInode(2);

      expect(shmem_charge(inode, 1)).toBe(true);
      expect([
        used(inode),
        commit(),
        inode.shmem.alloced,
        inode.i_blocks,
        inode.i_mapping.nrpages,
      ]).toEqual([1, 1, 1, 8, 1]);

      inode.i_mapping.nrpages -= 1; // as the caller of shmem_uncharge() has done
      shmem_uncharge(inode, 1);
      expect([used(inode), commit(), inode.shmem.alloced, inode.i_blocks]).toEqual([0, 0, 0, 0]);
      expect(rules(k)).toEqual([]);
    }));

  it("change nothing where the mount is full", () =>
    inKernel(() => {
      const inode = newInode(1);
      expect([shmem_charge(inode, 1), shmem_charge(inode, 1)]).toEqual([true, false]);
      expect([inode.shmem.alloced, inode.i_mapping.nrpages]).toEqual([1, 1]);
    }));
});
