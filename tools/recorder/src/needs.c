// SPDX-License-Identifier: GPL-2.0-only
// Whether this kernel, and this user, can record at all. Each refusal is one sentence.

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "host.h"
#include "observe.h"
#include "say.h"
#include "tmpfs.h"
#include "uffd.h"

static void need_root(void)
{
  if (geteuid() != 0)
    give_up(EX_UNAVAILABLE,
            "Recording needs root: frame numbers and page flags are shown to nobody else.");
}

static void need_page_size(void)
{
  const long size = sysconf(_SC_PAGESIZE);
  if (size != PAGE)
    give_up(EX_UNAVAILABLE, "Recording needs pages of %d bytes, and this kernel's have %ld.", PAGE,
            size);
}

static void need_userfaultfd(void)
{
  const int fd = uffd_open();
  if (fd < 0 && errno == ENOSYS)
    give_up(EX_UNAVAILABLE, "This kernel has no userfaultfd (CONFIG_USERFAULTFD).");
  if (fd < 0) give_up(EX_UNAVAILABLE, "userfaultfd is not allowed here: %s.", strerror(errno));
  close(fd);
}

static int need_file(const char *path, const char *option)
{
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    give_up(EX_UNAVAILABLE, "%s cannot be opened: %s. It needs %s.", path, strerror(errno), option);
  return fd;
}

/** A container's root may open pagemap and find that it hides the frames. */
static void need_frames(void)
{
  static char mine = 1;
  *(volatile char *)&mine = 2;
  const uint64_t entry = host_entry(host.pagemap, (uintptr_t)&mine / PAGE);
  if (host_frame(entry) == 0)
    give_up(EX_UNAVAILABLE, "/proc/self/pagemap hides frame numbers: CAP_SYS_ADMIN is missing.");
}

static void need_cachestat(void)
{
  const int fd = memfd_create("probe", MFD_CLOEXEC);
  if (fd < 0) give_up(EX_UNAVAILABLE, "This kernel has no memfd_create: %s.", strerror(errno));
  if (page_is_cached(fd, 0) < 0)
    give_up(EX_UNAVAILABLE, "This kernel has no cachestat (Linux 6.5): %s.", strerror(errno));
  close(fd);
}

/** Huge pages of shmem files would show where the scenario means small ones. Not ours to change. */
static void warn_of_huge_pages(void)
{
  char text[128] = "";
  const int fd = open("/sys/kernel/mm/transparent_hugepage/shmem_enabled", O_RDONLY | O_CLOEXEC);
  if (fd < 0) return;
  if (read(fd, text, sizeof text - 1) > 0 && (strstr(text, "[always]") || strstr(text, "[force]")))
    say("transparent_hugepage/shmem_enabled gives files huge pages; recordings may be different.");
  close(fd);
}

void host_open(const char *mount_folder)
{
  need_root();
  need_page_size();
  need_userfaultfd();
  host.pagemap = need_file("/proc/self/pagemap", "CONFIG_PROC_PAGE_MONITOR");
  host.kpageflags = need_file("/proc/kpageflags", "root and CONFIG_PROC_PAGE_MONITOR");
  host.kpagecount = need_file("/proc/kpagecount", "root and CONFIG_PROC_PAGE_MONITOR");
  host.smaps = need_file("/proc/self/smaps", "CONFIG_PROC_PAGE_MONITOR");
  host.status = need_file("/proc/self/status", "procfs");
  need_frames();
  need_cachestat();
  tmpfs_prepare(mount_folder);
  warn_of_huge_pages();
}
