// What happens to the bytes, and to the mark that says that they matter.

import { anonymous, expect, privateFile, sharedFile, type words } from "@faultline/kit";
import { done } from "../look.ts";

export function data({ test }: words): void {
  test(
    {
      id: "first-data-stays",
      title: "A refused second fill leaves the first one's data alone",
      points: 2,
      hint: "EEXIST promises that nothing has changed.",
      failure: "A refused fill replaced what was mapped.",
      scenario: anonymous([
        { op: "copy", page: 1, byte: 0x11 },
        { op: "copy", page: 1, byte: 0x5a },
        { op: "read", page: 1 },
      ]),
    },
    (run) => expect(run.result(2)).toMatchObject({ v: 0x11 }),
  );

  test(
    {
      id: "clean-page-stays-clean",
      title: "A page of the file that nobody has written is clean after it was mapped read-only",
      points: 2,
      hint: "Whoever writes a page marks it. Who has written this one?",
      failure: "A page that nobody has written was marked as having data to lose.",
      // a hole that the second mapping has read: a page of zeros, clean
      scenario: sharedFile(
        [
          { op: "map2_read", page: 1 },
          { op: "continue", page: 1 },
          { op: "dontneed", page: 1 },
        ],
        { register: ["minor"], region: { prot: "r", map2: true } },
      ),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(done);
      expect(run.cached(1, 1)?.flags).not.toContain("dirty");
      expect(run.cached(2, 1)?.flags).not.toContain("dirty");
    },
  );

  test(
    {
      id: "private-look-dirties-nothing",
      title: "Looking at a clean page through a private mapping leaves it clean",
      points: 1,
      hint: "When a pte is cut, its dirty bit is handed on to the page.",
      failure: "A page was marked as changed because somebody looked at it.",
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
      id: "refused-page-is-clean",
      title: "A new page of the file that is refused was not marked dirty on the way",
      points: 2,
      hint: "The caller throws a refused page out of the file, and the kernel warns if it is dirty then.",
      failure: "A page was marked as having data to lose and then thrown out of the file.",
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
    (run) => expect(run.findings.filter((found) => found.rule === "dirty-delete")).toEqual([]),
  );

  test(
    {
      id: "readonly-copy-keeps-its-data",
      title: "A new page in a read-only mapping is known to have data to lose",
      points: 1,
      hint: "Neither a file nor a program's write says so. What does?",
      failure: "The data of a new page could be dropped as if it were somewhere else too.",
      scenario: anonymous(
        [
          { op: "copy", page: 1, byte: 0x5a },
          { op: "read", page: 1 },
        ],
        {
          region: { prot: "r" },
        },
      ),
    },
    (run) => {
      expect(run.result(1)).toMatchObject({ v: 0x5a });
      expect(run.pte(1, 1)).toContain("dirty");
    },
  );

  test(
    {
      id: "shared-write-reaches-the-file",
      title: "What a program writes to a shared mapping is in the file",
      points: 1,
      hint: "Shared means that there is one page.",
      failure: "A shared write did not reach the file.",
      scenario: sharedFile(
        [
          { op: "file_write", page: 1, byte: 0x11 },
          { op: "continue", page: 1 },
          { op: "write", page: 1, byte: 0x5a },
          { op: "file_read", page: 1 },
        ],
        { register: ["minor"] },
      ),
    },
    (run) => {
      expect(run.result(2)).toMatchObject({ a: "ok", flt: 0 });
      expect(run.result(3)).toMatchObject({ v: [0x5a] });
    },
  );
}
