// Goal: whoever holds, gives back, sleeps or takes locks in a wrong way is told so.

import { describe, expect, it } from "vitest";
import { addWatcher } from "../../src/debug/watch.ts";
import type { spinlock_t } from "../../src/include/linux/mm_types.ts";
import { mm_alloc } from "../../src/kernel/fork.ts";
import {
  might_sleep,
  mmap_read_lock,
  mmap_read_unlock,
  spin_lock,
  spin_lock_init,
  spin_unlock,
} from "../../src/kernel/locking.ts";
import type { kernel } from "../../src/kernel.ts";
import { KernelBug } from "../../src/lib/bug.ts";
import { kmap_atomic, kunmap_atomic } from "../../src/mm/highmem.ts";
import { inKernel, newPage, rules } from "../support/in_kernel.ts";

describe("a spinlock", () => {
  it("is known to be held between lock and unlock, and no longer", () => {
    inKernel((k) => {
      const lock = spin_lock_init("lock");

      spin_lock(lock);
      expect(k.current.locks_held).toEqual([lock]);

      spin_unlock(lock);
      expect(k.current.locks_held).toEqual([]);
      expect(rules(k)).toEqual([]);
    });
  });

  it("taken twice waits for ever", () => {
    inKernel((k) => {
      const lock = spin_lock_init("lock");
      spin_lock(lock);
      expect(() => spin_lock(lock)).toThrow(KernelBug);
      expect(rules(k)).toEqual(["deadlock"]);
    });
  });

  it("given back without being held is reported, and nothing else happens", () => {
    inKernel((k) => {
      const lock = spin_lock_init("lock");
      spin_unlock(lock);
      expect(rules(k)).toEqual(["unlock-not-held"]);
      expect(k.dead).toBeNull();
    });
  });
});

describe("the mmap lock", () => {
  it("can be taken again once it was given back", () => {
    inKernel((k) => {
      const mm = mm_alloc();
      for (const _ of [1, 2]) {
        mmap_read_lock(mm);
        mmap_read_unlock(mm);
      }
      expect(rules(k)).toEqual([]);
    });
  });

  it("taken for reading by who reads already is reported, though nobody waits yet", () => {
    inKernel((k) => {
      const mm = mm_alloc();
      mmap_read_lock(mm);
      mmap_read_lock(mm);
      expect(rules(k)).toEqual(["deadlock"]);
      expect(k.dead).toBeNull();
    });
  });

  it("of two programs can be held at once", () => {
    inKernel((k) => {
      mmap_read_lock(mm_alloc());
      mmap_read_lock(mm_alloc());
      expect(rules(k)).toEqual([]);
    });
  });
});

describe("sleeping", () => {
  it("is fine with no lock held", () => {
    inKernel((k) => {
      might_sleep();
      expect(rules(k)).toEqual([]);
    });
  });

  it("is reported under a spinlock", () => {
    inKernel((k) => {
      spin_lock(spin_lock_init("lock"));
      might_sleep();
      expect(rules(k)).toEqual(["sleep-in-atomic"]);
    });
  });

  it("is reported while a page is mapped by kmap_atomic, and not after it is unmapped", () => {
    inKernel((k) => {
      const kaddr = kmap_atomic(newPage());
      might_sleep();
      expect(rules(k)).toEqual(["sleep-in-atomic"]);

      kunmap_atomic(kaddr);
      might_sleep();
      expect(rules(k)).toHaveLength(1);
    });
  });
});

describe("kunmap_atomic()", () => {
  it("wants the innermost mapping first", () => {
    inKernel((k) => {
      const outer = kmap_atomic(newPage());
      const inner = kmap_atomic(newPage());

      kunmap_atomic(outer);
      kunmap_atomic(inner);

      expect(rules(k)).toEqual(["kmap-order"]);
      expect(k.current.pagefault_disabled).toBe(0);
    });
  });
});

describe("the order of locks", () => {
  const watched = (f: (k: kernel) => void): void =>
    inKernel((k) => {
      const remove = addWatcher(k, {});
      f(k);
      remove();
    });
  const takeBoth = (outer: spinlock_t, inner: spinlock_t): void => {
    spin_lock(outer);
    spin_lock(inner);
    spin_unlock(inner);
    spin_unlock(outer);
  };

  it("is free as long as it is always the same", () => {
    watched((k) => {
      const [ptl, info] = [spin_lock_init("ptl"), spin_lock_init("info->lock")];
      takeBoth(ptl, info);
      takeBoth(ptl, info);
      expect(rules(k)).toEqual([]);
    });
  });

  it("is reported, once, where it is the other way round, though nobody waits yet", () => {
    watched((k) => {
      const [ptl, info] = [spin_lock_init("ptl"), spin_lock_init("info->lock")];
      takeBoth(ptl, info);
      takeBoth(info, ptl);
      takeBoth(info, ptl);
      expect(k.findings).toMatchObject([
        {
          rule: "lock-order",
          kernel: "WARNING: possible circular locking dependency detected: info->lock -> ptl",
        },
      ]);
    });
  });

  it("is seen through a third lock", () => {
    watched((k) => {
      const [a, b, c] = ["a", "b", "c"].map(spin_lock_init) as [spinlock_t, spinlock_t, spinlock_t];
      takeBoth(a, b);
      takeBoth(b, c);
      expect(rules(k)).toEqual([]);
      takeBoth(c, a);
      expect(rules(k)).toEqual(["lock-order"]);
    });
  });

  it("puts the mmap lock outside of every spinlock", () => {
    watched((k) => {
      spin_lock(spin_lock_init("ptl"));
      mmap_read_lock(mm_alloc());
      expect(rules(k)).toEqual(["sleep-in-atomic", "lock-order"]);
    });
  });
});
