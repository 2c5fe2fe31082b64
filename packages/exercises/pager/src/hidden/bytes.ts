// What the program reads: the source's bytes, unless it has written since.

import { expect, type words } from "@faultline/kit";
import { at_source, look, moving, of, run, runs, sees, writes } from "../look.ts";

const wrong = "The program does not find in its memory what the source had there.";

export function bytes({ test }: words): void {
  test(
    {
      id: "several-pages-a-packet",
      title: "Packets of several pages, in any order, end up where they belong",
      points: 3,
      hint: "A packet's address is that of its first page, and so is its offset.",
      failure: wrong,
      scenario: moving([...runs(2), look(0), look(2), look(3), look(5)], {
        pushes: [
          { page: 3, n: 3 },
          { page: 0, n: 3 },
        ],
      }),
    },
    (r) => {
      for (const [i, page] of [0, 2, 3, 5].entries())
        expect(r.result(2 + i)).toMatchObject(sees(at_source(page)));
    },
  );

  test(
    {
      id: "several-packets-a-run",
      title: "Everything that has arrived is in its place after one run",
      points: 2,
      hint: "One run is to do all that there is to do now.",
      failure: "Something that had arrived was not in its place after the run.",
      scenario: moving([run, run], { arrive: [0, 5] }),
    },
    (r) => {
      for (const page of [0, 2, 4])
        expect(r.mapped(1, page)?.content).toBe(at_source(page).toString(16).repeat(2));
    },
  );

  test(
    {
      id: "newer-data-stays",
      title:
        "What the program has written to a page that came early is not undone by a later packet",
      points: 3,
      hint: "The source sends its pages in runs, and does not take out of a run what you have asked for.",
      failure:
        "A later packet undid what the program had written, or was not used for the pages around it.",
      // page 2 is asked for, arrives and is written; then all six arrive
      scenario: moving([writes(2, 0x99), run, run, run, of(2), look(1), look(2), look(3)], {
        pushes: [{ page: 0, n: 6 }],
        arrive: [0, 1],
      }),
    },
    (r) => {
      expect(r.result(4)).toMatchObject({ bg: "done" });
      expect(r.result(5)).toMatchObject(sees(at_source(1)));
      expect(r.result(6)).toMatchObject(sees(0x99));
      expect(r.result(7)).toMatchObject(sees(at_source(3)));
    },
  );

  test(
    {
      id: "memory-of-a-file",
      title: "Memory that is a file's is moved in the same way, zeros included",
      points: 1,
      hint: "Nothing in your code should depend on what kind of memory the region is.",
      failure: "In memory that belongs to a file, the program does not find what the source had.",
      scenario: moving([run, look(0), look(1), look(5)], {
        contents: [0x10, 0, 0x32, 0x43, 0x54, 0x65],
        arrive: [6],
        setup: { region: { backing: "shmem", sharing: "shared", file_pages: 6 } },
      }),
    },
    (r) => {
      expect(r.result(1)).toMatchObject(sees(0x10));
      expect(r.result(2)).toMatchObject(sees(0));
      expect(r.result(3)).toMatchObject(sees(0x65));
    },
  );
}
