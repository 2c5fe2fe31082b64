// What is counted elsewhere: resident memory, lists of reclaim; and that failures count nothing.

import { anonymous, expect, privateFile, type words } from "@faultline/kit";
import { change, copied, present } from "../look.ts";

export function counters({ test }: words): void {
  test(
    {
      id: "anonymous-over-a-file",
      title: "Over a file, too, a copied page counts as anonymous memory",
      points: 1,
      hint: "The area maps a file. Does the page belong to it?",
      failure: "A private copy is counted as a page of the file.",
      scenario: privateFile([{ op: "copy", page: 1, n: 2 }]),
    },
    (run) => expect(change(run, -1, 0)).toEqual({ MM_ANONPAGES: 2, NR_ANON_MAPPED: 2 }),
  );

  test(
    {
      id: "reclaim-knows-it",
      title: "A copied page is on a list of reclaim, after one round and after two",
      points: 2,
      hint: "The installer wants to know one thing about the page that only its caller knows.",
      failure: "A copied page is not there, or reclaim does not know it.",
      scenario: anonymous([
        { op: "copy", page: 0 },
        { op: "copy", page: 1, src: "nonresident" },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(copied());
      for (const { flags } of present(run, 1, 0, 1)) expect(flags).toContain("lru");
    },
  );

  test(
    {
      id: "locked-area",
      title: "In a locked area a copied page is counted as locked in memory, until it is unmapped",
      points: 1,
      hint: "Locked memory is never reclaimed. Who has to know that the page is new to it?",
      failure: "A copied page of a locked area is not known as locked in memory.",
      scenario: anonymous(
        [
          { op: "copy", page: 1 },
          { op: "munmap", page: 0, n: 4 },
        ],
        { region: { mlocked: "onfault" } },
      ),
    },
    (run) => {
      expect(change(run, -1, 0)).toMatchObject({ NR_MLOCK: 1 });
      expect(change(run, -1, 1)).toEqual({});
    },
  );

  test(
    {
      id: "failures-count-nothing",
      title: "A copy that fails changes no counter, whatever it fails of",
      points: 1,
      hint: "Nothing is counted before it is certain.",
      failure: "A page was counted that was not mapped.",
      scenario: anonymous([
        { op: "zeropage", page: 0 },
        { op: "copy", page: 0 },
        { op: "copy", page: 1, src: "unmapped" },
        { op: "copy", page: 1, fail: { mem_cgroup_charge: [true] } },
      ]),
    },
    (run) => {
      for (const step of [1, 2, 3]) expect(change(run, 0, step)).toEqual({});
    },
  );

  test(
    {
      id: "unmapping-counts-back",
      title: "When everything is unmapped, every counter is where it was",
      points: 1,
      hint: "What is counted when a page is mapped is uncounted when it is cut.",
      failure: "After unmapping, pages are still counted, or are counted below nothing.",
      scenario: privateFile([
        { op: "copy", page: 0, n: 2 },
        { op: "copy", page: 2, src: "nonresident" },
        { op: "munmap", page: 0, n: 4 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(copied(2));
      expect(change(run, -1, 2)).toEqual({});
    },
  );
}
