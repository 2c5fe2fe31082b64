// What a monitor's code can call: what each call leaves in its out field, and who may call it at all.

import { describe, expect, it } from "vitest";
import {
  EAGAIN,
  EBADF,
  EEXIST,
  EINVAL,
  ENOENT,
  ESRCH,
  find_vma,
  PAGE_SIZE,
  recv_page,
  request_page,
  runScenario,
  UFFD_EVENT_PAGEFAULT,
  UFFD_EVENT_REMOVE,
  UFFD_EVENT_UNMAP,
  UFFD_PAGEFAULT_FLAG_WRITE,
  UFFDIO_COPY_MODE_DONTWAKE,
  UFFDIO_WRITEPROTECT_MODE_WP,
  uffd_read,
  uffdio_continue,
  uffdio_copy,
  uffdio_unregister,
  uffdio_wake,
  uffdio_writeprotect,
  uffdio_zeropage,
  type user_addr,
} from "../../src/index.ts";
import { go, moving, results, script } from "./migration.ts";

const page = (n: number): number => n * PAGE_SIZE;
const pushed = (page: number, n: number) => ({
  contents: [1, 2, 3, 4, 5, 6],
  pushes: [{ page, n }],
});

/** One run of a monitor that copies from the packet that has come. */
const copies = (offset: number, len: number, mode = 0) =>
  script((m) => {
    const packet = recv_page(m.socket);
    const src = (packet?.addr ?? 0) + offset - (packet?.offset ?? 0);
    return uffdio_copy(m.uffd, m.start + offset, src, len, mode);
  });

describe("a fill says how far it got", () => {
  it("as the number of bytes, all of them or those before the page that was there already", () => {
    const whole = copies(page(1), page(3));
    results(moving([{ op: "pager" }], { migration: pushed(1, 3) }), whole.pager);
    const part = copies(page(1), page(3));
    const taken = [{ op: "copy", page: 2 }, { op: "pager" }] as const;
    results(moving(taken, { migration: pushed(1, 3) }), part.pager);

    expect([whole.came_to, part.came_to]).toEqual([[page(3)], [page(1)]]);
  });

  it.each([
    ["-EEXIST where its first page is there", [{ op: "copy", page: 1 }], {}, -EEXIST],
    ["-ENOENT where a part is not mapped", [{ op: "munmap", page: 2 }], { features: [] }, -ENOENT],
    ["-EAGAIN while the mappings change", [{ op: "mmap_changing", value: true }], {}, -EAGAIN],
    ["-ESRCH when the program is gone", [], { dead_mm: true }, -ESRCH],
  ] as const)("or as a negative errno: %s", (_what, before, more, expected) => {
    const monitor = copies(page(1), page(3));
    results(
      moving([...before, { op: "pager" }], { migration: pushed(1, 3), ...more }),
      monitor.pager,
    );

    expect(monitor.came_to).toEqual([expected]);
  });

  it.each(["5.14", "6.18"] as const)(
    "in the same way whether the out field is written or not: %s",
    (release) => {
      const monitor = script((m) => [
        uffdio_zeropage(m.uffd, m.start, page(1), 0),
        uffdio_zeropage(m.uffd, m.start + 1, page(1), 0),
        uffdio_zeropage(m.uffd + 50, m.start, page(1), 0),
        uffdio_zeropage(m.uffd, m.start + page(1), page(2), 0),
      ]);
      results(moving([{ op: "pager" }]), monitor.pager, release);

      expect(monitor.came_to).toEqual([[page(1), -EINVAL, -EBADF, page(2)]]);
    },
  );

  it("and wakes who waits, or leaves that to somebody else", () => {
    const ops = [
      { op: "bg", page: 1, kind: "read" },
      { op: "pager" },
      { op: "bg_wait" },
      { op: "wake", page: 1 },
      { op: "bg_wait" },
    ] as const;
    const done = { bg: "done", res: { a: "ok", v: 2, flt: 1 } };
    const scenario = moving(ops, { migration: pushed(1, 1) });
    const awake = results(scenario, copies(page(1), page(1)).pager);
    const asleep = results(scenario, copies(page(1), page(1), UFFDIO_COPY_MODE_DONTWAKE).pager);

    expect(awake[2]).toEqual(done);
    expect([asleep[2], asleep[4]]).toEqual([{ bg: "blocked" }, done]);
  });
});

