import { describe, expect, it } from "vitest";
import { might_sleep, spin_lock, spin_lock_init, spin_unlock } from "../../src/kernel/locking.ts";
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
