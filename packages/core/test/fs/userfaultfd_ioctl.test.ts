// The monitor's ioctls, 5.14: every refusal on both sides of its border, and what is written when.

import { describe, expect, it } from "vitest";
import {
  boot,
  errname,
  MAP_ANONYMOUS,
  MAP_FIXED,
  MAP_PRIVATE,
  MAP_SHARED,
  O_NONBLOCK,
  O_RDONLY,
  O_RDWR,
  O_TMPFILE,
  PAGE_SIZE,
  POLLERR,
  POLLIN,
  PROT_READ,
  PROT_WRITE,
  UFFD_API,
  UFFDIO_API,
  UFFDIO_CONTINUE,
  UFFDIO_COPY,
  UFFDIO_POISON,
  UFFDIO_REGISTER,
  UFFDIO_UNREGISTER,
  UFFDIO_WAKE,
  UFFDIO_WRITEPROTECT,
  UFFDIO_ZEROPAGE,
  type uffd_msg,
} from "../../src/index.ts";

const BASE = 0x200000000000;
const TASK_SIZE = 2 ** 47 - PAGE_SIZE;
const at = (page: number): number => BASE + page * PAGE_SIZE;
const RW = PROT_READ | PROT_WRITE;
const [MISSING, WP, MINOR] = [1, 2, 4];

