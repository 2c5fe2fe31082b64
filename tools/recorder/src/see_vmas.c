// SPDX-License-Identifier: GPL-2.0-only
// The mappings that begin in the region: /proc/self/smaps.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host.h"
#include "observe.h"
#include "out.h"

static const char *const COUNTERS[] = {
  "Rss:", "Shared_Clean:", "Shared_Dirty:", "Private_Clean:", "Private_Dirty:", "Anonymous:",
};
enum { COUNTERS_COUNT = sizeof COUNTERS / sizeof *COUNTERS };

/** In the order in which they are written. */
static const char *const FLAGS[] = {
  "rd", "wr", "ex", "sh", "mr", "mw", "lo", "lf", "ac", "nr", "um", "uw", "ui",
};

struct vma {
  /** Whether it is one of ours. */
  bool ours;
  long first, pages;
  long counters[COUNTERS_COUNT];
};

/** The line that begins a mapping. */
static void take_head(const char *line, const struct stage *stage, struct vma *vma)
{
  unsigned long start, end;
  if (sscanf(line, "%lx-%lx ", &start, &end) != 2) return;
  // Unsigned: below the region it becomes a very large number.
  const unsigned long first = (start - (unsigned long)REGION_AT) / PAGE;
  *vma = (struct vma){
    .ours = first < (unsigned long)stage->scenario->region.pages,
    .first = (long)first,
    .pages = (long)((end - start) / PAGE),
  };
}

/** A line like "Rss:    4 kB". */
static void take_counter(const char *line, struct vma *vma)
{
  for (int i = 0; i < COUNTERS_COUNT; i++) {
    const size_t length = strlen(COUNTERS[i]);
    if (strncmp(line, COUNTERS[i], length) == 0)
      vma->counters[i] = strtol(line + length, NULL, 10) * 1024 / PAGE;
  }
}

/** @param line  "VmFlags: rd wr mr mw me ", two letters each */
static bool has_flag(const char *line, const char *flag)
{
  for (const char *at = strchr(line, ' '); at != NULL; at = strchr(at + 1, ' '))
    if (strncmp(at + 1, flag, 2) == 0) return true;
  return false;
}

static void out_flags(const char *line)
{
  int written = 0;
  for (size_t i = 0; i < sizeof FLAGS / sizeof *FLAGS; i++)
    if (has_flag(line, FLAGS[i])) out("%s%s", written++ == 0 ? "" : " ", FLAGS[i]);
}

/** The flags are the last line of a mapping. */
static void out_vma(const struct vma *vma, const char *flags_line)
{
  out("[%ld,%ld,\"", vma->first, vma->pages);
  out_flags(flags_line);
  out("\"");
  for (int i = 0; i < COUNTERS_COUNT; i++) out(",%ld", vma->counters[i]);
  out("]");
}

void out_vmas(const struct stage *stage)
{
  static char text[PROC_TEXT];
  struct vma vma = { .ours = false };
  long written = 0;
  char *place = NULL;
  host_read(host.smaps, text);
  out("\"vma\":[");
  for (char *line = strtok_r(text, "\n", &place); line; line = strtok_r(NULL, "\n", &place)) {
    take_head(line, stage, &vma);
    if (!vma.ours) continue;
    take_counter(line, &vma);
    if (strncmp(line, "VmFlags:", 8) != 0) continue;
    out_comma(written++);
    out_vma(&vma, line);
  }
  out("]");
}
