// The fill while others run: every race is tried under every schedule of the other CPUs' steps.

import type { op, rival_op } from "@faultline/core";
import { type setup, sharedFile, type words } from "@faultline/kit";
import { unchanged } from "./accounting.ts";

/** A fill of page 1, raced by `rivals`; then `after`. */
const raced = (rivals: readonly rival_op[], after: readonly op[] = [], more: setup = {}) =>
  sharedFile([{ op: "copy", page: 1, race: { rivals } }, ...after], more);

export function races(words: words): void {
  truncations(words);
  recalculations(words);
  shortages(words);
  writers(words);
  reclaims(words);
}

const cut = { op: "ftruncate", pages: 1 } as const;

function truncations({ race }: words): void {
  race({
    id: "truncated-meanwhile",
    title: "Whenever the file is cut short, the page is cut with it, or refused with EFAULT",
    points: 4,
    hint: "The installer may refuse a page that you have put into the file already.",
    failure: "A file that was cut short meanwhile was not noticed.",
    //        0 1 2 3           0 | 1 2 3
    // file   * . . .    ->     * |
    // fill     ^ anywhere        |
    scenario: sharedFile([
      { op: "file_write", page: 0 },
      { op: "copy", page: 1, race: { rivals: [cut] } },
    ]),
  });

  race({
    id: "punched-meanwhile",
    title: "Whenever a hole is punched there, the page is gone, or it was filled after the hole",
    points: 2,
    hint: "Whoever takes a page out of a file locks it first. Until when must nobody take out yours?",
    failure:
      "A page that a hole was punched for is mapped, or is missing though it was filled later.",
    scenario: raced([{ op: "punch", page: 1 }]),
  });
}

function recalculations({ test }: words): void {
  test(
    {
      id: "recalculated-meanwhile",
      title:
        "A stat(2) in the middle of the clean-up finds books that are right, and leaves them right",
      points: 3,
      hint: "Anybody may recalculate the file's books at any moment. What would it find halfway through?",
      failure:
        "Somebody who recalculated the books in the middle of a failing fill made them wrong.",
      // the installer refuses;  the page leaves the file;  another CPU recalculates;  the clean-up goes on
      scenario: sharedFile([
        { op: "file_write", page: 0 },
        {
          op: "copy",
          page: 1,
          rivals: [
            { at: "pte_offset_map_lock", do: cut },
            { at: "delete_from_page_cache", when: "after", do: { op: "stat" } },
          ],
        },
      ]),
    },
    unchanged(1),
  );
}

function shortages({ race }: words): void {
  race({
    id: "full-at-the-second-round",
    title:
      "If the mount fills up between the two rounds, the fill says ENOMEM and the machine lives on",
    points: 4,
    hint: "The caller insists on one rule about the page that it handed you. Which?",
    failure: "A mount that filled up in between was not answered with ENOMEM.",
    // round one: paid, not copied, given back;  another CPU takes all blocks;  round two: cannot pay
    scenario: sharedFile([
      { op: "copy", page: 1, src: "nonresident", race: { rivals: [{ op: "fill_fs" }] } },
      { op: "drain_fs" },
      { op: "copy", page: 2 },
    ]),
  });

  race({
    id: "unmapped-meanwhile",
    title: "If the area is unmapped between the two rounds, nothing stays paid for",
    points: 1,
    hint: "Nobody has promised to call you a second time.",
    failure: "A fill whose area went away meanwhile did not end as it should.",
    scenario: sharedFile([
      {
        op: "copy",
        page: 1,
        src: "nonresident",
        race: { rivals: [{ op: "munmap", page: 0, n: 4 }] },
      },
    ]),
  });
}

function writers({ race }: words): void {
  race({
    id: "filled-meanwhile",
    title:
      "If another program writes the page first, the fill says EEXIST; if later, the write stays",
    points: 2,
    hint: "Between your first look at the file and the moment your page enters it, others run. After that, they find your page.",
    failure:
      "What another program has written meanwhile was lost, or was not answered with EEXIST.",
    scenario: raced([{ op: "map2_write", page: 1, byte: 0x11 }], [{ op: "file_read", page: 1 }], {
      region: { map2: true },
    }),
  });

  race({
    id: "copied-meanwhile",
    title: "Of two copies of the same page one wins, and the other says EEXIST",
    points: 1,
    hint: "What you have seen of a file is true for as long as a lock keeps it so.",
    failure: "Two copies of the same page both won, or both lost.",
    scenario: raced([{ op: "copy", page: 1, byte: 0x11 }], [{ op: "file_read", page: 1 }]),
  });
}

function reclaims({ race }: words): void {
  race({
    id: "reclaimed-meanwhile",
    title: "Whenever reclaim looks at the page, what was filled is still there afterwards",
    points: 2,
    hint: "Reclaim takes any page that it can lock. What must be true of yours by then?",
    failure: "Reclaim dropped what was filled.",
    // read-only, so that no pte remembers the data
    scenario: raced([{ op: "reclaim", page: 1 }], [{ op: "file_read", page: 1 }], {
      region: { prot: "r" },
    }),
  });

  race({
    id: "swapped-out-meanwhile",
    title: "Whenever the page is swapped out, what was filled comes back whole",
    points: 1,
    hint: "The swap area takes a page as it finds it.",
    failure: "The swap area did not give back what was filled.",
    scenario: raced([{ op: "swapout", page: 1 }], [{ op: "file_read", page: 1 }]),
  });
}
