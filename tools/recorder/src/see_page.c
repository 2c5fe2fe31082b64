// SPDX-License-Identifier: GPL-2.0-only
// One physical page: /proc/kpageflags, /proc/kpagecount, and its first and last byte.

#include <stddef.h>

#include "access.h"
#include "host.h"
#include "observe.h"
#include "out.h"

// Bits of /proc/kpageflags, linux/kernel-page-flags.h.
enum {
  MMAPPED = 11,
  ANONYMOUS = 12,
  HUGE_PAGE = 22,
  ZERO_PAGE = 24,
  IDLE = 25,
  RESERVED = 32,
  OWNER_2 = 34,
  ARCH = 38,
  SOFT_DIRTY = 40,
  ARCH_2 = 41,
  ARCH_3 = 42,
};

#define BIT(number) (UINT64_C(1) << (number))

static const struct {
  int bit;
  char letter;
} LETTERS[] = {
  { 0, 'l' }, { 2, 'r' },  { 3, 'u' },  { 4, 'd' },  { 5, 'L' },  { 6, 'A' },
  { 11, 'M' }, { 12, 'a' }, { 14, 's' }, { 18, 'E' }, { 33, 'K' },
};

/**
 * They change for reasons that are not the scenario's: idle tracking, configuration, the processor.
 */
static const uint64_t NEVER_SHOWN = BIT(HUGE_PAGE) | BIT(IDLE) | BIT(RESERVED) | BIT(ARCH) |
                                    BIT(SOFT_DIRTY) | BIT(ARCH_2) | BIT(ARCH_3);

/** Any flag without a letter is written as its number: nothing is lost in silence. */
static void out_other_flags(uint64_t flags)
{
  for (int bit = 0; bit < 64; bit++)
    if (flags & BIT(bit)) out("+%d", bit);
}

static void out_flags(uint64_t flags)
{
  uint64_t rest = flags & ~NEVER_SHOWN;
  for (size_t i = 0; i < sizeof LETTERS / sizeof *LETTERS; i++) {
    if (rest & BIT(LETTERS[i].bit)) out("%c", LETTERS[i].letter);
    rest &= ~BIT(LETTERS[i].bit);
  }
  // The bit has several owners; of an anonymous page it says that nobody shares it.
  if (flags & BIT(ANONYMOUS) && flags & BIT(OWNER_2)) out("x");
  out_other_flags(rest & ~BIT(OWNER_2));
}

static void out_content(char *at)
{
  const struct access first = access_read(at, false);
  if (first.signal != 0) {
    out("?");
    return;
  }
  const struct access last = access_read(at + PAGE - 1, false);
  out("%02x%02x", first.value, last.value);
}

void out_page(const struct page_view *view)
{
  const uint64_t frame = host_frame(view->entry);
  const uint64_t flags = host_entry(host.kpageflags, frame);
  if (flags & BIT(ZERO_PAGE)) {
    // It is everybody's: its other flags and its mapcount say nothing about the scenario.
    out("|Z|0|");
  } else {
    const int mappings = (int)host_entry(host.kpagecount, frame) - view->own_mappings;
    out("|");
    out_flags(view->show_mapped ? flags : flags & ~BIT(MMAPPED));
    out("|%d|", mappings);
  }
  out_content(view->at);
}