//  page      0 1 2 3   4 5   6 7     8 9
//  memory    shmem     anon  read-   nothing
//            shared    priv  only fd
function scene() {
  const machine = boot({ audit: true });
  const p = machine.program();
  p.mount("/tmp", 16);
  const file = p.open("/tmp", O_TMPFILE | O_RDWR);
  p.ftruncate(file, 8 * PAGE_SIZE);
  p.mmap(at(0), 4 * PAGE_SIZE, RW, MAP_SHARED | MAP_FIXED, file, 0);
  p.mmap(at(4), 2 * PAGE_SIZE, RW, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  const reader = p.open(`/proc/self/fd/${file}`, O_RDONLY);
  p.mmap(at(6), 2 * PAGE_SIZE, PROT_READ, MAP_SHARED | MAP_FIXED, reader, 0);
  const open = (): number => {
    const fd = p.userfaultfd(O_NONBLOCK);
    p.ioctl(fd, UFFDIO_API, { api: UFFD_API, features: 0, ioctls: 0n });
    return fd;
  };
  const uffd = open();
  const register = (page: number, n: number, mode: number, fd = uffd) => {
    const arg = { range: { start: at(page), len: n * PAGE_SIZE }, mode, ioctls: 0n };
    return [errname(p.ioctl(fd, UFFDIO_REGISTER, arg)), `0x${arg.ioctls.toString(16)}`];
  };
  return { machine, p, file, uffd, open, register };
}

describe("UFFDIO_API", () => {
  it("comes before everything else, and works once", () => {
    const { p } = scene();
    const fd = p.userfaultfd(0);
    const arg = { api: UFFD_API, features: 0, ioctls: 0n };

    expect(errname(p.ioctl(fd, UFFDIO_WAKE, { start: at(0), len: PAGE_SIZE }))).toBe("-EINVAL");
    expect(p.ioctl(fd, UFFDIO_API, arg)).toBe(0);
    expect(arg).toEqual({ api: UFFD_API, features: 0x7ff, ioctls: 0x8000000000000003n });
    expect(errname(p.ioctl(fd, UFFDIO_API, arg))).toBe("-EINVAL");
  });

  it.each([
    ["an unknown version", { api: 0xab, features: 0, ioctls: 0n }],
    ["the first feature that 5.14 lacks", { api: UFFD_API, features: 0x800, ioctls: 0n }],
    ["a feature far away", { api: UFFD_API, features: 2 ** 40, ioctls: 0n }],
  ])("refuses %s, zeroes the structure, and can be tried again", (_what, arg) => {
    const { p } = scene();
    const fd = p.userfaultfd(0);

    expect(errname(p.ioctl(fd, UFFDIO_API, arg))).toBe("-EINVAL");
    expect(arg).toEqual({ api: 0, features: 0, ioctls: 0n });
    expect(p.ioctl(fd, UFFDIO_API, { api: UFFD_API, features: 0x7ff, ioctls: 0n })).toBe(0);
  });
});

describe("UFFDIO_REGISTER", () => {
  it.each([
    ["shared tmpfs for missing pages", 0, 4, MISSING, "0", "0x1c"],
    ["shared tmpfs for both kinds of fault", 0, 4, MISSING | MINOR, "0", "0x9c"],
    ["anonymous memory for writes", 4, 2, WP, "0", "0x5c"],
    ["across two mappings", 0, 6, MISSING, "0", "0x1c"],
    ["no mode", 0, 4, 0, "-EINVAL", "0x0"],
    ["an unknown mode", 0, 4, 8, "-EINVAL", "0x0"],
    ["tmpfs for writes, which 5.14 cannot", 0, 4, WP, "-EINVAL", "0x0"],
    ["anonymous memory for minor faults", 4, 2, MINOR, "-EINVAL", "0x0"],
    ["what may never become writable", 6, 2, MISSING, "-EPERM", "0x0"],
    ["a range that only ends in a forbidden part", 4, 3, MISSING, "-EPERM", "0x0"],
    ["beyond the last mapping", 8, 2, MISSING, "-ENOMEM", "0x0"],
    ["no pages", 0, 0, MISSING, "-EINVAL", "0x0"],
  ])("%s", (_what, page, n, mode, ret, ioctls) => {
    const { register } = scene();

    expect(register(page, n, mode)).toEqual([ret, ioctls]);
  });

  it("leaves a range alone that another userfaultfd watches", () => {
    const { register, open } = scene();
    register(2, 1, MISSING);

    expect(register(0, 4, MISSING, open())[0]).toBe("-EBUSY");
    expect(register(0, 2, MISSING, open())[0]).toBe("0");
  });
});

describe("a fill", () => {
  it.each([
    ["a start inside a page", at(0) + 8, PAGE_SIZE],
    ["half a page", at(0), PAGE_SIZE / 2],
    ["nothing", at(0), 0],
    ["the null page", 0, PAGE_SIZE],
    ["the last page below mmap_min_addr", 0xf000, PAGE_SIZE],
    ["one page past the end", TASK_SIZE, PAGE_SIZE],
    ["a length that wraps", at(0), 2 ** 64 - PAGE_SIZE],
  ])("is refused for %s, and its out field is left alone", (_what, start, len) => {
    const { p, uffd } = scene();
    const arg = { range: { start, len }, mode: 0, zeropage: 99 };

    expect(errname(p.ioctl(uffd, UFFDIO_ZEROPAGE, arg))).toBe("-EINVAL");
    expect(arg.zeropage).toBe(99);
  });

  it.each([
    ["the first page that may be mapped", 0x10000],
    ["the last page of all", TASK_SIZE - PAGE_SIZE],
  ])("gets as far as looking for the vma at %s", (_what, start) => {
    const { p, uffd } = scene();
    const arg = { range: { start, len: PAGE_SIZE }, mode: 0, zeropage: 99 };

    expect(errname(p.ioctl(uffd, UFFDIO_ZEROPAGE, arg))).toBe("-ENOENT");
    expect(errname(arg.zeropage)).toBe("-ENOENT");
  });

  it("that fills a part says how much, and -EAGAIN; tried again, it says why", () => {
    // ptes   . . * .     * = filled before
    const { p, uffd, register } = scene();
    register(0, 4, MISSING);
    const copy = (page: number, n: number) => {
      const arg = { dst: at(page), src: at(4), len: n * PAGE_SIZE, mode: 0, copy: 0 };
      return [errname(p.ioctl(uffd, UFFDIO_COPY, arg)), arg.copy];
    };
    p.store(at(4), 1);
    p.store(at(5), 1);
    copy(2, 1);

    expect(copy(0, 4)).toEqual(["-EAGAIN", 2 * PAGE_SIZE]);
    expect(copy(2, 2)).toEqual(["-EEXIST", -17]);
  });

  it("knows neither POISON nor write-protecting CONTINUE in 5.14", () => {
    const { p, uffd, register } = scene();
    register(0, 4, MISSING | MINOR);
    const range = { start: at(0), len: PAGE_SIZE };

    const poison = p.ioctl(uffd, UFFDIO_POISON, { range, mode: 0, updated: 0 });
    const cont = p.ioctl(uffd, UFFDIO_CONTINUE, { range, mode: 2, mapped: 0 });
    const wp = p.ioctl(uffd, UFFDIO_WRITEPROTECT, { range, mode: 3 });

    expect([poison, cont, wp].map(errname)).toEqual(["-EINVAL", "-EINVAL", "-EINVAL"]);
  });

  it("of a program that has exited is -ESRCH", () => {
    const { machine, p, uffd, register } = scene();
    register(0, 4, MISSING);
    const other = machine.program("other", { files: p });
    p.exit();
    const arg = { range: { start: at(0), len: PAGE_SIZE }, mode: 0, zeropage: 99 };

    expect(errname(other.ioctl(uffd, UFFDIO_ZEROPAGE, arg))).toBe("-ESRCH");
    expect(arg.zeropage).toBe(99);
  });
});

describe("waiting and waking", () => {
  it("a fault becomes a message, is read once, and goes on when its page is filled", () => {
    const { p, uffd, register } = scene();
    register(0, 4, MISSING);
    p.store(at(1) + 5, 7);
    const messages: uffd_msg[] = [];

    expect(p.poll(uffd)).toBe(POLLIN);
    expect([p.read(uffd, messages, 31), p.read(uffd, messages), p.read(uffd, messages)]).toEqual([
      -22, 32, -11,
    ]);
    expect(messages).toMatchObject([{ arg: { pagefault: { address: at(1), flags: 1 } } }]);
    p.ioctl(uffd, UFFDIO_ZEROPAGE, {
      range: { start: at(1), len: PAGE_SIZE },
      mode: 0,
      zeropage: 0,
    });
    expect(p.threads).toMatchObject([{ state: "done", result: { kind: "ok" } }]);
  });

  it("UNREGISTER wakes who waits for a missing page", () => {
    const { p, uffd, register } = scene();
    register(0, 4, MISSING);
    p.load(at(0));

    p.ioctl(uffd, UFFDIO_UNREGISTER, { start: at(0), len: 4 * PAGE_SIZE });

    expect(p.threads).toMatchObject([{ state: "done" }]);
  });

  it("UNREGISTER leaves who waits for a minor fault asleep, to this day; closing wakes everybody", () => {
    const { p, file, uffd, register } = scene();
    p.pwrite(file, new Uint8Array(1), 1, 0);
    register(0, 4, MINOR);
    p.load(at(0));

    p.ioctl(uffd, UFFDIO_UNREGISTER, { start: at(0), len: 4 * PAGE_SIZE });
    expect(p.threads).toMatchObject([{ state: "blocked" }]);
    p.close(uffd);
    expect(p.threads).toMatchObject([{ state: "done" }]);
  });

  it("poll is an error on a descriptor that would block", () => {
    const { p } = scene();

    expect(p.poll(p.userfaultfd(0))).toBe(POLLERR);
  });
});
