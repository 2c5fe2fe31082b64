// What becomes of the page in hand: the fill takes it, or it is let go of; once, and by one of the two.

import { anonymous, expect, sharedFile, type words } from "@faultline/kit";
import { frames, unmappedFrames } from "../look.ts";

const lost = "A page that nobody uses was not freed, or one that somebody uses was.";

/** What is held by one pte, and by nobody else. */
const held_once = { _refcount: 1, _mapcount: 0 };

export function pages({ test }: words): void {
  test(
    {
      id: "freed-after-progress",
      title: "A page in hand is freed when the source fails, even if pages before it were filled",
      points: 2,
      hint: "The answer is a number of bytes then, and still there is a page to let go of.",
      failure: lost,
      scenario: anonymous([{ op: "copy", page: 0, n: 3, src: "partial", good: 2 }]),
    },
    (run) => expect(unmappedFrames(run, 0)).toBe(unmappedFrames(run, -1)),
  );

  test(
    {
      id: "freed-when-the-loop-gives-up",
      title: "If the second round ends before the page is tried again, the page is freed",
      points: 3,
      hint: "A page in hand, and no fill left to hand it to. On how many ways out can that be?",
      failure: lost,
      scenario: anonymous([
        {
          op: "copy",
          page: 0,
          src: "nonresident",
          rivals: [{ at: "kmap", do: { op: "mmap_changing", value: true } }],
        },
        { op: "mmap_changing", value: false },
        {
          op: "copy",
          page: 0,
          src: "nonresident",
          rivals: [{ at: "kmap", do: { op: "unregister", page: 0, n: 4 } }],
        },
      ]),
    },
    (run) => {
      for (const step of [0, 2]) expect(unmappedFrames(run, step)).toBe(unmappedFrames(run, -1));
    },
  );

  test(
    {
      id: "death-loses-no-page",
      title: "A task that is told to die while it waits for the source loses no page",
      points: 1,
      hint: "Whether you ask for signals there or not is up to you. What is in your hands if you do?",
      failure: lost,
      scenario: anonymous([
        {
          op: "copy",
          page: 0,
          src: "nonresident",
          rivals: [{ at: "kmap", do: { op: "kill" } }],
        },
      ]),
    },
    (run) => expect(unmappedFrames(run, 0)).toBe(unmappedFrames(run, -1)),
  );

  test(
    {
      id: "taken-even-when-refused",
      title: "A fill that refuses the page in the second round has let go of it itself",
      points: 3,
      hint: "After which answers is the page in your variable still yours? Ask the variable, not your memory.",
      failure: lost,
      scenario: sharedFile([
        {
          op: "copy",
          page: 1,
          src: "nonresident",
          rivals: [{ at: "kmap", do: { op: "file_write", page: 1 } }],
        },
        // the first charge is for the page of the source
        { op: "copy", page: 2, src: "nonresident", fail: { mem_cgroup_charge: [false, true] } },
      ]),
    },
    (run) => {
      // the one that the other program wrote
      expect(frames(run, 1)).toBe(frames(run, -1) + 1);
    },
  );

  test(
    {
      id: "taken-by-the-pte",
      title:
        "A page that was filled in the second round is held by those who use it, and nobody else",
      points: 1,
      hint: "The reference that you were handed with the page: whose is it in the end?",
      failure: lost,
      scenario: anonymous([
        { op: "copy", page: 0, n: 2, src: "nonresident" },
        { op: "dontneed", page: 0, n: 2 },
      ]),
    },
    (run) => {
      for (const page of [0, 1]) expect(run.mapped(0, page) ?? held_once).toMatchObject(held_once);
      expect(frames(run, 1)).toBe(frames(run, -1));
    },
  );
}
