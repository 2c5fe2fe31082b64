// The copy while others run: every race is tried under every schedule of the other CPUs' steps.

import { anonymous, privateFile, type words } from "@faultline/kit";

export function races(words: words): void {
  neighbours(words);
  windows(words);
}

function neighbours({ race }: words): void {
  race({
    id: "read-meanwhile",
    title: "A thread that reads there meanwhile sees all of the page, or waits for it",
    points: 2,
    hint: "From which moment on can another processor walk to your page? What must be done by then?",
    failure: "Another thread got at the page before its bytes were there.",
    scenario: anonymous([
      { op: "copy", page: 1, byte: 0x5a, race: { rivals: [{ op: "read", page: 1 }] } },
    ]),
  });

  race({
    id: "copied-meanwhile",
    title: "Of two copies to the same page one wins, and the other says EEXIST",
    points: 2,
    hint: "What you have seen of a page table is true for as long as a lock keeps it so.",
    failure: "Two copies of the same page both won, or both lost.",
    scenario: anonymous([
      {
        op: "copy",
        page: 1,
        byte: 0x5a,
        race: { rivals: [{ op: "copy", page: 1, byte: 0x11 }] },
      },
      { op: "read", page: 1 },
    ]),
  });
}

function windows({ race }: words): void {
  race({
    id: "unmapped-meanwhile",
    title: "Whenever the area is unmapped, nothing of the copy is left there",
    points: 3,
    hint: "What keeps the area in place while you work? After it was gone, even for a moment, your caller looks for the area again.",
    failure: "A copy whose area went away meanwhile did not end as it should.",
    //        0 1 2 3
    // file       c d     c, d = in the cache
    // ptes       *       so page 0 is copied in one round, and page 1 in two
    // copy   ^ ^ - from
    scenario: privateFile([
      { op: "file_write", page: 2, n: 2, byte: 0x5a },
      { op: "read", page: 2 },
      { op: "dontneed", page: 3 },
      {
        op: "copy",
        page: 0,
        n: 2,
        src: "self",
        sp: 2,
        race: { rivals: [{ op: "munmap", page: 0, n: 2 }] },
      },
    ]),
  });

  race({
    id: "truncated-meanwhile",
    title: "Whenever the file under it is cut short, the page is cut with it, or refused",
    points: 2,
    hint: "What do you do with a page that is refused after you have had it for so long?",
    failure: "A file that was cut short meanwhile was not noticed, or a page was lost over it.",
    scenario: privateFile([
      { op: "copy", page: 1, race: { rivals: [{ op: "ftruncate", pages: 1 }] } },
    ]),
  });
}
