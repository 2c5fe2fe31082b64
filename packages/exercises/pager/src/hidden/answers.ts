// What the kernel answers: which answers mean done, which mean later, and which mean never.

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
  went_on,
} from "../look.ts";

const changing = (value: boolean) => ({ op: "mmap_changing", value }) as const;
const everything = { pushes: [{ page: 0, n: 6 }] };

export function answers(words: words): void {
  done_by_others(words);
  later(words);
  never(words);
}

function done_by_others({ test }: words): void {
  test(
    {
      id: "others-filled-several",
      title:
        "Pages around those that somebody else has filled are filled, wherever in a packet those are",
      points: 3,
      hint: "The first page may be the one that is there, and so may the last.",
      failure: "A page that was there already kept others from being filled.",
      //            0 1 2 3 4 5
      // there      *     *   *
      // packet     ^ ^ ^ ^ ^ ^
      scenario: moving(
        [
          ...[0, 3, 5].map((page) => ({ op: "copy", page, byte: 0x77 }) as const),
          run,
          ...[0, 1, 2, 3, 4, 5].map(look),
        ],
        everything,
      ),
    },
    (r) => {
      all_fine(r, [3]);
      for (const page of [0, 3, 5]) expect(r.result(4 + page)).toMatchObject(sees(0x77));
      for (const page of [1, 2, 4]) expect(r.result(4 + page)).toMatchObject(sees(at_source(page)));
    },
  );

  test(
    {
      id: "zeros-in-part",
      title: "Zeros, too, are filled around a page that is there already",
      points: 2,
      hint: "Zeros go the same ways as bytes, and stop in the same places.",
      failure: "A page that was there already kept zeros from being filled around it.",
      scenario: moving(
        [reads(3), { op: "copy", page: 2, byte: 0x77 }, run, of(3), look(2), look(1)],
        { contents: [], pushes: [{ page: 0, n: 4 }] },
      ),
    },
    (r) => {
      expect(r.result(3)).toMatchObject(went_on(0));
      expect(r.result(4)).toMatchObject(sees(0x77));
      expect(r.pte(2, 1)).toContain("special");
    },
  );
}

function later({ test }: words): void {
  test(
    {
      id: "unread-in-the-middle",
      title: "A fill that is refused since something about the mappings is unread is not lost",
      points: 3,
      hint: "The kernel goes on refusing until you have read what it has to say.",
      failure:
        "What arrived while the program was changing its memory was lost, or the program still waits.",
      // the message comes between listening and filling
      scenario: moving(
        [
          { op: "pager", rivals: [{ at: "recv_page", do: drops(4) }] },
          run,
          of(10),
          look(0),
          look(1),
        ],
        { pushes: [{ page: 0, n: 2 }], arrive: [1, 0] },
      ),
    },
    (r) => {
      all_fine(r, [0, 1]);
      expect(r.result(2)).toMatchObject({ bg: "done", res: { ret: 0 } });
      expect(r.result(3)).toMatchObject(sees(at_source(0)));
      expect(r.result(4)).toMatchObject(sees(at_source(1)));
    },
  );

  test(
    {
      id: "not-now-for-long",
      title: "While nothing can be filled, a run tries a little and comes back",
      points: 3,
      hint: "Trying the same call again at once will have the same answer, for as long as nobody else runs.",
      failure: "The monitor tried again and again what cannot work now.",
      scenario: moving([changing(true), ...runs(3), changing(false), run, look(0), look(2)], {
        arrive: [1],
      }),
    },
    (r) => {
      all_fine(r, [1, 2, 3, 5]);
      for (const step of [1, 2, 3]) expect(ioctls(r, step)).toBeLessThanOrEqual(12);
      expect(r.result(6)).toMatchObject(sees(at_source(0)));
      expect(r.result(7)).toMatchObject(sees(at_source(2)));
    },
  );

  test(
    {
      id: "zeros-not-now",
      title:
        "Zeros that cannot be filled now are filled in a later run, and nobody waits after that",
      points: 2,
      hint: "Not only packets have to be kept until they can be used.",
      failure: "Somebody who was to get zeros later never got them.",
      scenario: moving(
        [drops(2), run, reads(2), changing(true), run, changing(false), run, of(2)],
        { arrive: [0] },
      ),
    },
    (r) => expect(r.result(7)).toMatchObject(went_on(0)),
  );
}

function never({ test }: words): void {
  test(
    {
      id: "areas-that-differ",
      title: "A packet that reaches over areas with different rights is filled in all of them",
      points: 2,
      hint: "Not all of the range is one piece. Is none of it there?",
      failure:
        "Pages of areas with different rights were not filled although all of them are mapped.",
      //            0 1 2 3 4 5
      // rights     w w r r w w
      scenario: moving(
        [{ op: "mprotect", page: 2, n: 2, prot: "r" }, run, ...[1, 2, 3, 4].map(look)],
        everything,
      ),
    },
    (r) => {
      for (const page of [1, 2, 3, 4])
        expect(r.result(1 + page)).toMatchObject(sees(at_source(page)));
    },
  );

  test(
    {
      id: "program-has-ended",
      title:
        "When the program has ended, the monitor gives up with a negative number, and stays quiet",
      points: 2,
      hint: "There is nobody left to move memory for. Which answer says so?",
      failure: "The monitor of a program that has ended did not give up.",
      scenario: moving([...runs(3)], { setup: { dead_mm: true } }),
    },
    (r) => {
      expect(r.result(0)).toMatchObject({ ret: -1 });
      for (const step of [1, 2]) expect(ioctls(r, step)).toBeLessThanOrEqual(2);
    },
  );
}
