// The system calls of a program: numbers as C gets them, sleeping as threads, and descriptors that outlive their program.

import { describe, expect, it } from "vitest";
import {
  boot,
  ERESTARTSYS,
  errname,
  F_ADD_SEALS,
  F_GET_SEALS,
  FALLOC_FL_KEEP_SIZE,
  FALLOC_FL_PUNCH_HOLE,
  MADV_DONTNEED,
  MAP_ANONYMOUS,
  MAP_PRIVATE,
  MAP_SHARED,
  MFD_ALLOW_SEALING,
  O_CREAT,
  O_EXCL,
  O_RDONLY,
  O_RDWR,
  O_TMPFILE,
  PAGE_SIZE,
  PROT_READ,
  PROT_WRITE,
  type program,
  UFFD_API,
  UFFD_EVENT_REMOVE,
  UFFD_FEATURE_EVENT_REMOVE,
  UFFDIO_API,
  UFFDIO_REGISTER,
  type uffd_msg,
} from "../../src/index.ts";

const RW = PROT_READ | PROT_WRITE;

function start() {
  const machine = boot({ audit: true });
  const p = machine.program();
  p.mount("/tmp", 4);
  return { machine, p };
}

function statfs(p: program, fd: number) {
  const buf = { f_bsize: 0, f_blocks: 0, f_bfree: 0 };
  p.fstatfs(fd, buf);
  return buf;
}

describe("files", () => {
  it("have names, which O_CREAT makes, O_EXCL guards and unlink takes away", () => {
    const { p } = start();

    expect(errname(p.open("/tmp/a", O_RDWR))).toBe("-ENOENT");
    const fd = p.open("/tmp/a", O_RDWR | O_CREAT);
    p.pwrite(fd, new Uint8Array([1, 2, 3]), 3, 0);
    expect(errname(p.open("/tmp/a", O_RDWR | O_CREAT | O_EXCL))).toBe("-EEXIST");
    const buf = new Uint8Array(8);
    expect(p.pread(p.open("/tmp/a", O_RDONLY), buf, 8, 1)).toBe(2);
    expect([...buf.slice(0, 3)]).toEqual([2, 3, 0]);
    expect([p.unlink("/tmp/a"), errname(p.unlink("/tmp/a"))]).toEqual([0, "-ENOENT"]);
  });

  it("give their blocks back only when the last who holds them lets go", () => {
    //  file   x .      x = mapped
    const { machine, p } = start();
    const probe = p.open("/tmp", O_TMPFILE | O_RDWR);
    const fd = p.open("/tmp/a", O_RDWR | O_CREAT);
    p.ftruncate(fd, 2 * PAGE_SIZE);
    const at = p.mmap(0, PAGE_SIZE, RW, MAP_SHARED, fd, 0);
    p.store(at, 1);
    p.close(fd);
    p.unlink("/tmp/a");

    expect(statfs(p, probe)).toEqual({ f_bsize: 4096, f_blocks: 4, f_bfree: 3 });
    p.munmap(at, PAGE_SIZE);
    expect(statfs(p, probe).f_bfree).toBe(4);
    expect(machine.findings).toEqual([]);
  });

  it("fill a mount up to its last block", () => {
    const { p } = start();
    const fd = p.open("/tmp", O_TMPFILE | O_RDWR);

    expect(p.fallocate(fd, FALLOC_FL_KEEP_SIZE, 0, 4 * PAGE_SIZE)).toBe(0);
    expect(errname(p.pwrite(fd, new Uint8Array(1), 1, 4 * PAGE_SIZE))).toBe("-ENOSPC");
    expect(errname(p.fallocate(fd, FALLOC_FL_PUNCH_HOLE, 0, PAGE_SIZE))).toBe("-EINVAL");
    p.fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, PAGE_SIZE);
    expect(p.pwrite(fd, new Uint8Array(1), 1, 3 * PAGE_SIZE)).toBe(1);
    const stat = { st_size: 0, st_blocks: 0 };
    p.fstat(fd, stat);
    expect(stat).toEqual({ st_size: 3 * PAGE_SIZE + 1, st_blocks: 24 });
  });

  it("of memfd_create can be sealed, if they were made for it", () => {
    const { p } = start();
    const [plain, sealable] = [p.memfd_create("a", 0), p.memfd_create("b", MFD_ALLOW_SEALING)];

    expect(errname(p.fcntl(plain, F_ADD_SEALS, 4))).toBe("-EPERM");
    expect([p.fcntl(sealable, F_ADD_SEALS, 4), p.fcntl(sealable, F_GET_SEALS, 0)]).toEqual([0, 4]);
    expect(errname(p.ftruncate(sealable, 1))).toBe("-EPERM");
  });

  it.each([
    ["read", (p: program) => p.pread(99, new Uint8Array(1), 1, 0)],
    ["mapped", (p: program) => p.mmap(0, PAGE_SIZE, RW, MAP_SHARED, 99, 0)],
    ["closed", (p: program) => p.close(99)],
  ])("that are not open cannot be %s", (_what, call) => {
    expect(errname(call(start().p))).toBe("-EBADF");
  });
});

