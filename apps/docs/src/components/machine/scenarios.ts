// The runs that the pages show, in the format of the recordings, with a sentence for each step.

import type { scenario } from "@faultline/core";

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

export const stories = { answered, "past-the-end": pastTheEnd };
export type story_name = keyof typeof stories;
