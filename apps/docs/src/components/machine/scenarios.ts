// The runs that the pages show, in the format of the recordings, with a sentence for each step.

import type { scenario } from "@faultline/core";
import { copiedPrivately } from "./copied_privately";
import { dropped } from "./dropped";
import { moved } from "./moved";

/** A scenario that is told. */
export interface story {
  readonly title: string;
  /** For the start and for each operation. */
  readonly captions: readonly string[];
  readonly scenario: scenario;
}

const region = { pages: 2, backing: "shmem", sharing: "shared", prot: "rw" } as const;

const answered: story = {
  title: "A missing page, answered by UFFDIO_COPY",
  captions: [
    "A file of two pages is mapped and watched. It has no pages yet, and nothing is paid for.",
    "The program reads page 0. No page is there, so it sleeps in the fault, and a message waits for the monitor.",
    "The monitor reads the message: which page, and that it was missing.",
    "The monitor supplies 4096 bytes. The kernel pays for a block, makes a page, puts it into the file and into the page table.",
    "The program wakes, makes its access again, and reads the byte that the monitor has sent.",
  ],
  scenario: {
    region: { ...region, fs_limit_pages: 3 },
    register: ["missing"],
    ops: [
      { op: "bg", kind: "read", page: 0 },
      { op: "event" },
      { op: "copy", page: 0 },
      { op: "bg_wait" },
    ],
  },
};

const pastTheEnd: story = {
  title: "UFFDIO_COPY past the end of the file",
  captions: [
    "Four pages are mapped, but the file has only two; its mount has room for three blocks.",
    "The monitor fills page 0. One block is paid for, and one page of the file is there.",
    "It fills page 3, which lies past the end: -EFAULT. What was paid must come back.",
    "It tries again, and is refused again.",
    "It fills page 1, which is in order. Is there still room?",
  ],
  scenario: {
    region: { ...region, pages: 4, file_pages: 2, fs_limit_pages: 3 },
    register: ["missing"],
    features: ["sigbus"],
    ops: [
      { op: "copy", page: 0 },
      { op: "copy", page: 3 },
      { op: "copy", page: 3 },
      { op: "copy", page: 1 },
    ],
  },
};

const shrunk: story = {
  title: "The file shrinks while its page is installed",
  captions: [
    "Four pages are mapped, and the file has four. Nothing is paid for.",
    "The monitor fills page 3. Just before the page-table entry is made, another processor cuts the file to two pages: -EFAULT. By then the page is in the page cache.",
    "The file grows back to four pages. Page 3 ought to be a hole, and read as zeros.",
    "The monitor fills page 3 once more, and this time nobody interferes.",
  ],
  scenario: {
    region: { ...region, pages: 4, fs_limit_pages: 3 },
    register: ["missing"],
    features: ["sigbus"],
    ops: [
      {
        op: "copy",
        page: 3,
        rivals: [{ at: "pte_offset_map_lock", do: { op: "ftruncate", pages: 2 } }],
      },
      { op: "ftruncate", pages: 4 },
      { op: "copy", page: 3 },
    ],
  },
};

const handedBack: story = {
  title: "The mount fills up between two attempts",
  captions: [
    "A file of two pages, and a mount with room for three blocks.",
    "The monitor's source is not in memory, so the first attempt ends with -ENOENT and hands its page to the caller, who copies the bytes. Meanwhile somebody fills the mount. The second attempt cannot pay.",
    "The other file goes away, and its blocks come back.",
  ],
  scenario: {
    region: { ...region, fs_limit_pages: 3 },
    register: ["missing"],
    features: ["sigbus"],
    ops: [
      {
        op: "copy",
        page: 0,
        src: "nonresident",
        rivals: [{ at: "kmap", do: { op: "fill_fs", leave: 0 } }],
      },
      { op: "drain_fs" },
    ],
  },
};

const lookedAt: story = {
  title: "A private mapping of a page that the file has",
  captions: [
    "A file of two pages is mapped privately, and watched for minor faults: the page is there, its page-table entry is not.",
    "Somebody writes 0x11 to page 0 of the file. Now the file has a page, and the program's page table has nothing.",
    "The monitor answers with UFFDIO_CONTINUE: the entry leads to the file's own page. Look at its bits: no write.",
    "The program stores 0x5a. The entry does not allow it, so there is a fault, and the program gets a copy.",
    "The file still reads 0x11. Had the write bit been set, it would read 0x5a.",
  ],
  scenario: {
    region: { ...region, sharing: "private", fs_limit_pages: 3 },
    register: ["minor"],
    features: ["sigbus"],
    ops: [
      { op: "file_write", page: 0, byte: 0x11 },
      { op: "continue", page: 0 },
      { op: "write", page: 0, byte: 0x5a },
      { op: "file_read", page: 0 },
    ],
  },
};

export const stories = {
  answered,
  "past-the-end": pastTheEnd,
  shrunk,
  "handed-back": handedBack,
  "looked-at": lookedAt,
  "copied-privately": copiedPrivately,
  dropped,
  moved,
};
export type story_name = keyof typeof stories;
