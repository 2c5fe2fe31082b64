// The tests that a learner can read and run: one for each kind of thing that the hidden ones look at.

import { expect, suite } from "@faultline/kit";
import {
  all_fine,
  asked,
  at_source,
  drops,
  look,
  moving,
  of,
  reads,
  run,
  runs,
  sees,
  watched,
  went_on,
} from "./look.ts";

export const visible = suite("visible", ({ describe, test }) => {
  describe("bytes", () => {
    test(
      {
        id: "page-by-page",
        title:
          "When all packets have come, the program finds in every page what the source had there",
        points: 2,
        hint: "A packet says where its pages belong, and where they are now. Which of the two is an address already?",
        failure: "The program does not find in its memory what the source had there.",
        // one packet before each run
        scenario: moving([...runs(6), look(0), look(3), look(5)]),
      },
      (r) => {
        all_fine(r, [0, 1, 2, 3, 4, 5]);
        expect(r.result(6)).toMatchObject(sees(at_source(0)));
        expect(r.result(7)).toMatchObject(sees(at_source(3)));
        expect(r.result(8)).toMatchObject(sees(at_source(5)));
      },
    );
  });

  describe("waiting", () => {
    test(
      {
        id: "reader-goes-on",
        title:
          "A thread that reads a page before it is here sleeps, and goes on with the source's bytes",
        points: 2,
        hint: "Who wakes the thread: you, or the call that fills the page?",
        failure: "A thread that waited for a page did not get it, or got something else.",
        // first nothing arrives, and then one packet at a time
        scenario: moving([reads(4), run, run, of(4)], { arrive: [0, 1] }),
      },
      (r) => expect(r.result(3)).toMatchObject(went_on(at_source(4))),
    );
  });

  describe("asking", () => {
    test(
      {
        id: "asks-for-what-is-missed",
        title: "Each page that somebody waits for is asked for, once, however many wait for it",
        points: 2,
        hint: "The source sends pages in its own order until somebody asks for another one.",
        failure: "Not exactly those pages were asked for that somebody waits for.",
        scenario: moving([reads(4), reads(2), reads(4, 7), run], { arrive: [0] }),
      },
      (r) => expect([...asked(r, [3])].sort()).toEqual([2, 4]),
    );
  });

  describe("changes", () => {
    test(
      {
        id: "dropped-reads-as-zeros",
        title: "A page that was here, and that the program has thrown away since, reads as zeros",
        points: 2,
        hint: "What does MADV_DONTNEED promise about private memory? The source knows nothing of it.",
        failure: "A page that the program had thrown away does not read as zeros.",
        // pages 0 to 2 arrive; page 1 is thrown away, and then touched
        scenario: moving([run, drops(1), run, reads(1), run, of(10), of(1)], { arrive: [3, 0] }),
      },
      (r) => {
        expect(r.result(5)).toMatchObject({ bg: "done" });
        expect(r.result(6)).toMatchObject(went_on(0));
      },
    );
  });

  describe("answers", () => {
    test(
      {
        id: "others-fill-too",
        title:
          "A page that somebody else has filled already stays as it is, and its neighbours are filled",
        points: 2,
        hint: "A fill of several pages may stop in the middle. What does it return then?",
        failure: "A page that was there already changed, or pages around it were not filled.",
        //            0 1 2
        // there        *
        // packet     ^ ^ ^
        scenario: moving([{ op: "copy", page: 1, byte: 0x77 }, run, look(0), look(1), look(2)], {
          pushes: [{ page: 0, n: 3 }],
        }),
      },
      (r) => {
        expect(r.result(2)).toMatchObject(sees(at_source(0)));
        expect(r.result(3)).toMatchObject(sees(0x77));
        expect(r.result(4)).toMatchObject(sees(at_source(2)));
      },
    );

    test(
      {
        id: "too-early-now",
        title:
          "What the kernel cannot fill now, since the mappings change, is filled in a later run",
        points: 2,
        hint: "What has arrived will not arrive again. Where is it until the next run?",
        failure: "A page that could not be filled at once was never filled.",
        scenario: moving([
          { op: "mmap_changing", value: true },
          run,
          { op: "mmap_changing", value: false },
          run,
          look(0),
        ]),
      },
      (r) => {
        all_fine(r, [1, 3]);
        expect(r.result(4)).toMatchObject(sees(at_source(0)));
      },
    );
  });

  describe("ending", () => {
    test(
      {
        id: "given-back",
        title: "When every page is here, the region is not watched any more",
        points: 2,
        hint: "What becomes of a fault in a region when its monitor has nothing left to give?",
        failure: "The region is still watched although everything is here.",
        scenario: moving([run], { arrive: [6] }),
      },
      (r) => expect(watched(r, 0)).toBe(false),
    );
  });

  describe("cost", () => {
    test(
      {
        id: "zeros-cost-nothing",
        title: "A page of zeros takes no memory",
        points: 2,
        hint: "The packet says whether all its bytes are zero. Which call needs no bytes?",
        failure: "A page of zeros was given memory of its own.",
        scenario: moving([...runs(2)], { contents: [0, 0x21] }),
      },
      (r) => {
        expect(r.pte(1, 0)).toContain("special");
        expect(r.pte(1, 1)).not.toContain("special");
      },
    );
  });
});
