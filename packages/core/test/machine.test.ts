// What a host can rely on: whatever a target does, a machine answers with data, and one number is one operation.

import { describe, expect, it } from "vitest";
import {
  BUG_ON,
  boot,
  type boot_options,
  type kernel_api,
  MAP_SHARED,
  O_RDWR,
  O_TMPFILE,
  PAGE_SIZE,
  PROT_READ,
  PROT_WRITE,
  reference_targets,
  spin_lock,
  UFFD_API,
  UFFDIO_API,
  UFFDIO_COPY,
  UFFDIO_REGISTER,
  UFFDIO_REGISTER_MODE_MISSING,
  UFFDIO_ZEROPAGE,
  unlock_page,
} from "../src/index.ts";

type install = typeof kernel_api.mcopy_atomic_install_pte;

/** A program with four shared pages of a file on a mount of 16 blocks, all watched; and how to fill one. */
function watched(options: boot_options = {}) {
  const machine = boot({ audit: true, ...options });
  const p = machine.program();
  p.mount("/tmp", 16);
  const file = p.open("/tmp", O_TMPFILE | O_RDWR);
  p.ftruncate(file, 4 * PAGE_SIZE);
  const at = p.mmap(0, 4 * PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  const uffd = p.userfaultfd(0);
  p.ioctl(uffd, UFFDIO_API, { api: UFFD_API, features: 0, ioctls: 0n });
  const range = { start: at, len: 4 * PAGE_SIZE };
  p.ioctl(uffd, UFFDIO_REGISTER, { range, mode: UFFDIO_REGISTER_MODE_MISSING, ioctls: 0n });
  const fill = (page: number): number =>
    p.ioctl(uffd, UFFDIO_ZEROPAGE, {
      range: { start: at + page * PAGE_SIZE, len: PAGE_SIZE },
      mode: 0,
      zeropage: 0,
    });
  return { machine, p, at, uffd, file, fill };
}

const withInstaller = (mcopy_atomic_install_pte: install) =>
  watched({ livepatch: { mcopy_atomic_install_pte } });

describe("a machine", () => {
  it("goes back to where it was when everything is taken down", () => {
    const { machine, fill } = watched();

    expect([fill(0), fill(1)]).toEqual([0, 0]);
    expect(machine.teardown()).toEqual([]);
    expect(machine.findings).toEqual([]);
  });

  it("numbers what it finds by the operation in which it showed, and says it once", () => {
    const { machine, fill } = withInstaller((mm, pmd, vma, addr, page, fresh, wp) => {
      page._refcount += 1;
      return reference_targets.mcopy_atomic_install_pte(mm, pmd, vma, addr, page, fresh, wp);
    });
    const before = machine.op;

    fill(0);
    fill(1);

    expect(machine.findings.map(({ rule, op }) => [rule, op - before])).toEqual([
      ["page-leak", 1],
      ["page-leak", 2],
    ]);
  });

  it.each<[string, install, string]>([
    ["hits a BUG", () => after(() => BUG_ON(true)), "bug"],
    [
      "unlocks what is not locked",
      (_m, _d, _v, _a, page) => after(() => [unlock_page(page), unlock_page(page)]),
      "bug",
    ],
    [
      "takes a lock twice",
      (_m, pmd) => after(() => [spin_lock(pmd.ptl), spin_lock(pmd.ptl)]),
      "bug",
    ],
    ["returns nothing", () => undefined as unknown as number, "bad-return"],
    ["returns a fraction", () => 0.5, "bad-return"],
    [
      "throws an error",
      () => {
        throw new Error("mine");
      },
      "exception",
    ],
    [
      "throws what is no error",
      () => {
        throw null;
      },
      "exception",
    ],
    [
      "calls itself for ever",
      (...args) => reference_targets.mcopy_atomic_install_pte(...args) + deeper(),
      "exception",
    ],
    [
      "passes a stranger's page",
      (_m, _d, _v, _a, page) => after(() => unlock_page({ ...page })),
      "exception",
    ],
  ])("is dead, and says why, when a target %s", (_what, target, kind) => {
    const { machine, fill, p } = withInstaller(target);

    fill(0);

    expect(machine.oops).toMatchObject({ kind, call: "ioctl" });
    expect(fill(1)).toBe(-5);
    expect(p.load(0)).toEqual({ kind: "gone" });
    expect(machine.teardown()).toEqual([]);
  });

  it("stays dead when the target catches the BUG and goes on", () => {
    const { machine, fill } = withInstaller((_m, pmd) => {
      try {
        BUG_ON(true);
      } catch {}
      return pmd === null ? 0 : -17;
    });

    fill(0);

    expect(machine.oops?.kind).toBe("bug");
  });

  it("stops a target that makes calls without end", () => {
    const { machine, fill } = watched({
      call_budget: 1000,
      livepatch: {
        mcopy_atomic_install_pte: (_m, pmd) => {
          for (;;) BUG_ON(pmd === null);
        },
      },
    });

    fill(0);

    expect(machine.oops?.message).toContain("More than 1000 kernel calls");
  });

  it("reports a lock that a target keeps, when the call returns", () => {
    const { machine, fill } = withInstaller((_m, pmd) => after(() => spin_lock(pmd.ptl), -14));

    fill(0);

    expect(machine.findings.map((one) => one.rule)).toContain("lock-leak");
  });

  it("lets the thread of a blocked access go on after the operation that wakes it", () => {
    const { p, at, fill } = watched();

    const end = p.load(at);
    expect(end).toMatchObject({ kind: "blocked", thread: { state: "blocked" } });
    fill(0);

    expect(p.threads).toMatchObject([{ state: "done", result: { kind: "ok", value: 0 } }]);
  });

  it("traces calls as plain data: labels, callers, locks held and fields written", () => {
    const { machine, p, uffd, at } = watched({ trace: true });
    const arg = { dst: at, src: at + PAGE_SIZE, len: PAGE_SIZE, mode: 0, copy: 0 };
    p.ioctl(uffd, UFFDIO_ZEROPAGE, {
      range: { start: at + PAGE_SIZE, len: PAGE_SIZE },
      mode: 0,
      zeropage: 0,
    });
    p.ioctl(uffd, UFFDIO_COPY, arg);

    const set = machine.trace
      .filter((one) => one.kind === "call" && one.name === "set_pte_at")
      .at(-1);
    expect(set).toMatchObject({ caller: "mcopy_atomic_install_pte", by_target: true });
    expect(set).toHaveProperty("locks", ["mmap_lock", "ptl"]);
    expect(machine.trace).toContainEqual(
      expect.objectContaining({ kind: "write", object: "info#1", field: "alloced", value: 2 }),
    );
    expect(JSON.parse(JSON.stringify(machine.trace))).toEqual(machine.trace);
  });
});

function deeper(): number {
  return 1 + deeper();
}

/** Does something, and returns a number as a target must. */
function after(f: () => unknown, ret = 0): number {
  f();
  return ret;
}

describe("a kernel with a rule of another release", () => {
  const api = (options: boot_options): number => {
    const p = boot(options).program();
    const arg = { api: UFFD_API, features: 0, ioctls: 0n };
    p.ioctl(p.userfaultfd(0), UFFDIO_API, arg);
    return arg.features;
  };

  it("differs from its own release in that rule only, and changes no other kernel", () => {
    const mixed = boot({ release: "5.14", rules: { uffd_features: 0x3ff } }).kernel.release;

    expect(mixed).toEqual({ ...boot({ release: "5.14" }).kernel.release, uffd_features: 0x3ff });
    expect(api({ release: "5.14", rules: { uffd_features: 0x3ff } })).toBe(0x3ff);
    expect(api({ release: "5.14" })).toBe(0x7ff);
  });
});
