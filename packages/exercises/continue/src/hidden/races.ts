// CONTINUE while others run: every race is tried under every schedule of the other CPUs' steps.

import type { op, rival_op } from "@faultline/core";
import { privateFile, sharedFile, type words } from "@faultline/kit";
import { minor } from "../look.ts";

/** A CONTINUE of page 1, which the file has, raced by `rival`; then `after`. */
const race_of = (rival: rival_op, ...after: readonly op[]): op[] => [
  { op: "file_write", page: 1, byte: 0x11 },
  { op: "continue", page: 1, race: { rivals: [rival] } },
  ...after,
];

export function races(words: words): void {
  removals(words);
  reclaims(words);
  areas(words);
}

function removals({ race }: words): void {
  race({
    id: "truncated-meanwhile",
    title: "Whenever the file is cut short, the page is cut with it, or refused and let go of",
    points: 3,
    hint: "Between your look-up and the installer's look at the size, others run. Which answer does that give?",
    failure: "The page was not mapped, or it is mapped or held although the file was cut short.",
    //        0 1 2 3         | 0 1 2 3
    // file   . * . .   ->    |
    // ptes     ^ anywhere    |
    scenario: sharedFile(race_of({ op: "ftruncate", pages: 0 }), minor),
  });

  race({
    id: "punched-meanwhile",
    title: "Whenever a hole is punched under a private mapping, it shows the hole afterwards",
    points: 3,
    hint: "Whoever takes a page out of a file locks it first. Until when must nobody take out yours?",
    failure:
      "The page was not mapped, or a private mapping shows a page that the file no longer has.",
    scenario: privateFile(race_of({ op: "punch", page: 1 })),
  });
}

function reclaims({ race }: words): void {
  race({
    id: "swapped-out-meanwhile",
    title: "Whenever the page goes to the swap area, it is mapped all the same, with its data",
    points: 2,
    hint: "What you have seen of a file is true for as long as a lock keeps it so.",
    failure: "A page that went to the swap area meanwhile was not mapped, or lost its data.",
    scenario: sharedFile(race_of({ op: "swapout", page: 1 }, { op: "file_read", page: 1 }), minor),
  });
}

function areas({ race }: words): void {
  race({
    id: "unmapped-meanwhile",
    title: "The area cannot be unmapped while its page is being mapped",
    points: 2,
    hint: "The address space came to you locked for reading. What could change if it were not?",
    failure: "The page was not mapped, or was mapped into an area that was gone by then.",
    scenario: sharedFile(race_of({ op: "munmap", page: 0, n: 4 }), minor),
  });
}
