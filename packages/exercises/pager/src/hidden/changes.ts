// What happens when the program gives memory up: zeros where it threw something away, nothing where it unmapped.

import { expect, type words } from "@faultline/kit";
import {
  all_fine,
  at_source,
  drops,
  look,
  moving,
  of,
  reads,
  run,
  sees,
  unmaps,
  went_on,
  writes,
} from "../look.ts";

const everything = { pushes: [{ page: 0, n: 6 }] };
const resurrected = "What the program had thrown away came back.";
const stuck = "A thread sleeps for ever over memory that the program has given up.";

export function changes(words: words): void {
  thrown_away(words);
  unmapped(words);
}

function thrown_away({ test }: words): void {
  test(
    {
      id: "dropped-before-it-came",
      title:
        "A page that the program throws away before it has come reads as zeros, whatever comes",
      points: 4,
      hint: "There is nothing there that could stop an old page from being filled in. Except you.",
      failure: resurrected,
      scenario: moving([drops(2, 2), run, run, look(1), look(2), look(3), look(4)], {
        ...everything,
        arrive: [0, 1],
      }),
    },
    (r) => {
      expect(r.result(3)).toMatchObject(sees(at_source(1)));
      expect(r.result(4)).toMatchObject(sees(0));
      expect(r.result(5)).toMatchObject(sees(0));
      expect(r.result(6)).toMatchObject(sees(at_source(4)));
    },
  );

  test(
    {
      id: "dropped-while-awaited",
      title: "A thread that waits for a page which another one throws away goes on, with zeros",
      points: 3,
      hint: "You have asked for that page, and must not use it when it comes. What becomes of the thread?",
      failure: stuck,
      scenario: moving([reads(2), run, drops(2), run, run, of(10), of(2)], {
        ...everything,
        arrive: [0],
      }),
    },
    (r) => {
      expect(r.result(5)).toMatchObject({ bg: "done", res: { ret: 0 } });
      expect(r.result(6)).toMatchObject(went_on(0));
    },
  );

  test(
    {
      id: "touched-after-it-was-dropped",
      title: "A page that is touched after the program threw it away is zeros at once",
      points: 2,
      hint: "For zeros nobody has to be asked.",
      failure:
        "A thread that touched a page which had been thrown away did not get zeros in the same run.",
      scenario: moving([drops(2), run, reads(2), run, of(2)], { arrive: [0] }),
    },
    (r) => expect(r.result(4)).toMatchObject(went_on(0)),
  );

  test(
    {
      id: "dropped-again",
      title: "A page that is thrown away, written, and thrown away once more reads as zeros",
      points: 2,
      hint: "What have you noted about that page, and when did you cross it out?",
      failure: resurrected,
      scenario: moving(
        [
          drops(2),
          run,
          writes(2, 0x99),
          run,
          run,
          of(2),
          { ...drops(2), id: 12 },
          run,
          run,
          look(2),
        ],
        { ...everything, arrive: [0, 0, 0, 0, 1] },
      ),
    },
    (r) => {
      expect(r.result(5)).toMatchObject({ bg: "done", res: { a: "ok" } });
      expect(r.result(9)).toMatchObject(sees(0));
    },
  );

  test(
    {
      id: "dropped-unannounced",
      title: "A fault in a page that was filled means zeros, even if nothing was said before",
      points: 2,
      hint: "Not every monitor is told of MADV_DONTNEED. How can a page be missing that you have filled?",
      failure: "A page that had been filled and is missing again was not answered with zeros.",
      scenario: moving([run, { op: "dontneed", page: 1 }, reads(1), run, run, of(1)], {
        arrive: [3, 0],
        setup: { features: [] },
      }),
    },
    (r) => expect(r.result(5)).toMatchObject(went_on(0)),
  );
}

function unmapped({ test }: words): void {
  test(
    {
      id: "part-is-unmapped",
      title: "What is left of a region is filled although a part of it was unmapped",
      points: 2,
      hint: "A fill wants all of its range to be mapped. How do you find out what still is?",
      failure: "A part of the region that is still mapped was not filled.",
      //            0 1 2 3 4 5
      // unmapped       x x
      // packet     ^ ^ ^ ^ ^ ^
      scenario: moving([unmaps(2, 2), run, run, look(0), look(1), look(4), look(5)], {
        ...everything,
        arrive: [0, 1],
      }),
    },
    (r) => {
      all_fine(r, [1, 2]);
      for (const [i, page] of [0, 1, 4, 5].entries())
        expect(r.result(3 + i)).toMatchObject(sees(at_source(page)));
    },
  );

  test(
    {
      id: "unmapped-while-awaited",
      title: "A thread that waits for a page of memory which is unmapped gets its signal",
      points: 2,
      hint: "Nothing will ever fill that page. Who tells the thread?",
      failure: stuck,
      scenario: moving([reads(2), run, unmaps(2), run, run, of(2)], { ...everything, arrive: [0] }),
    },
    (r) => expect(r.result(5)).toMatchObject({ bg: "done", res: { a: "segv" } }),
  );

  test(
    {
      id: "unmapped-unannounced",
      title:
        "A thread that waits for memory which is gone unannounced gets its signal; the rest is filled",
      points: 2,
      hint: "Not every monitor is told of munmap(2). What does a fill return then, and whom does it concern?",
      failure: "A thread sleeps for ever over memory that is gone, or what is left was not filled.",
      scenario: moving(
        [reads(2), run, { op: "munmap", page: 2 }, run, run, of(2), look(1), look(3)],
        { ...everything, arrive: [0, 2], setup: { features: [] } },
      ),
    },
    (r) => {
      expect(r.result(5)).toMatchObject({ bg: "done", res: { a: "segv" } });
      expect(r.result(6)).toMatchObject(sees(at_source(1)));
      expect(r.result(7)).toMatchObject(sees(at_source(3)));
    },
  );
}
