// SPDX-License-Identifier: GPL-2.0-only
// The Linux that is asked: what of it the recorder keeps open, and how the recorder keeps out of
// its own pictures.
#ifndef HOST_H
#define HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scenario.h"

struct host {
  int pagemap, kpageflags, kpagecount, smaps, status;
  /**
   * Memory of MOST_AT_ONCE + 1 pages each, always resident: sources of copies, and of reads and
   * writes of files.
   */
  char *copy_source, *file_buffer;
};

extern struct host host;

/** Room for the text of a /proc file, never grown. */
enum { PROC_TEXT = 1 << 20 };

/** Reads a whole /proc file from its beginning; ends it with a NUL. */
void host_read(int fd, char *text);

/** One 8-byte entry of pagemap, kpageflags or kpagecount; 0 where there is none. */
uint64_t host_entry(int fd, uint64_t index);

/** Frame number of a pagemap entry of a present page. */
uint64_t host_frame(uint64_t pagemap_entry);

/** Runs on one CPU only; -1: any of those it may use. */
void host_pin(int cpu);

/**
 * Looks whether this kernel offers what recording needs, and opens it; ends the program with one
 * sentence and EX_UNAVAILABLE if it does not.
 */
void host_open(const char *mount_folder);

/**
 * From here on the recorder's own memory stays resident, so that counters move for the scenario
 * only.
 */
void host_hold_still(void);

/**
 * Puts pages that wait in this CPU's batches onto their LRU lists. Without it, flags would depend
 * on how many pages others have touched.
 */
void host_drain(void);

/** Fills pages with a byte each: `byte`, `byte` + 1, ... */
void fill_pages(char *at, long pages, long byte);

void sleep_ms(long ms);

#endif
