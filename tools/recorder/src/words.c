// SPDX-License-Identifier: GPL-2.0-only
// Names and bits.

#include "words.h"

#include <sys/mman.h>

#include "uffd.h"

#define END { NULL, 0 }

const struct word FEATURE_WORDS[] = {
  { "pagefault_flag_wp", 1 << 0 },
  { "event_fork", 1 << 1 },
  { "event_remap", 1 << 2 },
  { "event_remove", 1 << 3 },
  { "missing_hugetlbfs", 1 << 4 },
  { "missing_shmem", 1 << 5 },
  { "event_unmap", 1 << 6 },
  { "sigbus", UFFD_WITH_SIGBUS },
  { "thread_id", 1 << 8 },
  { "minor_hugetlbfs", 1 << 9 },
  { "minor_shmem", 1 << 10 },
  { "exact_address", 1 << 11 },
  { "wp_hugetlbfs_shmem", 1 << 12 },
  { "wp_unpopulated", 1 << 13 },
  { "poison", 1 << 14 },
  { "wp_async", 1 << 15 },
  { "move", 1 << 16 },
  END,
};

const struct word REGISTER_WORDS[] = { { "missing", 1 }, { "wp", 2 }, { "minor", 4 }, END };

// The same two names, and bits that are the other way round for UFFDIO_WRITEPROTECT.
const struct word FILL_WORDS[] = { { "dontwake", 1 }, { "wp", 2 }, END };
const struct word PROTECT_WORDS[] = { { "wp", 1 }, { "dontwake", 2 }, END };
const struct word MOVE_WORDS[] = { { "dontwake", 1 }, { "allow_src_holes", 2 }, END };

const struct word SEAL_WORDS[] = {
  { "seal", 1 }, { "shrink", 2 }, { "grow", 4 }, { "write", 8 }, { "future_write", 16 }, END,
};

const struct word PROT_WORDS[] = {
  { "none", PROT_NONE }, { "r", PROT_READ }, { "rw", PROT_READ | PROT_WRITE }, END,
};
const struct word MAPPING_PROT_WORDS[] = {
  { "r", PROT_READ }, { "rw", PROT_READ | PROT_WRITE }, END,
};

const struct word BACKING_WORDS[] = {
  { "shmem", SHMEM }, { "memfd", MEMFD }, { "anon", ANON }, END,
};
const struct word SHARING_WORDS[] = { { "shared", true }, { "private", false }, END };
const struct word LOCKING_WORDS[] = {
  { "onfault", LOCK_ON_FAULT }, { "populate", LOCK_POPULATED }, END,
};
const struct word FD_WORDS[] = { { "rdonly", true }, END };

const struct word SOURCE_WORDS[] = {
  { "fill", FILL },         { "nonresident", NONRESIDENT }, { "unmapped", UNMAPPED },
  { "protnone", PROTNONE }, { "partial", PARTIAL },         { "self", SELF },
  END,
};
const struct word BACKGROUND_WORDS[] = {
  { "read", BG_READ },     { "write", BG_WRITE },   { "dontneed", BG_DONTNEED },
  { "remove", BG_REMOVE }, { "munmap", BG_MUNMAP }, END,
};
