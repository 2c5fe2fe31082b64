// The run of the lesson on books: pages that reclaim drops stay paid for until somebody looks.

import type { scenario } from "@faultline/core";

const two_pages_dropped: scenario = {
  region: {
    pages: 3,
    backing: "shmem",
    sharing: "shared",
    prot: "rw",
    fs_limit_pages: 2,
  },
  ops: [
    { op: "populate", page: 0, n: 2 },
    { op: "reclaim", page: 0 },
    { op: "reclaim", page: 1 },
    { op: "stat" },
    { op: "file_write", page: 2 },
  ],
};

export const dropped = {
  title: "Pages that reclaim drops, and a file that does not notice",
  captions: [
    "A file of three pages is mapped; its mount has room for two blocks. It has no pages yet.",
    "The program reads two pages. Both are zeros, and both are paid for: the mount is full.",
    "Memory is short, and reclaim drops page 0: it is clean. The cache has a page less. What was paid stays paid.",
    "It drops page 1 as well. The file has no page at all, and the mount is full.",
    "stat(2) has the books corrected before it answers: paid for two, in the cache none, in the swap area none.",
    "Now there is room for a page that somebody writes.",
  ],
  scenario: two_pages_dropped,
};
