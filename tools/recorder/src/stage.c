// SPDX-License-Identifier: GPL-2.0-only
// The file of a scenario, from its making to its end.

#include "stage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "background.h"
#include "host.h"
#include "observe.h"
#include "say.h"
#include "tmpfs.h"
#include "uffd.h"

/**
 * The file's pages that can matter: all that the region could reach, and all there are at the
 * start.
 */
static long pages_to_watch(const struct region *region)
{
  const long reached = region->file_pgoff + region->pages;
  const long there = (scenario_file_bytes(region) + PAGE - 1) / PAGE;
  return reached > there ? reached : there;
}

/** Never has a name, so it vanishes with its last descriptor. */
static int new_file(struct stage *stage)
{
  const struct region *region = &stage->scenario->region;
  if (region->backing == MEMFD) return memfd_create("region", MFD_ALLOW_SEALING | MFD_CLOEXEC);
  stage->mount = tmpfs_of(region->fs_limit_pages);
  stage->blocks_free = tmpfs_free(stage->mount);
  return openat(stage->mount, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}

static int open_for_reading(int file)
{
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  const int again = open(path, O_RDONLY | O_CLOEXEC);
  if (again < 0) give_up(EX_OSERR, "The file cannot be opened for reading: %s.", strerror(errno));
  return again;
}

static void make_file(struct stage *stage)
{
  const struct region *region = &stage->scenario->region;
  stage->file_pages = pages_to_watch(region);
  stage->file = new_file(stage);
  if (stage->file < 0) give_up(EX_OSERR, "A file cannot be made: %s.", strerror(errno));
  const long bytes = scenario_file_bytes(region);
  if (bytes > 0 && ftruncate(stage->file, bytes) != 0)
    give_up(EX_OSERR, "The file cannot be made %ld bytes long: %s.", bytes, strerror(errno));
  if (region->backing == MEMFD && region->seals != 0 &&
      fcntl(stage->file, F_ADD_SEALS, (int)region->seals) != 0)
    give_up(EX_OSERR, "The file cannot be sealed: %s.", strerror(errno));
  stage->mapped_file = region->rdonly ? open_for_reading(stage->file) : stage->file;
}

void stage_open(struct stage *stage, const struct scenario *scenario)
{
  *stage = (struct stage){
    .scenario = scenario,
    .file = -1,
    .mapped_file = -1,
    .mount = -1,
    .uffd = -1,
    .other_uffd = -1,
    .faults_wait = (scenario->features & UFFD_WITH_SIGBUS) == 0,
    .counts = read_counts(),
  };
  if (scenario->region.backing != ANON) make_file(stage);
}

/** Whatever the second thread waits for ends with the registration, or with the userfaultfd. */
static void release_background(struct stage *stage)
{
  struct uffd_range all = { (uintptr_t)REGION_AT, (uint64_t)stage->scenario->region.pages * PAGE };
  if (stage->uffd >= 0) {
    ioctl(stage->uffd, UFFD_UNREGISTER, &all);
    close(stage->uffd);
    stage->uffd = -1;
  }
  background_wait(3000);
  if (!background_is_done()) give_up(EX_SOFTWARE, "The second thread does not wake up.");
}

static void close_if_open(int *fd)
{
  if (*fd >= 0) close(*fd);
  *fd = -1;
}

void stage_unmap(struct stage *stage)
{
  if (background_is_busy()) release_background(stage);
  background_forget();
  // Before the mapping: with EVENT_UNMAP, munmap would wait until somebody reads its message.
  close_if_open(&stage->uffd);
  close_if_open(&stage->other_uffd);
  munmap(REGION_AT, (size_t)stage->scenario->region.pages * PAGE);
  if (stage->second != NULL) munmap(stage->second, (size_t)stage->file_pages * PAGE);
  stage->second = NULL;
  host_drain();
}

void stage_truncate(struct stage *stage)
{
  const bool has_own_file = stage->file >= 0 && stage->scenario->region.backing != ANON;
  // A seal may forbid it, and then the file just stays as long as it is.
  if (has_own_file && ftruncate(stage->file, 0) != 0) return;
}

void stage_close(struct stage *stage)
{
  if (stage->mapped_file != stage->file) close_if_open(&stage->mapped_file);
  close_if_open(&stage->file);
  stage->mapped_file = -1;
}
