// Who holds the page, who pays for it, and that no failure keeps one.

import { anonymous, expect, privateFile, type words } from "@faultline/kit";
import { copied, frames, refused } from "../look.ts";

const lost = "A page was not freed, or was freed too early, after a copy that failed.";

export function pages(words: words): void {
  successes(words);
  refusals(words);
  secondRounds(words);
}

function successes({ test }: words): void {
  test(
    {
      id: "freed-with-its-mapping",
      title: "A copied page is freed when it is unmapped, after one round and after two",
      points: 2,
      hint: "Count the references that were taken and those that will be dropped.",
      failure: "A copied page outlived its mapping, or was freed before it was unmapped.",
      scenario: anonymous([
        { op: "copy", page: 0 },
        { op: "copy", page: 1, src: "nonresident" },
        { op: "munmap", page: 0, n: 4 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(copied());
      expect(frames(run, 2)).toBe(frames(run, -1));
    },
  );

  test(
    {
      id: "the-page-that-came-back",
      title: "After two rounds the page has one holder and one payer, as after one",
      points: 2,
      hint: "In which state does a page come back to you? You have handed it out yourself.",
      failure: "A page that came back was not used, has too many holders, or is not paid for.",
      scenario: anonymous([{ op: "copy", page: 1, src: "nonresident" }]),
    },
    (run) => {
      expect(run.mapped(0, 1)).toMatchObject({ _refcount: 1, _mapcount: 0, memcg: true });
      expect(frames(run, 0)).toBe(frames(run, -1) + 1);
    },
  );
}

function refusals({ test }: words): void {
  test(
    {
      id: "refused-page-is-freed",
      title: "A page that the installer refuses is freed, once",
      points: 3,
      hint: "The installer takes your reference or leaves it with you. When does it do which?",
      failure: lost,
      //        0 1 | 2
      // ptes   *   |
      // copy   ^   | ^
      scenario: privateFile(
        [
          { op: "copy", page: 0 },
          { op: "copy", page: 0 },
          { op: "copy", page: 2 },
        ],
        { region: { file_pages: 2 } },
      ),
    },
    (run) => {
      expect(run.result(2)).toMatchObject(refused("EFAULT"));
      expect(frames(run, 1)).toBe(frames(run, 0));
      expect(frames(run, 2)).toBe(frames(run, 0));
    },
  );

  test(
    {
      id: "unpaid-page-is-freed",
      title: "A page that nobody pays for is freed, and was never mapped",
      points: 2,
      hint: "Who can find the page at the moment at which the charge fails?",
      failure: lost,
      scenario: anonymous([{ op: "copy", page: 1, fail: { mem_cgroup_charge: [true] } }]),
    },
    (run) => {
      expect(run.pte(0, 1)).toEqual([]);
      expect(frames(run, 0)).toBe(frames(run, -1));
    },
  );
}

function secondRounds({ test }: words): void {
  test(
    {
      id: "came-back-and-was-refused",
      title: "A page that came back is freed where a new one would be",
      points: 2,
      hint: "Your caller does not want it back. With which answer would it?",
      failure: "A page that came back and was refused was not freed, or the refusal was not told.",
      //        0 1 2 3         0 | 1 2 3
      // file   c . . .   ->    c |             cut between the rounds
      // copy     ^ round one     | ^ round two
      scenario: privateFile([
        { op: "file_write", page: 0 },
        {
          op: "copy",
          page: 1,
          src: "nonresident",
          rivals: [{ at: "kunmap", do: { op: "ftruncate", pages: 1 } }],
        },
        { op: "ftruncate", pages: 4 },
        { op: "copy", page: 1, src: "self", sp: 0, fail: { mem_cgroup_charge: [true] } },
      ]),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(refused("EFAULT"));
      expect(run.result(3)).toMatchObject(refused("ENOMEM"));
      for (const step of [1, 3]) expect(frames(run, step)).toBe(frames(run, 0));
    },
  );
}
