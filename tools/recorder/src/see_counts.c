// SPDX-License-Identifier: GPL-2.0-only
// Sizes and counters: fstat of the file, statfs of its filesystem, /proc/self/status.

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "host.h"
#include "observe.h"
#include "out.h"
#include "tmpfs.h"

/** A line like "VmLck:    8 kB", in pages. */
static long pages_of(const char *text, const char *name)
{
  const char *line = strstr(text, name);
  return line == NULL ? 0 : strtol(line + strlen(name), NULL, 10) * 1024 / PAGE;
}

struct counts read_counts(void)
{
  static char text[PROC_TEXT];
  host_read(host.status, text);
  return (struct counts){
    .rss_anon = pages_of(text, "\nRssAnon:"),
    .rss_file = pages_of(text, "\nRssFile:"),
    .rss_shmem = pages_of(text, "\nRssShmem:"),
    .locked = pages_of(text, "\nVmLck:"),
  };
}

static void out_size(int file)
{
  struct stat state;
  if (file >= 0 && fstat(file, &state) == 0)
    out("\"sz\":%ld,\"bl\":%ld", (long)state.st_size, (long)state.st_blocks);
  else
    out("\"sz\":null,\"bl\":null");
}

void out_counts(const struct stage *stage)
{
  out_size(stage->file);
  if (stage->mount >= 0)
    out(",\"bf\":%ld", tmpfs_free(stage->mount) - stage->blocks_free);
  else
    out(",\"bf\":null");
  const struct counts now = read_counts(), *then = &stage->counts;
  out(",\"rss\":[%ld,%ld,%ld]", now.rss_anon - then->rss_anon, now.rss_file - then->rss_file,
      now.rss_shmem - then->rss_shmem);
  out(",\"lck\":%ld", now.locked - then->locked);
}
