// SPDX-License-Identifier: GPL-2.0-only
// The page cache of the file: cachestat(2) and mincore(2), and a mapping that lives just long
// enough to look.

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "access.h"
#include "host.h"
#include "observe.h"
#include "out.h"
#include "say.h"

#ifndef SYS_cachestat
#define SYS_cachestat 451
#endif

int page_is_cached(int file, long page)
{
  struct {
    uint64_t offset, length;
  } range = { (uint64_t)page * PAGE, PAGE };
  struct {
    uint64_t cached, dirty, writeback, evicted, recently_evicted;
  } state = { 0 };
  return syscall(SYS_cachestat, file, &range, &state, 0) == 0 ? state.cached != 0 : -1;
}

static char *open_window(const struct stage *stage)
{
  const size_t bytes = (size_t)stage->file_pages * PAGE;
  const int flags = MAP_SHARED | MAP_FIXED_NOREPLACE;
  char *window = mmap(OBSERVER_AT, bytes, PROT_READ, flags, stage->file, 0);
  if (window != OBSERVER_AT)
    give_up(EX_OSERR, "The file cannot be looked at: %s.", strerror(errno));
  // Taking away a mapping marks its pages as accessed, unless it was for random reads.
  madvise(window, bytes, MADV_RANDOM);
  madvise(window, bytes, MADV_NOHUGEPAGE);
  return window;
}

/** A page that is up to date. Others must not be touched: that would make them so. */
static void out_ready_page(char *at)
{
  const struct access touched = access_read(at, false);
  if (touched.signal != 0) {
    out("|!");
    return;
  }
  const uint64_t entry = host_entry(host.pagemap, (uintptr_t)at / PAGE);
  out_page(&(struct page_view){ .entry = entry, .at = at, .own_mappings = 1 });
}

static void out_cached_page(const struct stage *stage, long page, bool ready, char *at)
{
  const int cached = page_is_cached(stage->file, page);
  if (cached < 0) give_up(EX_OSERR, "cachestat fails: %s.", strerror(errno));
  if (cached) out("C");
  if (!ready) return;
  out("I");
  out_ready_page(at);
}

static void out_file_pages(const struct stage *stage)
{
  const size_t bytes = (size_t)stage->file_pages * PAGE;
  unsigned char ready[MOST_FILE_PAGES + MOST_REGION_PAGES];
  char *window = open_window(stage);
  if (mincore(window, bytes, ready) != 0) give_up(EX_OSERR, "mincore fails: %s.", strerror(errno));
  for (long i = 0; i < stage->file_pages; i++) {
    out_comma(i);
    out("\"");
    out_cached_page(stage, i, ready[i] & 1, window + i * PAGE);
    out("\"");
  }
  munmap(window, bytes);
  host_drain();
}

void out_cache(const struct stage *stage)
{
  out("\"fc\":[");
  if (stage->file >= 0) out_file_pages(stage);
  out("]");
}
