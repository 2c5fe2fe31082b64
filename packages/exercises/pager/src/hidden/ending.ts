// How it ends: the region is given back when nothing more will come, not before, and once.

import { expect, type words } from "@faultline/kit";
import {
  all_fine,
  at_source,
  drops,
  ioctls,
  look,
  moving,
  of,
  reads,
  run,
  runs,
  sees,
  unmaps,
  watched,
  went_on,
} from "../look.ts";

export function ending({ test }: words): void {
  test(
    {
      id: "not-before-the-last-page",
      title: "The region is watched until its last page is here, and not any longer",
      points: 2,
      hint: "Who touches a page that is still to come after you have stopped watching gets zeros.",
      failure: "The region was given back too early, or too late.",
      scenario: moving([...runs(2), look(5)], { arrive: [5, 1] }),
    },
    (r) => {
      expect([watched(r, 0), watched(r, 1)]).toEqual([true, false]);
      expect(r.result(2)).toMatchObject(sees(at_source(5)));
    },
  );

  test(
    {
      id: "not-before-all-is-placed",
      title: "To have arrived is not to be in place: the region is watched until both are true",
      points: 3,
      hint: "What if the last fill was refused for now?",
      failure:
        "The region was given back while something that had arrived was not in its place yet.",
      scenario: moving(
        [
          { op: "mmap_changing", value: true },
          run,
          { op: "mmap_changing", value: false },
          run,
          look(0),
          look(5),
        ],
        { arrive: [6, 0] },
      ),
    },
    (r) => {
      expect([watched(r, 1), watched(r, 3)]).toEqual([true, false]);
      expect(r.result(4)).toMatchObject(sees(at_source(0)));
      expect(r.result(5)).toMatchObject(sees(at_source(5)));
    },
  );

  test(
    {
      id: "without-what-was-given-up",
      title: "Pages that the program has given up are not waited for",
      points: 2,
      hint: "Count what is still to come, not what has come.",
      failure: "The monitor still waits for pages that the program does not want any more.",
      //            0 1 2 3 4 5
      // given up     d   u
      // sent       ^   ^   ^ ^
      scenario: moving([drops(1), unmaps(3), run, run], {
        pushes: [{ page: 0 }, { page: 2 }, { page: 4, n: 2 }],
        arrive: [0, 3],
      }),
    },
    (r) => {
      all_fine(r, [2, 3]);
      expect([watched(r, 2), watched(r, 3)]).toEqual([true, false]);
    },
  );

  test(
    {
      id: "ends-after-a-page-was-dropped",
      title: "A page that was here and was thrown away is not waited for either",
      points: 2,
      hint: "Nobody will send that page again.",
      failure: "The monitor still waits for a page that it has had.",
      scenario: moving([run, drops(1), run, reads(1), run, of(1), run], { arrive: [3, 0, 0, 3] }),
    },
    (r) => {
      expect(r.result(5)).toMatchObject(went_on(0));
      expect([watched(r, 4), watched(r, 6)]).toEqual([true, false]);
    },
  );

  test(
    {
      id: "pages-that-come-twice",
      title: "Pages that came in more than one packet count once",
      points: 2,
      hint: "Six pages of packets are not six pages of the region.",
      failure:
        "The region was given back although a page had not come, or was not although all had.",
      // page 2 is asked for and comes by itself; then it comes again with its run
      scenario: moving([reads(2), ...runs(4), of(2), look(5)], {
        pushes: [{ page: 1, n: 3 }, { page: 0 }, { page: 4, n: 2 }],
        arrive: [0, 2, 1, 1],
      }),
    },
    (r) => {
      expect([1, 2, 3, 4].map((step) => watched(r, step))).toEqual([true, true, true, false]);
      expect(r.result(6)).toMatchObject(sees(at_source(5)));
    },
  );

  test(
    {
      id: "given-up-at-the-last-moment",
      title: "A thread that gives memory up in the very moment in which the migration ends goes on",
      points: 2,
      hint: "Somebody may have sent you a message after your last look, and may sleep until you have read it.",
      failure: "A thread that gave memory up just before the end sleeps for ever.",
      scenario: moving(
        [
          { op: "pager", rivals: [{ at: "uffdio_unregister", do: drops(4) }] },
          run,
          of(10),
          look(4),
          look(3),
        ],
        { arrive: [6] },
      ),
    },
    (r) => {
      expect(r.result(2)).toMatchObject({ bg: "done", res: { ret: 0 } });
      expect(r.result(3)).toMatchObject(sees(0));
      expect(r.result(4)).toMatchObject(sees(at_source(3)));
    },
  );

  test(
    {
      id: "after-the-end",
      title:
        "After the end the memory is the kernel's: what is thrown away comes back as zeros without a monitor",
      points: 2,
      hint: "What do the runs after the last one have to do?",
      failure:
        "After everything was here the memory was not the kernel's alone, or the monitor was still busy.",
      scenario: moving([run, drops(2), reads(2), run, look(3)], { arrive: [6] }),
    },
    (r) => {
      expect(r.result(1)).toMatchObject({ bg: "done", res: { ret: 0 } });
      expect(r.result(2)).toMatchObject(went_on(0));
      expect(r.result(3)).toMatchObject({ ret: 0 });
      expect(ioctls(r, 3)).toBeLessThanOrEqual(1);
      expect(r.result(4)).toMatchObject(sees(at_source(3)));
    },
  );
}
