// What is asked for out of turn: what somebody waits for and the source still has, once.

import { expect, type words } from "@faultline/kit";
import { asked, drops, moving, of, reads, run, runs, went_on } from "../look.ts";

export function asking({ test }: words): void {
  test(
    {
      id: "asks-once-in-all-runs",
      title: "A page that was asked for in an earlier run is not asked for again",
      points: 3,
      hint: "What do you have to remember from one run to the next?",
      failure: "The source was asked twice for one page.",
      scenario: moving([reads(4), run, reads(4, 7), run, run], { arrive: [0] }),
    },
    (r) => expect(asked(r, [1, 3, 4])).toEqual([4]),
  );

  test(
    {
      id: "asks-for-nothing-else",
      title: "What nobody waits for is not asked for",
      points: 1,
      hint: "The source sends all pages in the end. A request is for those who wait.",
      failure: "The source was asked for pages that nobody waits for.",
      scenario: moving([reads(3), ...runs(7)]),
    },
    (r) => expect(asked(r, [1, 2, 3, 4, 5, 6, 7])).toEqual([3]),
  );

  test(
    {
      id: "asks-for-nothing-that-came",
      title: "A page that has been here is not asked for again when the program has thrown it away",
      points: 2,
      hint: "What the source has of that page is what the program did not want any more.",
      failure: "The source was asked for a page that the program had thrown away.",
      scenario: moving([run, drops(1), run, reads(1), run, run, of(1)], { arrive: [3, 0] }),
    },
    (r) => {
      expect(asked(r, [0, 2, 4, 5])).toEqual([]);
      expect(r.result(6)).toMatchObject(went_on(0));
    },
  );
}
