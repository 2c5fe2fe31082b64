// That there is an answer for every kind of page.

import { expect, privateFile, sharedFile, type words } from "@faultline/kit";
import { done } from "../look.ts";

export function results({ test }: words): void {
  test(
    {
      id: "answers-for-private-memory",
      title: "In a private mapping of a file there is a pte for a new page and for the file's own",
      points: 1,
      hint: "Does every way through your function end in a return, and return what it has made?",
      failure: "For a page in a private mapping there was no pte, or none that leads anywhere.",
      scenario: privateFile(
        [
          { op: "copy", page: 0, byte: 0x5a },
          { op: "read", page: 0 },
          { op: "file_write", page: 1, byte: 0x11 },
          { op: "continue", page: 1 },
          { op: "read", page: 1 },
        ],
        { register: ["missing", "minor"] },
      ),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(done);
      expect(run.result(1)).toMatchObject({ v: 0x5a, flt: 0 });
      expect(run.result(3)).toMatchObject(done);
      expect(run.result(4)).toMatchObject({ v: 0x11, flt: 0 });
    },
  );

  test(
    {
      id: "answers-for-shared-memory",
      title: "In a shared mapping there is a pte for a page that was filled in and for one found",
      points: 1,
      hint: "To your function both are the same kind of page. To what could they differ?",
      failure: "For a page in a shared mapping there was no pte, or none that leads anywhere.",
      scenario: sharedFile(
        [
          { op: "copy", page: 0, byte: 0x5a },
          { op: "read", page: 0 },
          { op: "file_write", page: 1, byte: 0x11 },
          { op: "continue", page: 1 },
          { op: "read", page: 1 },
        ],
        { register: ["missing", "minor"], region: { prot: "r" } },
      ),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(done);
      expect(run.result(1)).toMatchObject({ v: 0x5a, flt: 0 });
      expect(run.result(3)).toMatchObject(done);
      expect(run.result(4)).toMatchObject({ v: 0x11, flt: 0 });
    },
  );
}