describe("the other calls", () => {
  it("map a page that the file has, wake, protect, and stop watching", () => {
    const monitor = script((m) => [
      uffdio_continue(m.uffd, m.start + page(1), page(1), 0),
      uffdio_wake(m.uffd, m.start, page(1)),
      uffdio_wake(m.uffd, m.start, 1),
      uffdio_unregister(m.uffd, m.start, page(6)),
    ]);
    const file = { pages: 6, backing: "shmem", sharing: "shared", prot: "rw" } as const;
    const ops = [
      { op: "file_write", page: 1, byte: 7 },
      { op: "pager" },
      { op: "read", page: 2 },
    ] as const;
    const scenario = moving(ops, { region: file, register: ["missing", "minor"] });

    expect(results(scenario, monitor.pager)[2]).toMatchObject({ a: "ok", v: 0 });
    expect(monitor.came_to).toEqual([[page(1), 0, -EINVAL, 0]]);
  });

  it("protect what is there, and let its writers go on", () => {
    const monitor = script(
      (m) => uffdio_writeprotect(m.uffd, m.start, page(1), UFFDIO_WRITEPROTECT_MODE_WP),
      (m) => uffdio_writeprotect(m.uffd, m.start, page(1), 0),
    );
    const ops = [
      { op: "copy", page: 0 },
      { op: "pager" },
      { op: "bg", page: 0, kind: "write" },
      { op: "pager" },
      { op: "bg_wait" },
    ] as const;
    const [, , blocked, , done] = results(
      moving(ops, { register: ["missing", "wp"] }),
      monitor.pager,
    );

    expect([blocked, done]).toMatchObject([{ bg: "blocked" }, { bg: "done" }]);
    expect(monitor.came_to).toEqual([0, 0]);
  });
});

describe("messages", () => {
  it("are flat: a fault has flags and an address, and what is given up a beginning and an end", () => {
    const monitor = script((m) => [
      uffd_read(m.uffd),
      uffd_read(m.uffd),
      uffd_read(m.uffd),
      uffd_read(m.uffd),
    ]);
    const ops = [
      { op: "bg", page: 2, kind: "write", id: 1 },
      { op: "bg", page: 3, n: 2, kind: "dontneed", id: 2 },
      { op: "bg", page: 5, kind: "munmap", id: 3 },
      { op: "pager" },
    ] as const;
    results(moving(ops), monitor.pager);
    const start = 0x200000000000;
    const nothing = { flags: 0, address: 0, start: 0, end: 0 };

    expect(monitor.came_to).toEqual([
      [
        {
          ...nothing,
          event: UFFD_EVENT_PAGEFAULT,
          flags: UFFD_PAGEFAULT_FLAG_WRITE,
          address: start + page(2),
        },
        { ...nothing, event: UFFD_EVENT_REMOVE, start: start + page(3), end: start + page(5) },
        { ...nothing, event: UFFD_EVENT_UNMAP, start: start + page(5), end: start + page(6) },
        null,
      ],
    ]);
  });
});

