// SPDX-License-Identifier: GPL-2.0-only
// How many pages a second the running Linux fills with UFFDIO_COPY: shared memory of a tmpfs, one
// page an ioctl. Prints one number in JSON.

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "say.h"
#include "uffd.h"

enum { PAGE = 4096, USUAL_PAGES = 32768, REGISTER_MISSING = 1 };

static long count_of(int argc, char **argv)
{
  if (argc == 1) return USUAL_PAGES;
  char *end;
  const long pages = strtol(argv[1], &end, 10);
  if (argc > 2 || *argv[1] == '\0' || *end != '\0' || pages < 1 || pages > 1L << 24)
    give_up(EX_USAGE, "Usage: copy_bench [PAGES], a whole number from 1 to %ld.", 1L << 24);
  return pages;
}

static char *map_file(size_t bytes)
{
  const int file = memfd_create("bench", MFD_CLOEXEC);
  if (file < 0 || ftruncate(file, (off_t)bytes) != 0)
    give_up(EX_UNAVAILABLE, "A file on tmpfs cannot be made: %s.", strerror(errno));
  char *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (at == MAP_FAILED) give_up(EX_UNAVAILABLE, "The file cannot be mapped: %s.", strerror(errno));
  madvise(at, bytes, MADV_NOHUGEPAGE);
  close(file);
  return at;
}

static int watch(char *at, size_t bytes)
{
  const int uffd = uffd_open();
  if (uffd < 0) give_up(EX_UNAVAILABLE, "userfaultfd is not to be had here: %s.", strerror(errno));
  struct uffd_api api = { .api = UFFD_API_NUMBER };
  struct uffd_register call = { .range = { (uintptr_t)at, bytes }, .mode = REGISTER_MISSING };
  if (ioctl(uffd, UFFD_API, &api) != 0 || ioctl(uffd, UFFD_REGISTER, &call) != 0)
    give_up(EX_UNAVAILABLE, "Shared memory cannot be registered here: %s.", strerror(errno));
  return uffd;
}

static double now(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double seconds_to_fill(int uffd, char *at, long pages)
{
  static char source[PAGE] __attribute__((aligned(PAGE)));
  memset(source, 0xa5, sizeof source);
  const double start = now();
  for (long i = 0; i < pages; i++) {
    struct uffd_carry call = {
      .dst = (uintptr_t)(at + i * PAGE),
      .src = (uintptr_t)source,
      .len = PAGE,
    };
    if (ioctl(uffd, UFFD_COPY, &call) != 0)
      give_up(EX_UNAVAILABLE, "Page %ld of %ld cannot be filled: %s.", i, pages, strerror(errno));
  }
  return now() - start;
}

int main(int argc, char **argv)
{
  const long pages = count_of(argc, argv);
  if (sysconf(_SC_PAGESIZE) != PAGE)
    give_up(EX_UNAVAILABLE, "This kernel's pages are not of %d bytes.", PAGE);
  const size_t bytes = (size_t)pages * PAGE;
  char *at = map_file(bytes);
  const int uffd = watch(at, bytes);
  printf("%.0f\n", (double)pages / seconds_to_fill(uffd, at, pages));
  return EX_OK;
}
