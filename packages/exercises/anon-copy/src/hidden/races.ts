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
    title: "If the area is unmapped between the two rounds, nothing of the copy is left",
    points: 3,
    hint: "Your caller looks for the area again before it calls you a second time. Would you?",
    failure: "A copy whose area went away meanwhile did not end as it should.",
    scenario: anonymous([
      {
        op: "copy",
        page: 1,
        src: "nonresident",
        race: { rivals: [{ op: "munmap", page: 0, n: 4 }] },
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