describe("a call that must wait for the monitor", () => {
  it("has not returned yet, and goes on once its message has been read", () => {
    const { machine, p } = start();
    const at = p.mmap(0, PAGE_SIZE, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    const uffd = p.userfaultfd(0);
    p.ioctl(uffd, UFFDIO_API, { api: UFFD_API, features: UFFD_FEATURE_EVENT_REMOVE, ioctls: 0n });
    p.store(at, 1);
    p.ioctl(uffd, UFFDIO_REGISTER, { range: { start: at, len: PAGE_SIZE }, mode: 1, ioctls: 0n });
    const messages: uffd_msg[] = [];

    expect(p.madvise(at, PAGE_SIZE, MADV_DONTNEED)).toBe(-ERESTARTSYS);
    expect(p.threads).toMatchObject([{ what: "madvise", state: "blocked" }]);
    p.read(uffd, messages);

    expect(messages).toMatchObject([{ event: UFFD_EVENT_REMOVE }]);
    expect(p.threads).toMatchObject([{ state: "done", result: 0 }]);
    expect(p.load(at)).toMatchObject({ kind: "blocked" });
    expect(machine.findings).toEqual([]);
  });

  it("does nothing more once it is interrupted", () => {
    const { p } = start();
    const at = p.mmap(0, PAGE_SIZE, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    const uffd = p.userfaultfd(0);
    p.ioctl(uffd, UFFDIO_API, { api: UFFD_API, features: 0, ioctls: 0n });
    p.ioctl(uffd, UFFDIO_REGISTER, { range: { start: at, len: PAGE_SIZE }, mode: 1, ioctls: 0n });
    const end = p.store(at, 1);

    if (end.kind === "blocked") p.interrupt(end.thread);

    expect(p.threads).toMatchObject([{ state: "done", result: null }]);
    expect(errname(p.read(uffd, []))).toBe("-EAGAIN");
  });
});

describe("exit", () => {
  it("unmaps and closes everything; whatever the program does then is -ESRCH", () => {
    const { machine, p } = start();
    const fd = p.open("/tmp", O_TMPFILE | O_RDWR);
    p.pwrite(fd, new Uint8Array(PAGE_SIZE).fill(1), PAGE_SIZE, 0);

    p.exit();

    expect(errname(p.close(fd))).toBe("-ESRCH");
    expect([machine.kernel.inodes.size, machine.kernel.mms.size]).toEqual([0, 0]);
  });

  it("leaves descriptors to the program that shares them", () => {
    const { machine, p } = start();
    const fd = p.memfd_create("a", 0);
    const other = machine.program("other", { files: p });

    p.exit();

    expect(other.ftruncate(fd, 1)).toBe(0);
    expect(machine.teardown()).toEqual([]);
  });

  it("of one thread leaves the memory to the other", () => {
    const { machine, p } = start();
    const at = p.mmap(0, PAGE_SIZE, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    const thread = machine.program("thread", { files: p, vm: p });
    thread.store(at, 9);

    thread.exit();

    expect(p.load(at)).toMatchObject({ kind: "ok", value: 9 });
  });
});
