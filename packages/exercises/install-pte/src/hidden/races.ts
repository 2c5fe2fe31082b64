// The installer while others run: every race is tried under every schedule of the other CPUs' steps.

import { anonymous, privateFile, sharedFile, type words } from "@faultline/kit";

const cut = { op: "ftruncate", pages: 1 } as const;

export function races(words: words): void {
  truncations(words);
  rivals(words);
  filePages(words);
}

function truncations({ race }: words): void {
  race({
    id: "truncated-meanwhile",
    title: "Whenever a shared file is cut short, its page is cut with it, or refused with EFAULT",
    points: 2,
    hint: "Truncation lowers the size, then cuts ptes under this very lock. When is the size safe to read?",
    failure: "A page was mapped that the file no longer has: nobody will ever cut it.",
    //        0 1 2 3         0 | 1 2 3
    // file   * . . .   ->    * |
    // fill     ^ anywhere      |
    scenario: sharedFile([
      { op: "file_write", page: 0 },
      { op: "copy", page: 1, race: { rivals: [cut] } },
    ]),
  });

  race({
    id: "truncated-under-a-private-copy",
    title: "Whenever the file behind a private copy is cut short, the copy is cut, or refused",
    points: 3,
    hint: "A private page is not in the file: if truncation misses its pte, nothing else will find it.",
    failure: "A private page was mapped beyond the end of the file.",
    scenario: privateFile([{ op: "copy", page: 1, race: { rivals: [cut] } }]),
  });

  race({
    id: "truncated-under-continue",
    title: "Whenever the file is cut short while its own page is being mapped, no pte is left",
    points: 1,
    hint: "The caller holds the page locked. Does that keep the size from changing?",
    failure: "A page of the file was mapped although the file had ended before it.",
    scenario: sharedFile(
      [
        { op: "file_write", page: 0, n: 2 },
        { op: "continue", page: 1, race: { rivals: [cut] } },
      ],
      { register: ["minor"] },
    ),
  });
}

function rivals({ race }: words): void {
  race({
    id: "another-was-faster",
    title: "If another thread maps a page first, its page stays and the answer is EEXIST",
    points: 2,
    hint: "Look at the pte when nobody else can change it any more.",
    failure: "The page that another thread had mapped was lost.",
    scenario: anonymous([
      { op: "copy", page: 1, byte: 0x5a, race: { rivals: [{ op: "zeropage", page: 1 }] } },
      { op: "read", page: 1 },
    ]),
  });

  race({
    id: "look-and-change-are-one",
    title: "Between the look at the pte and the change of it nobody else can map a page there",
    points: 2,
    hint: "What you have seen under a lock is true until you give the lock back.",
    failure: "A page that another thread had mapped meanwhile was lost.",
    scenario: anonymous([
      { op: "copy", page: 1, race: { rivals: [{ op: "copy", page: 1, byte: 0x11 }] } },
      { op: "read", page: 1 },
    ]),
  });

  race({
    id: "read-meanwhile",
    title: "A thread that reads there meanwhile sees all of the page, or waits for it",
    points: 1,
    hint: "From which moment on can the processor walk to your page?",
    failure: "Another thread got at the page before it was ready.",
    scenario: anonymous([
      { op: "copy", page: 1, byte: 0x5a, race: { rivals: [{ op: "read", page: 1 }] } },
      { op: "read", page: 1 },
    ]),
  });
}

function filePages({ race }: words): void {
  race({
    id: "reclaimed-meanwhile",
    title: "Reclaim may take the file's page before it is mapped or after, and no data is lost",
    points: 1,
    hint: "Reclaim finds ptes through the page. From which moment on can it find yours?",
    failure: "Reclaim and the installer did not agree on who has the page.",
    scenario: sharedFile(
      [
        { op: "file_write", page: 1, byte: 0x11 },
        { op: "continue", page: 1, race: { rivals: [{ op: "reclaim", page: 1 }] } },
        { op: "file_read", page: 1 },
      ],
      { register: ["minor"] },
    ),
  });
}
