// What happens to the bytes: those that were there, those that are written later, and everybody else's zeros.

import { anonymous, expect, privateFile, type words } from "@faultline/kit";
import { filled } from "../look.ts";

export function data({ test }: words): void {
  test(
    {
      id: "zeros-for-everybody",
      title: "After a write, whoever is given zeros later is given zeros",
      points: 2,
      hint: "The next program that touches fresh memory is shown that same page.",
      failure: "Somebody reads what another has written to the page of zeros.",
      scenario: privateFile([
        { op: "zeropage", page: 0 },
        { op: "write", page: 0, byte: 0x5a },
        { op: "zeropage", page: 2 },
        { op: "read", page: 2 },
      ]),
    },
    (run) => {
      expect(run.result(2)).toMatchObject(filled);
      expect(run.result(3)).toMatchObject({ a: "ok", v: 0 });
    },
  );

  test(
    {
      id: "first-write-faults",
      title: "The first write to zeros takes one fault, and the second none",
      points: 1,
      hint: "How does the kernel hear of a write?",
      failure: "A write to zeros took another number of faults than it should.",
      scenario: anonymous([
        { op: "zeropage", page: 1 },
        { op: "write", page: 1, byte: 0x11 },
        { op: "write", page: 1, byte: 0x5a },
      ]),
    },
    (run) => {
      expect(run.result(1)).toMatchObject({ a: "ok", flt: 1 });
      expect(run.result(2)).toMatchObject({ a: "ok", flt: 0 });
    },
  );

  test(
    {
      id: "data-is-not-wiped",
      title: "Zeros that are refused leave the data that is there alone",
      points: 2,
      hint: "EEXIST promises that nothing has changed.",
      failure: "Data was replaced by zeros.",
      scenario: anonymous([
        { op: "copy", page: 1, byte: 0x11 },
        { op: "zeropage", page: 1 },
        { op: "read", page: 1 },
      ]),
    },
    (run) => expect(run.result(2)).toMatchObject({ a: "ok", v: 0x11 }),
  );

  test(
    {
      id: "private-write-stays-private",
      title: "Zeros hide the file's data from one program, and a write to them never reaches it",
      points: 2,
      hint: "There are three: the file's page, the page of zeros, and the program's own.",
      failure: "The program or the file has bytes that belong to the other.",
      scenario: privateFile([
        { op: "file_write", page: 1, byte: 0x11 },
        { op: "zeropage", page: 1 },
        { op: "read", page: 1 },
        { op: "write", page: 1, byte: 0x5a },
        { op: "read", page: 1 },
        { op: "file_read", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(2)).toMatchObject({ v: 0 });
      expect(run.result(4)).toMatchObject({ v: 0x5a });
      expect(run.result(5)).toMatchObject({ v: [0x11] });
    },
  );
}
