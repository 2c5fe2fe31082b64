// A migration of two pages: one is fetched since somebody waits for it, one is thrown away before it comes.

import type { scenario } from "@faultline/core";

const two_pages: scenario = {
  region: { pages: 2, backing: "anon", sharing: "private", prot: "rw" },
  register: ["missing"],
  features: ["event_remove", "event_unmap"],
  migration: { contents: [0x11, 0x22], pushes: [{ page: 0, n: 2 }], arrive: [0, 2] },
  ops: [
    { op: "bg", kind: "read", page: 0, id: 1 },
    { op: "bg", kind: "dontneed", page: 1, id: 2 },
    { op: "pager" },
    { op: "pager" },
    { op: "bg_wait", id: 1 },
    { op: "read", page: 1 },
  ],
};

export const moved = {
  title: "A migration, and a page that must not come back",
  captions: [
    "Two pages of private memory are watched. Their contents are on another host: 0x11 and 0x22.",
    "A thread of the program reads page 0. It is not here, so the thread sleeps.",
    "Another thread throws page 1 away. It sleeps too, until the monitor has read of that.",
    "The monitor runs. It reads both messages, and asks the other host for page 0. Nothing has arrived yet.",
    "Now both pages arrive. The monitor puts page 0 in. Page 1 it does not: the program wants zeros there.",
    "The first thread has its byte.",
    "Page 1 is touched at last. Nothing more is to come, so nobody watches: the kernel gives zeros by itself.",
  ],
  scenario: two_pages,
};
