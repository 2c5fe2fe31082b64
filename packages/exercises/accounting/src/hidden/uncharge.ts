// Uncharging: what was charged comes back once, and nothing else moves.

import { expect, type words } from "@faultline/kit";
import { books, counted, onMount, paid, refused, unlimited } from "../look.ts";

const EAGAIN = refused("EAGAIN");

export function uncharge({ test }: words): void {
  test(
    {
      id: "many-are-uncharged",
      title: "Several pages are uncharged together, and the file's other pages stay counted",
      points: 2,
      hint: "In which units does each number count, and how many pages are there?",
      failure: "shmem_uncharge() did not count out as many pages as it was asked to.",
      //                 0 1 2 3
      // file            W . . .
      // collapse          ? ? ?     and back
      scenario: onMount(8, [
        { op: "file_write", page: 0 },
        { op: "collapse", page: 1, n: 3, undo: true },
      ]),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(EAGAIN);
      expect(counted(run, 1)).toEqual(counted(run, 0));
    },
  );

  test(
    {
      id: "uncharged-is-given-back",
      title: "What was paid for pages that are uncharged comes back, once",
      points: 3,
      hint: "Two of your lines could give it back. See to it that one of them does.",
      failure: "shmem_uncharge() did not have the payment given back exactly once.",
      scenario: onMount(8, [
        { op: "file_write", page: 0 },
        { op: "collapse", page: 1, n: 3, undo: true },
        { op: "collapse", page: 1, n: 1, undo: true },
      ]),
    },
    (run) => {
      expect(run.result(2)).toMatchObject(EAGAIN);
      expect(paid(run, 1)).toEqual(paid(run, 0));
      expect(paid(run, 2)).toEqual(paid(run, 0));
    },
  );

  test(
    {
      id: "uncharged-room",
      title: "Blocks that were given back can be had again, as often as it takes",
      points: 1,
      hint: "A mistake of one block a time needs a few times to show.",
      failure: "After shmem_uncharge() the mount has more or less room than it should.",
      scenario: onMount(2, [
        { op: "collapse", page: 0, n: 2, undo: true },
        { op: "collapse", page: 0, n: 2, undo: true },
        { op: "collapse", page: 0, n: 2 },
        { op: "file_write", page: 3 },
      ]),
    },
    (run) => {
      expect(run.result(2)).toEqual({ ret: 2 });
      expect(run.result(3)).toMatchObject(refused("ENOSPC"));
    },
  );

  test(
    {
      id: "uncharged-without-a-limit",
      title: "On a mount without a limit only the promise comes back",
      points: 1,
      hint: "Who was paid is known by the function that gives back.",
      failure: "shmem_uncharge() went wrong on a mount without a limit.",
      scenario: unlimited([
        { op: "file_write", page: 3 },
        { op: "collapse", page: 0, n: 2, undo: true },
      ]),
    },
    (run) => expect(books(run, 1)).toEqual(books(run, 0)),
  );
}
