// What it costs: no memory for zeros, and no calls without a reason.

import { expect, type words } from "@faultline/kit";
import { all_fine, ioctls, moving, reads, run, runs } from "../look.ts";

export function cost({ test }: words): void {
  test(
    {
      id: "zeros-by-the-run",
      title:
        "A whole packet of zeros takes no memory, and zeros in reply to a fault take none either",
      points: 2,
      hint: "Zeros need not be copied from anywhere.",
      failure: "Pages of zeros were given memory of their own.",
      scenario: moving([run, { op: "bg", kind: "dontneed", page: 1, id: 10 }, run, reads(1), run], {
        contents: [],
        pushes: [{ page: 0, n: 5 }],
      }),
    },
    (r) => {
      for (const page of [0, 2, 3, 4]) expect(r.pte(0, page)).toContain("special");
      expect(r.pte(4, 1)).toContain("special");
    },
  );

  test(
    {
      id: "idle-runs",
      title: "A run in which there is nothing to do asks nothing of the kernel",
      points: 2,
      hint: "What do you do when nothing has arrived and nobody waits?",
      failure: "The monitor called the kernel although there was nothing to do.",
      scenario: moving([...runs(3)], { arrive: [0] }),
    },
    (r) => {
      all_fine(r, [0, 1, 2]);
      for (const step of [0, 1, 2]) expect(ioctls(r, step)).toBe(0);
    },
  );

  test(
    {
      id: "no-storm",
      title: "A whole migration takes a few calls for each page at most",
      points: 2,
      hint: "Which of your calls are made for every page, and which for every page again and again?",
      failure: "The monitor made far more calls than there was work.",
      // page 5 never comes, so there is no end
      scenario: moving([reads(1), reads(2), ...runs(8)], {
        pushes: [{ page: 0, n: 4 }, { page: 4 }],
        arrive: [0, 1],
      }),
    },
    (r) => {
      const all = [2, 3, 4, 5, 6, 7, 8, 9].map((step) => ioctls(r, step));
      expect(all.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(24);
    },
  );
}
