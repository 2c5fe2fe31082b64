// The tests that a learner can read and run: one for each kind of thing that the hidden ones look at.

import { anonymous, expect, privateFile, sharedFile, suite } from "@faultline/kit";
import { bits, change, done, refused } from "./look.ts";

export const visible = suite("visible", ({ describe, test, random }) => {
  describe("results", () => {
    test(
      {
        id: "copy-into-anonymous",
        title: "A copy into anonymous memory is mapped, and the program reads it",
        points: 2,
        hint: "Start with the page that no file has ever heard of: what does its pte say?",
        failure: "The program does not read what the monitor supplied.",
        scenario: anonymous([
          { op: "copy", page: 1, byte: 0x5a },
          { op: "read", page: 1 },
        ]),
      },
      (run) => {
        expect(run.result(0)).toMatchObject({ ret: 0, copy: 4096 });
        expect(run.result(1)).toMatchObject({ a: "ok", v: 0x5a });
      },
    );

    test(
      {
        id: "already-mapped",
        title: "Where something is mapped already, the answer is EEXIST",
        points: 1,
        hint: "Another thread may have been faster. How does the page table tell?",
        failure: "A second fill of the same page was not answered with EEXIST.",
        //        0 1 2 3
        // ptes     *         * = filled twice
        scenario: anonymous([
          { op: "copy", page: 1 },
          { op: "copy", page: 1 },
        ]),
      },
      (run) => expect(run.result(1)).toMatchObject(refused("EEXIST")),
    );
  });

  describe("rights", () => {
    test(
      {
        id: "shared-writable-continue",
        title: "A page of the file, mapped shared and writable, may be written at once",
        points: 2,
        hint: "Which three facts decide about the write bit? The vma has two of them.",
        failure: "The pte does not allow what the mapping allows.",
        scenario: sharedFile([
          { op: "file_write", page: 1 },
          { op: "continue", page: 1 },
        ]),
      },
      (run) => expect(bits(run, 1, 1)).toEqual(["dirty", "write"]),
    );
  });

  describe("counters", () => {
    test(
      {
        id: "anonymous-counts-as-anonymous",
        title: "A page that becomes anonymous memory is counted as anonymous memory",
        points: 2,
        hint: "Ask mm_counter() before and after page_add_new_anon_rmap().",
        failure: "The page is counted under a name that is not its own.",
        scenario: anonymous([{ op: "copy", page: 1 }]),
      },
      (run) => expect(change(run, -1, 0)).toEqual({ MM_ANONPAGES: 1, NR_ANON_MAPPED: 1 }),
    );
  });

  describe("pages", () => {
    test(
      {
        id: "reference-becomes-the-ptes",
        title: "The caller's reference becomes the pte's: no more, no fewer",
        points: 1,
        hint: "Who drops the reference when the pte is cut one day?",
        failure: "The page has other holders than its file and its pte.",
        scenario: sharedFile([
          { op: "file_write", page: 1 },
          { op: "continue", page: 1 },
        ]),
      },
      (run) => expect(run.mapped(1, 1)).toMatchObject({ _refcount: 2, _mapcount: 0 }),
    );
  });

  describe("data", () => {
    test(
      {
        id: "private-write-stays-private",
        title: "What a program writes to a private mapping never reaches the file",
        points: 3,
        hint: "The page may be the file's own. What has to happen at the first write?",
        failure: "A private write reached the file.",
        scenario: privateFile(
          [
            { op: "file_write", page: 1, byte: 0x11 },
            { op: "continue", page: 1 },
            { op: "write", page: 1, byte: 0x5a },
            { op: "read", page: 1 },
            { op: "file_read", page: 1 },
          ],
          { register: ["minor"] },
        ),
      },
      (run) => {
        expect(run.result(1)).toMatchObject(done);
        expect(run.result(3)).toMatchObject({ v: 0x5a });
        expect(run.result(4)).toMatchObject({ v: [0x11] });
      },
    );
  });

  describe("locks", () => {
    test(
      {
        id: "lock-given-back",
        title: "The pte's lock is given back on every way out",
        points: 1,
        hint: "One lock, one way out. How many ways out has your function?",
        failure: "A lock was kept.",
        scenario: anonymous([
          { op: "copy", page: 1 },
          { op: "copy", page: 1 },
          { op: "copy", page: 2 },
        ]),
      },
      (run) => {
        for (const step of [0, 1, 2]) expect(run.state(step).locks).toEqual([]);
        expect(run.result(2)).toMatchObject(done);
      },
    );
  });

  describe("random", () => {
    random(12, {
      fills: ["install_new", "install_cached", "copy", "continue"],
      memory: ["shared file", "private file", "anonymous", "shared anonymous"],
    });
  });
});
