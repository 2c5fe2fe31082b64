// SPDX-License-Identifier: GPL-2.0-only
// What the recorder keeps open, and how it holds still.

#include "host.h"

#include <errno.h>
#include <sched.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "say.h"

#ifndef MADV_COLD
#define MADV_COLD 20
#endif

struct host host;

static char *drained;

void host_read(int fd, char *text)
{
  size_t used = 0;
  ssize_t now;
  if (lseek(fd, 0, SEEK_SET) != 0) give_up(EX_OSERR, "A /proc file cannot be read twice.");
  while ((now = read(fd, text + used, PROC_TEXT - 1 - used)) > 0) used += (size_t)now;
  if (now < 0) give_up(EX_OSERR, "A /proc file cannot be read: %s.", strerror(errno));
  text[used] = '\0';
}

uint64_t host_entry(int fd, uint64_t index)
{
  uint64_t entry = 0;
  const off_t at = (off_t)(index * sizeof entry);
  return pread(fd, &entry, sizeof entry, at) == sizeof entry ? entry : 0;
}

uint64_t host_frame(uint64_t pagemap_entry)
{
  return pagemap_entry & ((UINT64_C(1) << 55) - 1);
}

/** The last one we may use: devices like to interrupt the first. */
static size_t quietest(const cpu_set_t *allowed)
{
  for (size_t cpu = CPU_SETSIZE - 1; cpu > 0; cpu--)
    if (CPU_ISSET(cpu, allowed)) return cpu;
  return 0;
}

void host_pin(int cpu)
{
  cpu_set_t allowed, only;
  CPU_ZERO(&only);
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0)
    give_up(EX_OSERR, "The CPUs that may be used cannot be found out: %s.", strerror(errno));
  CPU_SET(cpu >= 0 ? (size_t)cpu : quietest(&allowed), &only);
  if (sched_setaffinity(0, sizeof only, &only) != 0)
    give_up(EX_USAGE, "CPU %d cannot be used: %s.", cpu, strerror(errno));
}

/** Makes the stack as large as it will ever be. */
static void __attribute__((noinline)) grow_stack(void)
{
  volatile char deep[1 << 20];
  for (size_t i = 0; i < sizeof deep; i += PAGE) deep[i] = 1;
}

static char *new_pages(long pages)
{
  const size_t bytes = (size_t)pages * PAGE;
  const int flags = MAP_PRIVATE | MAP_ANONYMOUS;
  char *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, flags, -1, 0);
  if (at == MAP_FAILED) give_up(EX_OSERR, "There is no memory: %s.", strerror(errno));
  memset(at, 1, bytes);
  return at;
}

void host_hold_still(void)
{
  host.copy_source = new_pages(MOST_AT_ONCE + 1);
  host.file_buffer = new_pages(MOST_AT_ONCE + 1);
  grow_stack();
  if (mlockall(MCL_CURRENT) != 0)
    give_up(EX_UNAVAILABLE, "The recorder's memory cannot be locked: %s.", strerror(errno));
  // Mapped after that, because MADV_COLD refuses locked memory.
  drained = new_pages(1);
  if (madvise(drained, PAGE, MADV_COLD) != 0)
    give_up(EX_UNAVAILABLE, "This kernel has no MADV_COLD (Linux 5.4): %s.", strerror(errno));
}

void host_drain(void)
{
  // MADV_COLD begins with lru_add_drain() for the CPU it runs on, which is the only one the
  // scenario runs on. Other ways to drain (drop_caches, compact_memory) move pages or disturb other
  // programs.
  madvise(drained, PAGE, MADV_COLD);
}

void fill_pages(char *at, long pages, long byte)
{
  for (long i = 0; i < pages; i++) memset(at + i * PAGE, (int)((byte + i) & 0xff), PAGE);
}

void sleep_ms(long ms)
{
  const struct timespec time = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };
  nanosleep(&time, NULL);
}
