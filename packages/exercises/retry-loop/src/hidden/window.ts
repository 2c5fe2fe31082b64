// What has changed when the lock is taken again: another CPU acts while the source is waited for and nothing is held.

import { anonymous, expect, privateFile, type words } from "@faultline/kit";
import { filled, partly, refused, table } from "../look.ts";
import { files, watching } from "./rivals.ts";
import { meanwhile, waiting } from "./waiting.ts";

export function window(words: words): void {
  addressSpace(words);
  betweenPages(words);
  watching(words);
  files(words);
}

function addressSpace({ test }: words): void {
  test(
    {
      id: "unmapped-in-the-window",
      title: "If the area is unmapped while the source is waited for, the answer is ENOENT",
      points: 3,
      hint: "Which of the things that you have looked up are still true when you have the lock again?",
      failure:
        "An area that was unmapped meanwhile was filled all the same, or not answered with ENOENT.",
      scenario: waiting([{ op: "munmap", page: 0, n: 4 }]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(refused("ENOENT"));
      expect(table(run, 0)).toBe("....");
    },
  );

  test(
    {
      id: "changing-in-the-window",
      title:
        "If the address space begins to change while the source is waited for, the answer is EAGAIN",
      points: 3,
      hint: "The first thing that you asked in the first round: is its answer of any use in the second?",
      failure: "A change that began while the source was waited for went unnoticed.",
      scenario: waiting(
        [{ op: "mmap_changing", value: true }],
        [
          { op: "mmap_changing", value: false },
          { op: "copy", page: 1 },
        ],
      ),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(refused("EAGAIN"));
      expect(table(run, 0)).toBe("....");
      expect(run.result(2)).toMatchObject(filled());
    },
  );

  test(
    {
      id: "split-in-the-window",
      title:
        "If the area is divided while the source is waited for, the range is in no single vma any more",
      points: 2,
      hint: "The range is asked about as a whole, and not only what is left of it.",
      failure: "An area that was divided meanwhile was filled, or not answered with ENOENT.",
      //        0 1 2 3          0 1 2 3
      // vmas   a a a a    ->    a b b b
      // fill   ^ ^
      scenario: anonymous([
        {
          op: "copy",
          page: 0,
          n: 2,
          src: "nonresident",
          rivals: meanwhile({ op: "mprotect", page: 1, n: 3, prot: "r" }),
        },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(refused("ENOENT"));
      expect(table(run, 0)).toBe("....");
    },
  );

  test(
    {
      id: "progress-survives-the-window",
      title: "What was filled before the window counts, whatever is found after it",
      points: 2,
      hint: "The second round fails before its first page. Has the function therefore filled nothing?",
      failure: "Pages that were filled before the window were forgotten after it.",
      //          0 1 2 3
      // file         a b        page 2 is mapped, page 3 is in the file only
      // fill     ^ ^            from pages 2 and 3 of the same memory
      scenario: privateFile([
        { op: "file_write", page: 2 },
        { op: "continue", page: 2 },
        { op: "file_write", page: 3 },
        {
          op: "copy",
          page: 0,
          n: 2,
          src: "self",
          sp: 2,
          rivals: meanwhile({ op: "unregister", page: 0, n: 4 }),
        },
      ]),
    },
    (run) => {
      expect(run.result(3)).toMatchObject(partly(1));
      expect(run.pte(3, 0).length).toBeGreaterThan(0);
      expect(run.pte(3, 1)).toEqual([]);
    },
  );
}

function betweenPages({ test }: words): void {
  test(
    {
      id: "unmapped-between-pages",
      title: "Whoever wants to unmap the area waits for the whole range, or is noticed",
      points: 2,
      hint: "Between two pages, too, a vma is only as good as the lock under which it was found.",
      failure: "A page was filled into an area that was unmapped by then.",
      // unmapped as soon after the first page as the lock allows
      scenario: anonymous([
        {
          op: "copy",
          page: 0,
          n: 3,
          rivals: [{ at: "pte_offset_map_lock", do: { op: "munmap", page: 0, n: 4 } }],
        },
      ]),
    },
    (run) => {
      expect(table(run, 0)).toBe("....");
      expect(run.rss(0)).toEqual(run.rss(-1));
      expect(run.result(0)["copy"]).toBeGreaterThan(0);
    },
  );
}
