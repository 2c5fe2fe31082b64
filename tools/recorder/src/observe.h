// SPDX-License-Identifier: GPL-2.0-only
// What can be seen of a scenario from outside. Each part is written by its own file, from its own
// source.
#ifndef OBSERVE_H
#define OBSERVE_H

#include <stdbool.h>
#include <stdint.h>

#include "stage.h"

/** The fields of one observation, between the braces. */
void out_observation(const struct stage *stage);

/** `pg`: the region's page table, and the page behind each entry. */
void out_entries(const struct stage *stage);

/** `vma`: the mappings that begin in the region. */
void out_vmas(const struct stage *stage);

/** `sz`, `bl`, `bf`, `rss`, `lck`: sizes and counters. */
void out_counts(const struct stage *stage);

/** `fc`: the page cache of the file. */
void out_cache(const struct stage *stage);

struct counts read_counts(void);

/** Whether a page of the file is in the page cache; -1 and errno if cachestat fails. */
int page_is_cached(int file, long page);

/** `|flags|mapcount|content` of the page behind a present entry, as it is seen at `at`. */
struct page_view {
  uint64_t entry;
  char *at;
  /** Whether to write `M`, the flag that says the page is mapped somewhere. */
  bool show_mapped;
  /** Mappings that are the observer's own. */
  int own_mappings;
};
void out_page(const struct page_view *view);

#endif