describe("the way to the source host", () => {
  /** Runs that only note where the packets that have come belong; the first one asks for some pages. */
  const receiver = (...asked: readonly number[]) => {
    const receive = (m: { socket: number }): number[][] => {
      const all: number[][] = [];
      for (let one = recv_page(m.socket); one !== null; one = recv_page(m.socket))
        all.push([one.offset / PAGE_SIZE, one.len / PAGE_SIZE]);
      return all;
    };
    const first = (m: { socket: number }): number[][] => {
      for (const one of asked) request_page(m.socket, page(one));
      return receive(m);
    };
    return script(first, ...Array.from({ length: 6 }, () => receive));
  };
  const runs = Array.from({ length: 5 }, () => ({ op: "pager" }) as const);

  it("brings as many packets as the plan says, what was asked for first, and nothing twice", () => {
    const monitor = receiver(4, 2, 4);
    const migration = { contents: [1, 2, 3, 4, 5, 6], arrive: [1, 3, 0, 1] };
    const told = results(moving(runs, { migration }), monitor.pager);

    expect(monitor.came_to).toEqual([
      [[0, 1]],
      [
        [4, 1],
        [2, 1],
        [1, 1],
      ],
      [],
      [[3, 1]],
      [[5, 1]],
    ]);
    expect(told[0]).toMatchObject({ asked: [4, 2, 4], received: 1 });
    expect(told[1]).toMatchObject({ asked: [], received: 3, work: { recv_page: 4 } });
  });

  it("sends a run whole, although a page of it was asked for, unless all of them were", () => {
    const migration = (n: number) => ({
      contents: [1, 2, 3, 4, 5, 6],
      pushes: [{ page: 1, n }, { page: 5 }],
      arrive: [0, 1],
    });
    const [some, all] = [receiver(2), receiver(2)];
    results(moving(runs, { migration: migration(2) }), some.pager);
    results(
      moving(runs.slice(0, 3), {
        migration: { ...migration(1), pushes: [{ page: 2 }, { page: 5 }] },
      }),
      all.pager,
    );

    expect(some.came_to).toEqual([[], [[2, 1]], [[1, 2]], [[5, 1]], []]);
    expect(all.came_to).toEqual([[], [[2, 1]], [[5, 1]]]);
  });

  it("says which packets are zeros, and has no bytes before a packet is received", () => {
    const migration = {
      contents: [7, 0, 0],
      pushes: [
        { page: 1, n: 2 },
        { page: 0, n: 2 },
      ],
      arrive: [1],
    };
    const monitor = script(
      (m) => {
        const zeros = recv_page(m.socket);
        // The bytes of page 0 will be one page before those of page 1; now there is nothing.
        const early = (zeros?.addr ?? 0) - PAGE_SIZE;
        return [zeros?.zero, uffdio_copy(m.uffd, m.start + page(3), early, page(1), 0)];
      },
      (m) => {
        const data = recv_page(m.socket);
        return [data?.zero, uffdio_copy(m.uffd, m.start, data?.addr ?? 0, page(2), 0)];
      },
    );
    const ops = [
      { op: "pager" },
      { op: "pager" },
      { op: "read", page: 3 },
      { op: "read", page: 0 },
    ] as const;

    expect(results(moving(ops, { migration }), monitor.pager).slice(2)).toMatchObject([
      { v: 0 },
      { v: 7 },
    ]);
    expect(monitor.came_to).toEqual([
      [true, page(1)],
      [false, page(2)],
    ]);
  });

  it("refuses what is no page of the region, and descriptors of other things", () => {
    const monitor = script((m) => [
      request_page(m.socket, page(5)),
      request_page(m.socket, page(6)),
      request_page(m.socket, -PAGE_SIZE),
      request_page(m.socket, 1),
      request_page(m.uffd, 0),
      recv_page(m.uffd),
      uffd_read(m.socket),
    ]);
    const [told] = results(moving([{ op: "pager" }]), monitor.pager);

    expect(monitor.came_to).toEqual([[0, -EINVAL, -EINVAL, -EINVAL, -EBADF, null, null]]);
    expect(told).toMatchObject({ asked: [5] });
  });
});

describe("who may call what", () => {
  it("a program cannot call the kernel's functions", () => {
    const { oops } = go(moving([{ op: "pager" }]), (m) => {
      find_vma({} as never, m.start);
      return 0;
    });
    expect(oops?.message).toBe("find_vma() is the kernel's: a program cannot call it.");
  });

  it("the kernel cannot call a program's, not even on behalf of a program that can", () => {
    const outer = (m: { uffd: number; start: user_addr }): number =>
      uffdio_copy(m.uffd, m.start, m.start + page(3), page(1), 0);
    const scenario = moving([{ op: "pager" }]);
    const copied = (mcopy_atomic_pte: () => number) =>
      runScenario(scenario, { livepatch: { pager: outer, mcopy_atomic_pte } }).oops?.message;

    expect(copied(() => -EINVAL)).toBeUndefined();
    expect(copied(() => uffdio_wake(3, 0, page(1)))).toBe(
      "uffdio_wake() is for programs: the kernel cannot call it.",
    );
  });
});
