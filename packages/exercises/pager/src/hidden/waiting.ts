// Who waits, and for how long: nobody for a page that has arrived, or that somebody else has filled.

import { expect, type words } from "@faultline/kit";
import { at_source, moving, of, reads, run, runs, sleeps, went_on, writes } from "../look.ts";

export function waiting({ test }: words): void {
  test(
    {
      id: "all-who-wait",
      title: "All threads that wait are heard in one run, those that wait for the same page too",
      points: 3,
      hint: "How do you know that there is no further message?",
      failure: "Not everybody who waited went on when what they waited for had arrived.",
      scenario: moving(
        [reads(1), writes(1, 0x55, 7), reads(3), reads(5), run, run, of(1), of(7), of(3), of(5)],
        { arrive: [0, 3], pushes: [] },
      ),
    },
    (r) => {
      expect(r.result(6)).toMatchObject(went_on(at_source(1)));
      expect(r.result(7)).toMatchObject({ bg: "done", res: { a: "ok" } });
      expect(r.result(8)).toMatchObject(went_on(at_source(3)));
      expect(r.result(9)).toMatchObject(went_on(at_source(5)));
    },
  );

  test(
    {
      id: "left-asleep-by-others",
      title:
        "A thread goes on although the page that it waits for was filled by somebody who woke nobody",
      points: 4,
      hint: "A fill that is refused since the page is there wakes nobody. Is there nobody to wake?",
      failure: "A thread sleeps for ever in front of a page that is there.",
      scenario: moving(
        [reads(1), { op: "copy", page: 1, byte: 0x77, mode: ["dontwake"] }, of(1), run, of(1)],
        { pushes: [{ page: 1 }] },
      ),
    },
    (r) => {
      expect(r.result(2)).toMatchObject(sleeps);
      expect(r.result(4)).toMatchObject(went_on(0x77));
    },
  );

  test(
    {
      id: "left-asleep-inside-a-packet",
      title:
        "A thread goes on although its page, in the middle of a packet, was filled by somebody who woke nobody",
      points: 2,
      hint: "Your fill stopped before that page. What is the next thing that you learn about it?",
      failure: "A thread sleeps for ever in front of a page that is there.",
      scenario: moving(
        [reads(4), run, { op: "copy", page: 4, byte: 0x77, mode: ["dontwake"] }, run, run, of(4)],
        { arrive: [0, 0, 2], pushes: [{ page: 3, n: 3 }] },
      ),
    },
    (r) => expect(r.result(5)).toMatchObject(went_on(0x77)),
  );

  test(
    {
      id: "first-who-waits",
      title: "A page that somebody waits for comes before all that the source would have sent",
      points: 2,
      hint: "Waiting for the source to come to that page by itself is not enough.",
      failure: "A thread had to wait for pages that nobody needed yet.",
      scenario: moving([reads(5), ...runs(2), of(5)]),
    },
    (r) => expect(r.result(3)).toMatchObject(went_on(at_source(5))),
  );

  test(
    {
      id: "touched-in-the-middle-of-a-run",
      title:
        "A thread that touches a page while the monitor runs is heard in the next run at the latest",
      points: 1,
      hint: "Between your last look at the messages and your return others run.",
      failure: "A thread that touched a page during a run was never heard.",
      scenario: moving(
        [{ op: "pager", rivals: [{ at: "recv_page", do: reads(3) }] }, run, run, of(3)],
        { arrive: [1, 0, 1], pushes: [{ page: 0 }] },
      ),
    },
    (r) => expect(r.result(3)).toMatchObject(went_on(at_source(3))),
  );
}
