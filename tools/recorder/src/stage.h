// SPDX-License-Identifier: GPL-2.0-only
// Where one scenario plays: its file, its mapping, its userfaultfd.
#ifndef STAGE_H
#define STAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "scenario.h"

// Nothing else is ever mapped near these, so neighbours cannot merge with the region, nor be
// faulted in with it.
#define REGION_AT ((char *)0x200000000000)
#define SECOND_AT ((char *)0x210000000000)
#define OBSERVER_AT ((char *)0x220000000000)
#define SOURCE_AT ((char *)0x230000000000)

/** Counters of this process, in pages. */
struct counts {
  long rss_anon, rss_file, rss_shmem;
  long locked;
};

struct stage {
  const struct scenario *scenario;
  /** The file behind the region, open for writing; -1 for private anonymous memory. */
  int file;
  /** What is mapped: `file`, or the same opened for reading only. */
  int mapped_file;
  /** The tmpfs the file is on; -1 if it is on none of ours. */
  int mount;
  /** Pages of the file to look at. */
  long file_pages;
  /** -1 once it is closed. */
  int uffd;
  /** A second userfaultfd, to be refused; -1 until it is needed. */
  int other_uffd;
  /** The second mapping, or NULL. */
  char *second;
  /** An access that nobody resolves waits, and is not answered by SIGBUS. */
  bool faults_wait;
  /** Before all this. */
  long blocks_free;
  struct counts counts;
};

/** How the steps of the set-up went: 0, an errno, or NOT_DONE. */
enum { NOT_DONE = -1 };
struct setup {
  int mmap, mlock, api, reg;
  uint64_t ioctls;
  int uffd;
};

/** Makes the file. */
void stage_open(struct stage *stage, const struct scenario *scenario);

/** Maps it, opens a userfaultfd and registers the mapping; says how that went. */
struct setup stage_set_up(struct stage *stage);

/** Takes away threads, descriptors and mappings, but not the file. */
void stage_unmap(struct stage *stage);

void stage_truncate(struct stage *stage);

/** Lets go of the file. */
void stage_close(struct stage *stage);

#endif
