// What comes of the bits: where a write goes, and what reclaim makes of a page.

import { expect, privateFile, sharedFile, type words } from "@faultline/kit";
import { done } from "../look.ts";

export function data(words: words): void {
  writes(words);
  dirt(words);
}

function writes({ test }: words): void {
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
}

function dirt({ test }: words): void {
  test(
    {
      id: "new-data-is-known",
      title:
        "The data of a new page is known to be nowhere else, whatever the program may do with it",
      points: 2,
      hint: "Neither a file nor a program's write says so. What does?",
      failure: "The data of a new page could be dropped as if it were somewhere else too.",
      scenario: privateFile(
        [
          { op: "copy", page: 1, byte: 0x5a },
          { op: "read", page: 1 },
        ],
        { region: { prot: "r" } },
      ),
    },
    (run) => expect(run.result(1)).toMatchObject({ v: 0x5a }),
  );

  test(
    {
      id: "clean-page-is-dropped",
      title: "A page of zeros that was only looked at can be dropped, and need not be written out",
      points: 2,
      hint: "Reclaim asks the ptes and the page whether there is data to lose. Is there?",
      failure: "A page that nobody has written was kept as if it had data to lose.",
      // a hole that the second mapping has read: a page of zeros that nobody has written
      scenario: sharedFile(
        [
          { op: "map2_read", page: 1 },
          { op: "continue", page: 1 },
          { op: "reclaim", page: 1 },
          { op: "file_read", page: 1 },
        ],
        { register: ["minor"], region: { prot: "r", map2: true } },
      ),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(done);
      expect(run.result(2)).toEqual({ page: "dropped" });
      expect(run.result(3)).toMatchObject({ v: [0] });
    },
  );

  test(
    {
      id: "private-look-dirties-nothing",
      title: "Looking at a page of zeros through a private mapping leaves it clean",
      points: 2,
      hint: "When a pte is cut, its dirty bit is handed on to the page.",
      failure: "A page was called changed because somebody looked at it.",
      scenario: privateFile(
        [
          { op: "map2_read", page: 1 },
          { op: "continue", page: 1 },
          { op: "dontneed", page: 1 },
        ],
        { register: ["minor"], region: { map2: true } },
      ),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(done);
      expect(run.cached(2, 1)?.flags).not.toContain("dirty");
    },
  );

  test(
    {
      id: "written-page-is-kept",
      title: "What a program writes through its pte is still in the file after reclaim",
      points: 1,
      hint: "Reclaim finds the ptes of a page, and asks each of them.",
      failure: "Reclaim could not take a page that was written, or its data was lost.",
      scenario: sharedFile(
        [
          { op: "map2_read", page: 1 },
          { op: "continue", page: 1 },
          { op: "write", page: 1, byte: 0x5a },
          { op: "reclaim", page: 1 },
          { op: "file_read", page: 1 },
        ],
        { register: ["minor"], region: { map2: true } },
      ),
    },
    (run) => {
      expect(run.result(3)).toEqual({ page: "swapped" });
      expect(run.result(4)).toMatchObject({ v: [0x5a] });
    },
  );

  test(
    {
      id: "refused-page-is-clean",
      title: "A page that is refused later was not marked dirty on the way",
      points: 2,
      hint: "The caller throws a refused page out of the file, and the kernel warns if it is dirty then.",
      failure: "A page was marked as having data to lose, and then thrown out of its file.",
      scenario: sharedFile(
        [
          {
            op: "copy",
            page: 1,
            rivals: [{ at: "pte_offset_map_lock", do: { op: "ftruncate", pages: 1 } }],
          },
        ],
        { region: { prot: "r" } },
      ),
    },
    (run) => expect(run.result(0)).toMatchObject({ ret: -1, err: "EFAULT" }),
  );
}
