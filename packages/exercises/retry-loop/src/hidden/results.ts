// What the function returns: every refusal, and what a number of bytes means.

import { anonymous, expect, sharedFile, type words } from "@faultline/kit";
import { filled, partly, refused, table } from "../look.ts";
import { interruptions } from "./interruptions.ts";

export function results(words: words): void {
  ranges(words);
  kinds(words);
  shortages(words);
  interruptions(words);
}

function ranges({ test }: words): void {
  test(
    {
      id: "range-in-one-vma",
      title: "A range that is not wholly in one vma is refused whole, with ENOENT",
      points: 3,
      hint: "The first page may be fine. Which question is about the whole range?",
      failure:
        "A range that does not lie in one vma was filled in part, or not answered with ENOENT.",
      //        0 1 2 3 |
      // fill         ^ | ^      beyond the end
      // vmas   a a b b          after step 1
      // fill     ^ ^
      scenario: anonymous([
        { op: "copy", page: 3, n: 2 },
        { op: "mprotect", page: 2, n: 2, prot: "r" },
        { op: "copy", page: 1, n: 2 },
        { op: "copy", page: 0, n: 2 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(refused("ENOENT"));
      expect(run.result(2)).toMatchObject(refused("ENOENT"));
      expect(table(run, 2)).toBe("....");
      expect(run.result(3)).toMatchObject(filled(2));
    },
  );

  test(
    {
      id: "range-must-begin-inside",
      title: "A range that begins before the vma is refused, though it ends inside",
      points: 1,
      hint: "Looking for the vma of an address finds the next one too. Who asks where it begins?",
      failure:
        "A range that begins where nothing is mapped was filled, or not answered with ENOENT.",
      scenario: anonymous([
        { op: "munmap", page: 0 },
        { op: "copy", page: 0, n: 2 },
        { op: "zeropage", page: 0 },
      ]),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(refused("ENOENT"));
      expect(run.result(2)).toMatchObject({ ret: -1, err: "ENOENT" });
      expect(table(run, 2)).toBe("....");
    },
  );
}

function kinds({ test }: words): void {
  test(
    {
      id: "any-watched-vma",
      title: "What a vma is watched for does not decide how it may be filled",
      points: 2,
      hint: "Being watched is one question. Being watched for missing pages would be another: does the contract ask it?",
      failure: "A fill was refused because the memory is watched for another kind of fault.",
      scenario: sharedFile(
        [
          { op: "file_write", page: 0 },
          { op: "continue", page: 0 },
          { op: "copy", page: 1 },
          { op: "register", page: 0, n: 4, mode: ["missing"] },
          { op: "file_write", page: 2 },
          { op: "continue", page: 2 },
        ],
        { register: ["minor"] },
      ),
    },
    (run) => {
      for (const step of [1, 5]) expect(run.result(step)).toMatchObject({ ret: 0, mapped: 4096 });
      expect(run.result(2)).toMatchObject(filled());
    },
  );

  test(
    {
      id: "continue-needs-a-file",
      title: "CONTINUE maps what a file has, so it is refused with EINVAL for anonymous memory",
      points: 2,
      hint: "One of the three kinds of fill brings no contents. Where would they come from?",
      failure: "CONTINUE was not refused with EINVAL where there is no file.",
      scenario: anonymous([
        { op: "continue", page: 0 },
        { op: "copy", page: 0 },
        { op: "continue", page: 0 },
      ]),
    },
    (run) => {
      for (const step of [0, 2])
        expect(run.result(step)).toMatchObject({ ret: -1, err: "EINVAL", mapped: -22 });
      expect(run.result(1)).toMatchObject(filled());
    },
  );

  test(
    {
      id: "protection-must-be-watched",
      title: "Protected pages where nobody watches for writes are refused with EINVAL",
      points: 2,
      hint: "A page that is protected for a monitor who does not listen would stay so for ever.",
      failure:
        "Pages were protected, or filled in another way, in memory that is not watched for writes.",
      scenario: sharedFile([
        { op: "copy", page: 0, mode: ["wp"] },
        { op: "copy", page: 0 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(refused("EINVAL"));
      expect(table(run, 0)).toBe("....");
      expect(run.result(1)).toMatchObject(filled());
    },
  );
}

function shortages({ test }: words): void {
  test(
    {
      id: "no-memory-for-tables",
      title: "No memory for page tables, or for reverse mapping, is ENOMEM",
      points: 3,
      hint: "Three things must be there before a page can be filled. Each of them may have to be made.",
      failure: "A shortage of memory before the first page was not answered with ENOMEM.",
      scenario: anonymous([
        { op: "copy", page: 0, fail: { anon_vma_prepare: [true] } },
        { op: "copy", page: 0, fail: { mm_alloc_pmd: [true] } },
        { op: "copy", page: 0, fail: { __pte_alloc: [true] } },
        { op: "copy", page: 0 },
      ]),
    },
    (run) => {
      for (const step of [0, 1, 2]) expect(run.result(step)).toMatchObject(refused("ENOMEM"));
      expect(table(run, 2)).toBe("....");
      expect(run.result(3)).toMatchObject(filled());
    },
  );

  test(
    {
      id: "done-is-done",
      title:
        "Whatever stops a fill, the pages before it are filled, counted, and the rest untouched",
      points: 2,
      hint: "An error after some progress: does the caller learn of the error, or of the progress?",
      failure: "A fill that was stopped does not answer with the bytes that it had filled.",
      //        0 1 2 3
      // fill   * ! . .      step 0: no memory for the second
      // fill     * * !      step 1: the last page of the source cannot be read
      scenario: anonymous([
        { op: "copy", page: 0, n: 4, fail: { mem_cgroup_charge: [false, true] } },
        { op: "copy", page: 1, n: 3, src: "partial", good: 2 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(partly(1));
      expect(table(run, 0)).toBe("*...");
      expect(run.result(1)).toMatchObject(partly(2));
      expect(table(run, 1)).toBe("***.");
    },
  );
}
