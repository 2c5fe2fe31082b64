// What the pte allows: never writing, and never more than the area does.

import { anonymous, expect, privateFile, type words } from "@faultline/kit";
import { bits, filled } from "../look.ts";

export function rights(words: words): void {
  areas(words);
  protection(words);
}

function areas({ test }: words): void {
  test(
    {
      id: "over-a-file",
      title: "In a private mapping of a file the pte says the same as in memory of no file",
      points: 1,
      hint: "Whose page is it? It is not the file's, whatever the area maps.",
      failure: "The pte of the page of zeros says something else over a file.",
      scenario: privateFile([{ op: "zeropage", page: 1 }]),
    },
    (run) => expect(bits(run, 0, 1)).toEqual(["special"]),
  );

  test(
    {
      id: "read-only-area",
      title: "In memory that can only be read the pte says the same",
      points: 1,
      hint: "Nothing about the page of zeros depends on what the program may do elsewhere.",
      failure: "The pte of the page of zeros says something else in memory that is read-only.",
      scenario: anonymous([{ op: "zeropage", page: 1 }], { region: { prot: "r" } }),
    },
    (run) => expect(bits(run, 0, 1)).toEqual(["special"]),
  );

  test(
    {
      id: "out-of-reach",
      title:
        "In memory that the program must not touch, zeros are mapped out of its reach until it may",
      points: 2,
      hint: "Where does the area keep what a pte in it may allow?",
      failure: "The program reads where it has no right to, or cannot where it has.",
      scenario: anonymous([
        { op: "zeropage", page: 0 },
        { op: "mprotect", page: 0, n: 4, prot: "none" },
        { op: "zeropage", page: 1 },
        { op: "read", page: 1 },
        { op: "mprotect", page: 0, n: 4, prot: "rw" },
        { op: "read", page: 1 },
      ]),
    },
    (run) => {
      for (const fill of [0, 2]) expect(run.result(fill)).toMatchObject(filled);
      expect(run.result(3)).toMatchObject({ a: "segv" });
      expect(run.result(5)).toMatchObject({ a: "ok", v: 0 });
    },
  );
}

function protection({ test }: words): void {
  test(
    {
      id: "not-protected-unasked",
      title: "Where writes can be reported, zeros are not protected unless somebody asks for it",
      points: 2,
      hint: "The area says what the monitor could ask for. Has it?",
      failure: "A write was reported that nobody wanted to hear of.",
      scenario: anonymous(
        [
          { op: "zeropage", page: 1 },
          { op: "write", page: 1, byte: 0x5a },
        ],
        { register: ["missing", "wp"] },
      ),
    },
    (run) => {
      expect(bits(run, 0, 1)).not.toContain("uffd_wp");
      expect(run.result(1)).toMatchObject({ a: "ok" });
    },
  );

  test(
    {
      id: "protected-when-asked",
      title: "Zeros can be protected afterwards, and then a write to them is reported",
      points: 1,
      hint: "A write can be reported only if it faults.",
      failure: "A write to protected zeros went through unseen.",
      scenario: anonymous(
        [
          { op: "zeropage", page: 1 },
          { op: "writeprotect", page: 1, mode: ["wp"] },
          { op: "write", page: 1, byte: 0x5a },
          { op: "read", page: 1 },
        ],
        { register: ["missing", "wp"] },
      ),
    },
    (run) => {
      expect(run.result(2)).toMatchObject({ a: "sigbus" });
      expect(run.result(3)).toMatchObject({ a: "ok", v: 0 });
    },
  );
}
