import type { op } from "@faultline/core";
import { describe, expect, it } from "vitest";
import { sayAnswer, sayOp } from "../src/index.ts";

describe("sayOp()", () => {
  const operations: [op, string][] = [
    [{ op: "copy", page: 3 }, "UFFDIO_COPY to page 3"],
    [{ op: "zeropage", page: 1, n: 2 }, "UFFDIO_ZEROPAGE to pages 1 to 2"],
    [{ op: "bg", kind: "read", page: 0 }, "another thread: read page 0"],
    [{ op: "event" }, "the monitor reads a message"],
    [{ op: "ftruncate", pages: 1 }, "ftruncate(2) to 1 page"],
    [{ op: "punch", page: 2 }, "a hole is punched into the file, page 2"],
    [{ op: "read", page: 0 }, "the program reads, page 0"],
    [
      { op: "copy", page: 3, rivals: [{ at: "kmap", do: { op: "fill_fs" } }] },
      "UFFDIO_COPY to page 3; meanwhile another file fills the mount",
    ],
    [
      { op: "copy", page: 3, race: { rivals: [{ op: "ftruncate", pages: 2 }, { op: "stat" }] } },
      "UFFDIO_COPY to page 3; meanwhile ftruncate(2) to 2 pages; meanwhile stat(2) on the file",
    ],
    [{ op: "map2_copy", page: 1 }, "UFFDIO_COPY through the second mapping, page 1"],
    [{ op: "map2_continue", page: 1 }, "UFFDIO_CONTINUE through the second mapping, page 1"],
    [{ op: "src_write", byte: 3 }, "a write to the source of the copy"],
    [{ op: "mmap_changing", value: true }, "another thread begins to change the mappings"],
    [{ op: "mmap_changing", value: false }, "another thread has changed the mappings"],
    [{ op: "kill" }, "the task is told to die"],
    [{ op: "mprotect", page: 1, prot: "r" }, "mprotect(2) to reading only, page 1"],
    [{ op: "mlock", page: 1 }, "mlock(2), page 1"],
    [{ op: "munmap", page: 1, n: 3 }, "munmap(2), pages 1 to 3"],
    [{ op: "populate", page: 1, write: true }, "madvise(2) with MADV_POPULATE_WRITE, page 1"],
    [{ op: "install", page: 1, source: "cached" }, "the installer is called, page 1"],
    [{ op: "huge_alloc", n: 2 }, "a huge page is paid for, and not to be had"],
    [
      { op: "collapse", page: 1, n: 2 },
      "holes of the file become parts of a huge page, pages 1 to 2",
    ],
    [{ op: "ftruncate", bytes: 1 }, "ftruncate(2) to 1 byte"],
  ];
  it.each(operations)("%o", (operation, said) => {
    expect(sayOp(operation)).toBe(said);
  });
});

describe("sayAnswer()", () => {
  it.each([
    [{ ret: 0, copy: 4096 }, "0"],
    [{ ret: -1, err: "EFAULT", copy: -14 }, "-EFAULT"],
    [{ a: "ok", v: 165, flt: 1 }, "reads 0xa5"],
    [{ ret: 8192, v: [17, 0] }, "reads 0x11 0x00"],
    [{ a: "sigbus", code: "adrerr" }, "SIGBUS"],
    [{ bg: "blocked" }, "sleeps in the fault"],
    [{ bg: "done", res: { a: "ok", v: 7 } }, "reads 0x07"],
    [{ bg: "none" }, "no thread is waiting"],
    [{ ev: "pagefault", page: 0, off: 0, flags: [] }, "pagefault at page 0 (missing)"],
    [{ ev: "pagefault", page: 2, off: 0, flags: ["write"] }, "pagefault at page 2 (write)"],
    [{ skip: "no file" }, "not done"],
  ])("%o", (answer, said) => {
    expect(sayAnswer(answer)).toBe(said);
  });
});
