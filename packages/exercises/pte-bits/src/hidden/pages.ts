// Which page the pte leads to, what it has of its area, and that making it changes nothing.

import { anonymous, expect, privateFile, sharedFile, type words } from "@faultline/kit";
import { done, protection, readable, untouchable } from "../look.ts";

export function pages(words: words): void {
  frames(words);
  areas(words);
}

function frames({ test }: words): void {
  test(
    {
      id: "leads-to-a-page-of-its-own",
      title:
        "The pte of a private copy leads to the new page, not to the one that the file has there",
      points: 1,
      hint: "You were handed one page. Whatever else is in the file does not concern you.",
      failure: "The pte leads to another page than the one that was handed in.",
      scenario: privateFile([
        { op: "file_write", page: 1, byte: 0x11 },
        { op: "copy", page: 1, byte: 0x5a },
        { op: "read", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(2)).toMatchObject({ v: 0x5a });
      expect(run.mapped(1, 1)).toMatchObject({ mapping: "anon", _refcount: 1, _mapcount: 0 });
    },
  );

  test(
    {
      id: "changes-nothing",
      title: "Making a pte changes nothing about the page, and counts nothing",
      points: 2,
      hint: "Your function makes a number. Who takes references, and who says that a page has data?",
      failure:
        "The page has other flags or other holders than it should, or is counted more than once.",
      // a hole that the second mapping has read: a page of zeros that nobody has written
      scenario: sharedFile(
        [
          { op: "map2_read", page: 1 },
          { op: "continue", page: 1 },
        ],
        { register: ["minor"], region: { prot: "r", map2: true } },
      ),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(done);
      expect(run.cached(1, 1)).toMatchObject({ _refcount: 3, _mapcount: 1 });
      expect(run.cached(1, 1)?.flags).toEqual(run.cached(0, 1)?.flags);
      const { MM_SHMEMPAGES, ...others } = run.rss(0);
      expect(run.rss(1)).toEqual({ ...others, MM_SHMEMPAGES: MM_SHMEMPAGES + 1 });
    },
  );

  test(
    {
      id: "changes-nothing-about-a-new-page",
      title: "Making the pte of a new page changes nothing about that page either",
      points: 1,
      hint: "Two places can remember that a page has data. Yours is the one that you return.",
      failure: "A new page has flags or holders that making its pte should not have given it.",
      scenario: anonymous([{ op: "copy", page: 1 }]),
    },
    (run) => {
      expect(run.mapped(0, 1)).toMatchObject({ _refcount: 1, _mapcount: 0 });
      expect(run.mapped(0, 1)?.flags).not.toContain("dirty");
      const { MM_ANONPAGES, ...others } = run.rss(-1);
      expect(run.rss(0)).toEqual({ ...others, MM_ANONPAGES: MM_ANONPAGES + 1 });
    },
  );
}

function areas({ test }: words): void {
  test(
    {
      id: "keeps-the-areas-protection",
      title:
        "What the area's protection says is in the pte, for a page of the file and for a new one",
      points: 2,
      hint: "Your bits are added to something. To what?",
      failure: "Bits of the area's protection were lost, or others were added.",
      scenario: privateFile(
        [
          { op: "copy", page: 0 },
          { op: "file_write", page: 1 },
          { op: "continue", page: 1 },
        ],
        { register: ["missing", "minor"] },
      ),
    },
    (run) => {
      expect(protection(run, 2, 0)).toBe(readable);
      expect(protection(run, 2, 1)).toBe(readable);
    },
  );

  test(
    {
      id: "out-of-reach-stays-out-of-reach",
      title: "In an area that may not be used at all a page can be mapped, and waits until it may",
      points: 2,
      hint: "Not every area can be read. Which of its fields says what the processor is to allow?",
      failure: "A page could be read in an area that may not be used, or is not there once it may.",
      scenario: anonymous([
        { op: "copy", page: 0 },
        { op: "mprotect", page: 1, n: 3, prot: "none" },
        { op: "copy", page: 1, byte: 0x5a },
        { op: "read", page: 1 },
        { op: "mprotect", page: 1, n: 3, prot: "r" },
        { op: "read", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(2)).toMatchObject(done);
      expect(protection(run, 2, 0)).toBe(readable);
      expect(protection(run, 2, 1)).toBe(untouchable);
      expect(run.pte(2, 1)).not.toContain("write");
      expect(run.result(3)).toMatchObject({ a: "segv" });
      expect(run.result(5)).toMatchObject({ a: "ok", v: 0x5a });
    },
  );
}
