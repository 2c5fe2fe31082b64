// A run that the page on copies into private memory shows: one round, two rounds, and a source that never comes.

export const copiedPrivately = {
  title: "Copies into a private mapping of a file",
  captions: [
    "A file of three pages is mapped privately, and watched for missing pages. The file is empty: no page, no block.",
    "The monitor copies to page 0. There is a new page now, and it is the program's own: anonymous, with one holder. The file has nothing.",
    "The source of page 1 is not in memory. The first round copies nothing and hands its page out; the caller fills it without the lock; the second round maps it. It looks like page 0.",
    "The source of page 2 cannot be read at all: -EFAULT. The page that was handed out meanwhile is gone again.",
    "A reader of the file finds zeros where the program has its copy.",
  ],
  scenario: {
    region: {
      pages: 3,
      backing: "shmem",
      sharing: "private",
      prot: "rw",
      fs_limit_pages: 3,
    },
    register: ["missing"],
    features: ["sigbus"],
    ops: [
      { op: "copy", page: 0, byte: 0x5a },
      { op: "copy", page: 1, src: "nonresident", byte: 0x11 },
      { op: "copy", page: 2, src: "unmapped" },
      { op: "file_read", page: 0 },
    ],
  },
} as const;
