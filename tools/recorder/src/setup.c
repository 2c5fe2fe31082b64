// SPDX-License-Identifier: GPL-2.0-only
// The mapping of a scenario and its userfaultfd: made by the recorder, or by a child that then
// exits.

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "observe.h"
#include "out.h"
#include "say.h"
#include "stage.h"
#include "uffd.h"

#ifndef MLOCK_ONFAULT
#define MLOCK_ONFAULT 1
#endif
#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif

static int error_of(long returned)
{
  return returned == 0 ? 0 : errno;
}

static size_t region_bytes(const struct stage *stage)
{
  return (size_t)stage->scenario->region.pages * PAGE;
}

static int map_region(const struct stage *stage)
{
  const struct region *region = &stage->scenario->region;
  int flags = MAP_FIXED_NOREPLACE | (region->shared ? MAP_SHARED : MAP_PRIVATE);
  if (region->backing == ANON) flags |= MAP_ANONYMOUS;
  if (region->noreserve) flags |= MAP_NORESERVE;
  const off_t offset = region->backing == ANON ? 0 : region->file_pgoff * PAGE;
  void *at = mmap(REGION_AT, region_bytes(stage), region->prot, flags, stage->mapped_file, offset);
  if (at == MAP_FAILED) return errno;
  if (at != REGION_AT) give_up(EX_OSERR, "The kernel mapped the region somewhere else.");
  madvise(REGION_AT, region_bytes(stage), MADV_NOHUGEPAGE);
  return 0;
}

static int lock_region(const struct stage *stage)
{
  switch (stage->scenario->region.mlocked) {
  case LOCK_ON_FAULT:
    return error_of(syscall(SYS_mlock2, REGION_AT, region_bytes(stage), MLOCK_ONFAULT));
  case LOCK_POPULATED: return error_of(mlock(REGION_AT, region_bytes(stage)));
  default: return NOT_DONE;
  }
}

static int ask_for_features(const struct stage *stage, int uffd)
{
  struct uffd_api api = { .api = UFFD_API_NUMBER, .features = stage->scenario->features };
  return stage->scenario->no_api ? NOT_DONE : error_of(ioctl(uffd, UFFD_API, &api));
}

static int register_region(const struct stage *stage, int uffd, uint64_t *ioctls)
{
  struct uffd_register call = {
    .range = { (uintptr_t)REGION_AT, region_bytes(stage) },
    .mode = stage->scenario->register_modes,
    .ioctls = (uint64_t)UNTOUCHED,
  };
  if (call.mode == 0) return NOT_DONE;
  const int error = error_of(ioctl(uffd, UFFD_REGISTER, &call));
  *ioctls = call.ioctls;
  return error;
}

static struct setup set_up_here(const struct stage *stage)
{
  struct setup done = { .mlock = NOT_DONE, .api = NOT_DONE, .reg = NOT_DONE, .uffd = -1 };
  done.mmap = map_region(stage);
  if (done.mmap != 0) return done;
  done.mlock = lock_region(stage);
  done.uffd = uffd_open();
  if (done.uffd < 0) give_up(EX_OSERR, "A userfaultfd cannot be opened: %s.", strerror(errno));
  done.api = ask_for_features(stage, done.uffd);
  done.reg = register_region(stage, done.uffd, &done.ioctls);
  return done;
}

/**
 * A child with an address space of its own, but our table of descriptors: what it opens is ours
 * when it is gone.
 */
static struct setup set_up_in_child(const struct stage *stage)
{
  const int flags = MAP_SHARED | MAP_ANONYMOUS;
  struct setup *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, flags, -1, 0);
  if (shared == MAP_FAILED) give_up(EX_OSERR, "There is no memory: %s.", strerror(errno));
  const long child = syscall(SYS_clone, CLONE_FILES | SIGCHLD, NULL, NULL, NULL, NULL);
  if (child < 0) give_up(EX_OSERR, "A child cannot be started: %s.", strerror(errno));
  if (child == 0) {
    *shared = set_up_here(stage);
    _exit(EX_OK);
  }
  int status = 0;
  waitpid((pid_t)child, &status, 0);
  const struct setup done = *shared;
  munmap(shared, sizeof *shared);
  if (status != 0) give_up(EX_OSERR, "The child that sets a scenario up has failed.");
  return done;
}

/** Shared anonymous memory has a file in the kernel, without a name; this is the way to it. */
static void find_anonymous_file(struct stage *stage)
{
  char path[80];
  snprintf(path, sizeof path, "/proc/self/map_files/%lx-%lx", (unsigned long)REGION_AT,
           (unsigned long)(REGION_AT + region_bytes(stage)));
  stage->file = open(path, O_RDWR | O_CLOEXEC);
  if (stage->file < 0) give_up(EX_UNAVAILABLE, "%s cannot be opened: %s.", path, strerror(errno));
  stage->file_pages = stage->scenario->region.pages;
}

static void map_again(struct stage *stage)
{
  const size_t bytes = (size_t)stage->file_pages * PAGE;
  const int flags = MAP_SHARED | MAP_FIXED_NOREPLACE;
  stage->second = mmap(SECOND_AT, bytes, PROT_READ | PROT_WRITE, flags, stage->file, 0);
  if (stage->second != SECOND_AT)
    give_up(EX_OSERR, "The file cannot be mapped a second time: %s.", strerror(errno));
  madvise(stage->second, bytes, MADV_NOHUGEPAGE);
}

struct setup stage_set_up(struct stage *stage)
{
  const struct scenario *scenario = stage->scenario;
  const struct region *region = &scenario->region;
  const struct setup done = scenario->dead_mm ? set_up_in_child(stage) : set_up_here(stage);
  // The child had its own counters, and copying its memory may have moved ours.
  if (scenario->dead_mm) stage->counts = read_counts();
  stage->uffd = done.uffd;
  if (done.mmap != 0) return done;
  if (region->backing == ANON && region->shared && !scenario->dead_mm) find_anonymous_file(stage);
  if (region->map2 && stage->file >= 0) map_again(stage);
  return done;
}
