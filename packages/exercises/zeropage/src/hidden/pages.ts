// Who holds what: one page for everybody, which nobody holds; and files that are left alone.

import { anonymous, expect, privateFile, type words } from "@faultline/kit";
import { filled, frame, pagesInUse, refused } from "../look.ts";

export function pages(words: words): void {
  onePage(words);
  files(words);
}

function onePage({ test }: words): void {
  test(
    {
      id: "one-page-for-all",
      title: "All zeros are one page: the one that a fault would have mapped",
      points: 2,
      hint: "A read of untouched memory gets it too, where nobody watches. Who knows its frame?",
      failure: "There is more than one page of zeros.",
      scenario: anonymous([
        { op: "zeropage", page: 0, n: 2 },
        { op: "unregister", page: 0, n: 4 },
        { op: "read", page: 3 },
      ]),
    },
    (run) => {
      expect(run.result(2)).toMatchObject({ a: "ok" });
      expect(frame(run, 2, 0)).toBe(frame(run, 2, 3));
      expect(frame(run, 2, 1)).toBe(frame(run, 2, 3));
    },
  );

  test(
    {
      id: "nothing-stays",
      title: "When everything is unmapped, no page stays behind",
      points: 1,
      hint: "What nobody has taken, nobody has to give back.",
      failure: "A page outlived everything that mapped it.",
      scenario: privateFile([
        { op: "zeropage", page: 0, n: 3 },
        { op: "write", page: 1 },
        { op: "munmap", page: 0, n: 4 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject({ ret: 0 });
      expect(pagesInUse(run, 2)).toBe(pagesInUse(run, -1));
    },
  );

  test(
    {
      id: "refusal-leaves-the-page",
      title: "A page that is in the way is left exactly as it was",
      points: 1,
      hint: "A refusal changes nothing at all.",
      failure: "A page that was in the way of zeros was changed or lost.",
      scenario: anonymous([
        { op: "copy", page: 1 },
        { op: "zeropage", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(refused("EEXIST"));
      expect(run.mapped(1, 1)).toEqual(run.mapped(0, 1));
      expect(frame(run, 1, 1)).toBe(frame(run, 0, 1));
    },
  );
}

function files({ test }: words): void {
  test(
    {
      id: "file-gets-no-page",
      title: "A private mapping's zeros never become a page of its file",
      points: 2,
      hint: "The program may have opened the file for reading only.",
      failure: "A file got a page from a mapping that was to keep its changes to itself.",
      scenario: privateFile([{ op: "zeropage", page: 1 }]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(filled);
      expect(run.ledger(0)).toEqual(run.ledger(-1));
    },
  );

  test(
    {
      id: "truncated-away",
      title: "When the file is cut short, its zeros go, and they can come back when it grows",
      points: 1,
      hint: "Truncation cuts every pte beyond the end. What does it look for behind yours?",
      failure: "Zeros did not go with the end of the file, or took something with them.",
      scenario: privateFile([
        { op: "zeropage", page: 1 },
        { op: "ftruncate", pages: 1 },
        { op: "ftruncate", pages: 4 },
        { op: "zeropage", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(filled);
      expect(frame(run, 1, 1)).toBeNull();
      expect(run.result(3)).toMatchObject(filled);
    },
  );

  test(
    {
      id: "punched-away",
      title: "A hole that is punched into the file takes zeros out of private mappings, too",
      points: 1,
      hint: "Punching spares what is the program's own. Are these zeros its own?",
      failure: "Zeros outlived a hole as if they were the program's own data.",
      scenario: privateFile([
        { op: "zeropage", page: 1 },
        { op: "punch", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(filled);
      expect(frame(run, 1, 1)).toBeNull();
    },
  );
}
