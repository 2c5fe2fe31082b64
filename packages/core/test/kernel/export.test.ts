import { describe, expect, it } from "vitest";
import { addWatcher } from "../../src/debug/watch.ts";
import type { page } from "../../src/include/linux/mm_types.ts";
import { EXPORT_SYMBOL, runTarget } from "../../src/kernel/export.ts";
import { enter, type kernel, type kernel_call, kernel as running } from "../../src/kernel.ts";
import { new_kernel } from "../../src/kernel_init.ts";
import { BUG, KernelBug } from "../../src/lib/bug.ts";
import { get_page, page_count, put_page } from "../../src/mm/swap.ts";
import { inKernel, newPage, rules } from "../support/in_kernel.ts";

/** Calls `f` as learner code would be called. */
const asTarget = (k: kernel, f: () => unknown): unknown => {
  return enter(k, () => runTarget(f, []));
};

/** Every call of the kernel while `f` runs. */
function watched(k: kernel, f: () => void): kernel_call[] {
  const calls: kernel_call[] = [];
  const leave = addWatcher(k, { done: (call) => calls.push(call) });
  f();
  leave();
  return calls;
}

describe("the boundary", () => {
  it("says that no machine is running when a kernel function is called from nowhere", () => {
    const page = inKernel(newPage);
    expect(() => put_page(page)).toThrow(/No machine is running/);
  });

  it("shows a watcher each call with its arguments, its result and how deep it is", () => {
    inKernel((k) => {
      const page = newPage();

      const calls = watched(k, () => {
        get_page(page);
        page_count(page);
      });

      expect(calls.map(({ name, args, result, depth }) => [name, args, result, depth])).toEqual([
        ["get_page", [page], undefined, 0],
        ["page_count", [page], 2, 0],
      ]);
    });
  });

  it("shows a call that dies, too", () => {
    inKernel((k) => {
      const die = EXPORT_SYMBOL("die", [], () => BUG("kernel BUG", "It was to be."));
      const calls = watched(k, () => expect(die).toThrow(KernelBug));
      expect(calls.map((call) => call.error)).toEqual([k.dead]);
    });
  });
});

describe("what learner code may pass", () => {
  const wrong: readonly (readonly [string, unknown, RegExp])[] = [
    [
      "nothing",
      undefined,
      /put_page\(\): argument 1 must be a page of this machine, but it is undefined/,
    ],
    ["a number", 5, /but it is 5/],
    ["a look-alike", { pfn: 2, _refcount: 1, flags: 0 }, /but it is another object/],
    ["a text", "page", /but it is a string/],
  ];

  it.each(wrong)(
    "%s is no page: a TypeError names the function and the argument",
    (_what, value, words) => {
      inKernel((k) => {
        newPage();
        expect(() => asTarget(k, () => put_page(value as page))).toThrow(words);
        expect(() => asTarget(k, () => put_page(value as page))).toThrow(TypeError);
        expect(rules(k)).toEqual([]);
      });
    },
  );

  it("a page of another machine is a stranger, even with the same number", () => {
    const stranger = inKernel(newPage);
    inKernel((k) => {
      const own = newPage();
      expect(own.pfn).toBe(stranger.pfn);
      expect(() => asTarget(k, () => put_page(stranger))).toThrow(TypeError);
      expect(asTarget(k, () => page_count(own))).toBe(1);
    });
  });
});

describe("a dead kernel", () => {
  it("answers every further call of a target with the same BUG, and the target cannot hide it", () => {
    inKernel((k) => {
      const page = newPage();
      const hide = (): number => {
        try {
          put_page(page);
          put_page(page); // once too often
        } catch {
          expect(() => page_count(page)).toThrow(KernelBug);
        }
        return 0;
      };
      expect(() => asTarget(k, hide)).toThrow(KernelBug);
    });
  });
});

describe("two machines", () => {
  it("live side by side: entering one leaves the other as it was", () => {
    const first = new_kernel();
    const second = new_kernel();
    enter(first, () => {
      newPage();
      enter(second, () => expect(running()).toBe(second));
      expect(running()).toBe(first);
    });
    expect(second.frames).toHaveLength(2);
    expect(first.frames).toHaveLength(3);
  });

  it("are left behind in order when one of them dies", () => {
    const k = new_kernel();
    expect(() => enter(k, () => BUG("kernel BUG", "It was to be."))).toThrow(KernelBug);
    expect(() => running()).toThrow(/No machine/);
  });
});
