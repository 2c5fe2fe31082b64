// The function while others run: every race is tried under every schedule of the other CPUs' steps.

import { anonymous, privateFile, type words } from "@faultline/kit";

export function races({ race }: words): void {
  race({
    id: "truncated-meanwhile",
    title: "Whenever the file is cut short, the zeros beyond its end are cut, or refused",
    points: 3,
    hint: "Truncation lowers the size, then cuts ptes under this very lock. When is the size safe to read?",
    failure: "Zeros were mapped beyond the end of the file, where nobody will ever cut them.",
    //        0 1 2 3         0 | 1 2 3
    // file   . . . .   ->    . |
    // fill     ^ anywhere      |
    scenario: privateFile([
      { op: "zeropage", page: 1, race: { rivals: [{ op: "ftruncate", pages: 1 }] } },
    ]),
  });

  race({
    id: "never-beyond-the-end",
    title: "At no moment can a thread get at memory that lies beyond the end of the file",
    points: 2,
    hint: "Whatever a pte says for a moment, another processor can act on in that moment.",
    failure: "A thread got at memory beyond the end of the file, where it should get SIGBUS.",
    //        0 1 | 2 3
    // file   . . |
    // fill       | ^  while another thread writes there
    scenario: privateFile(
      [{ op: "zeropage", page: 2, race: { rivals: [{ op: "write", page: 2 }] } }],
      { region: { file_pages: 2 } },
    ),
  });

  race({
    id: "copied-meanwhile",
    title: "If another thread maps a page first, its page stays and the answer is EEXIST",
    points: 2,
    hint: "Look at the pte when nobody else can change it any more.",
    failure: "A page that another thread had mapped meanwhile was lost.",
    scenario: anonymous([
      { op: "zeropage", page: 1, race: { rivals: [{ op: "copy", page: 1, byte: 0x11 }] } },
      { op: "read", page: 1 },
    ]),
  });

  race({
    id: "written-meanwhile",
    title: "Whatever a thread writes there meanwhile is there afterwards",
    points: 2,
    hint: "The thread gets a page of its own, before your zeros or after them. When could both be true?",
    failure: "What another thread had written meanwhile was lost.",
    // where holes are not reported, a write fills them itself
    scenario: privateFile(
      [
        { op: "zeropage", page: 1, race: { rivals: [{ op: "write", page: 1, byte: 0x11 }] } },
        { op: "read", page: 1 },
      ],
      { register: ["minor"] },
    ),
  });
}
