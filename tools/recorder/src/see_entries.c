// SPDX-License-Identifier: GPL-2.0-only
// The page table of the region: /proc/self/pagemap.

#include "host.h"
#include "observe.h"
#include "out.h"

enum { PRESENT = 63, SWAPPED = 62 };

static const struct {
  int bit;
  char letter;
} LETTERS[] = {
  { PRESENT, 'P' }, { SWAPPED, 'S' }, { 61, 'F' }, { 56, 'X' }, { 57, 'W' }, { 58, 'G' },
};

static bool has(uint64_t entry, int bit)
{
  return entry >> bit & 1;
}

/**
 * Where a swap entry would say which swap area and where in it; type 31 is no area, but a marker
 * with its bits.
 */
static void out_swap(uint64_t entry)
{
  enum { TYPE_BITS = 5, MARKER_TYPE = 31 };
  const unsigned type = entry & ((1u << TYPE_BITS) - 1);
  if (type != MARKER_TYPE) out("t%u", type);
  out("m%d", (int)(host_frame(entry) >> TYPE_BITS));
}

static void out_entry(uint64_t entry, char *at)
{
  for (size_t i = 0; i < sizeof LETTERS / sizeof *LETTERS; i++)
    if (has(entry, LETTERS[i].bit)) out("%c", LETTERS[i].letter);
  if (has(entry, SWAPPED)) out_swap(entry);
  if (has(entry, PRESENT))
    out_page(&(struct page_view){ .entry = entry, .at = at, .show_mapped = true });
}

void out_entries(const struct stage *stage)
{
  const long pages = stage->scenario->region.pages;
  uint64_t entries[MOST_REGION_PAGES];
  // All entries first: reading a page's content is an access.
  for (long i = 0; i < pages; i++)
    entries[i] = host_entry(host.pagemap, (uintptr_t)REGION_AT / PAGE + (uint64_t)i);
  out("\"pg\":[");
  for (long i = 0; i < pages; i++) {
    out_comma(i);
    out("\"");
    out_entry(entries[i], REGION_AT + i * PAGE);
    out("\"");
  }
  out("]");
}
