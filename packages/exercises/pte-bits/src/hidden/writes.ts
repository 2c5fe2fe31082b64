// What comes of the bits for a program that writes: whether it can, and who hears of it.

import { anonymous, expect, privateFile, type words } from "@faultline/kit";
import { bits } from "../look.ts";

export function writes(words: words): void {
  rightsOfPrograms(words);
  reports(words);
}

function rightsOfPrograms({ test }: words): void {
  test(
    {
      id: "own-page-written-without-a-fault",
      title: "A program writes to its new private page without another fault",
      points: 1,
      hint: "A fault on a page that is the program's own costs time, and nobody gains anything.",
      failure: "A write to a page of the program's own took another fault.",
      scenario: privateFile([
        { op: "copy", page: 1 },
        { op: "write", page: 1, byte: 0x5a },
        { op: "read", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(1)).toMatchObject({ a: "ok", flt: 0 });
      expect(run.result(2)).toMatchObject({ v: 0x5a });
    },
  );

  test(
    {
      id: "readonly-stays-readonly",
      title: "Where a program may not write, it cannot, whoever the page belongs to",
      points: 2,
      hint: "The processor asks the pte, and nobody else.",
      failure: "A program wrote where it may only read.",
      scenario: privateFile(
        [
          { op: "copy", page: 0, byte: 0x11 },
          { op: "write", page: 0, byte: 0x5a },
          { op: "file_write", page: 1, byte: 0x11 },
          { op: "continue", page: 1 },
          { op: "write", page: 1, byte: 0x5a },
          { op: "file_read", page: 1 },
        ],
        { register: ["missing", "minor"], region: { prot: "r" } },
      ),
    },
    (run) => {
      expect(run.result(1)).toMatchObject({ a: "segv" });
      expect(run.result(4)).toMatchObject({ a: "segv" });
      expect(run.result(5)).toMatchObject({ v: [0x11] });
    },
  );
}

function reports({ test }: words): void {
  test(
    {
      id: "protected-write-is-reported",
      title: "A write to a protected page is reported instead of done",
      points: 2,
      hint: "Here a report that nobody waits for ends in SIGBUS.",
      failure: "A write to a protected page went through unseen.",
      scenario: anonymous(
        [
          { op: "copy", page: 1, byte: 0x11, mode: ["wp"] },
          { op: "write", page: 1, byte: 0x5a },
          { op: "read", page: 1 },
        ],
        { register: ["missing", "wp"] },
      ),
    },
    (run) => {
      expect(run.result(1)).toMatchObject({ a: "sigbus" });
      expect(run.result(2)).toMatchObject({ v: 0x11 });
    },
  );

  test(
    {
      id: "unmarked-write-is-not-reported",
      title: "Where the mark was not due, a program that may write later is not reported",
      points: 1,
      hint: "A mark outlives the protection of the area that it was made for.",
      failure: "A write was reported that nobody had reason to wait for.",
      scenario: anonymous(
        [
          { op: "copy", page: 1, byte: 0x11, mode: ["wp"] },
          { op: "mprotect", page: 0, n: 4, prot: "rw" },
          { op: "write", page: 1, byte: 0x5a },
          { op: "read", page: 1 },
        ],
        { register: ["missing", "wp"], region: { prot: "r" } },
      ),
    },
    (run) => {
      expect(run.result(2)).toMatchObject({ a: "ok" });
      expect(run.result(3)).toMatchObject({ v: 0x5a });
    },
  );

  test(
    {
      id: "unasked-protection",
      title: "In an area that is watched for writes a page is protected only if that is asked for",
      points: 1,
      hint: "The area says what can be asked. Who asks?",
      failure: "A page that nobody wanted protected is protected, or cannot be written at once.",
      scenario: anonymous(
        [
          { op: "copy", page: 1 },
          { op: "write", page: 1, byte: 0x5a },
        ],
        { register: ["missing", "wp"] },
      ),
    },
    (run) => {
      expect(bits(run, 0, 1)).toContain("write");
      expect(bits(run, 0, 1)).not.toContain("uffd_wp");
      expect(run.result(1)).toMatchObject({ a: "ok", flt: 0 });
    },
  );
}
