// SPDX-License-Identifier: GPL-2.0-only
// Private tmpfs mounts, one at a time.

#include "tmpfs.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/statfs.h>
#include <unistd.h>

#include "say.h"
#include "scenario.h"

enum { USUAL_PAGES = 4096 };

static struct {
  const char *folder;
  /** The latest one. */
  long pages;
  int root;
} own = { .root = -1 };

static bool mount_on_folder(long pages, const char *more)
{
  char options[128];
  snprintf(options, sizeof options, "size=%ld,nr_inodes=64,mode=700%s", pages * PAGE, more);
  return mount("faultline", own.folder, "tmpfs", 0, options) == 0;
}

/**
 * Mounts, opens the root and takes the mount away again: the open root keeps the filesystem alive,
 * and there is no name under which anybody could find it, nor anything to clean up however the
 * recorder ends.
 */
static int new_tmpfs(long pages)
{
  // huge= is unknown where the kernel has no huge pages, and not needed there.
  if (!mount_on_folder(pages, ",huge=never") && !mount_on_folder(pages, ""))
    give_up(EX_UNAVAILABLE, "A tmpfs cannot be mounted on %s: %s.", own.folder, strerror(errno));
  const int root = open(own.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (root < 0) give_up(EX_OSERR, "The new tmpfs cannot be opened: %s.", strerror(errno));
  if (umount2(own.folder, MNT_DETACH) != 0)
    give_up(EX_OSERR, "The new tmpfs cannot be detached: %s.", strerror(errno));
  return root;
}

void tmpfs_prepare(const char *folder)
{
  own.folder = folder;
  if (unshare(CLONE_NEWNS) != 0)
    give_up(EX_UNAVAILABLE, "A mount namespace of its own is refused: %s.", strerror(errno));
  // Otherwise a mount of ours could travel back to where we came from.
  if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
    give_up(EX_UNAVAILABLE, "The mount namespace cannot be made private: %s.", strerror(errno));
  tmpfs_of(0);
}

int tmpfs_of(long pages)
{
  const long wanted = pages > 0 ? pages : USUAL_PAGES;
  if (own.root >= 0 && own.pages == wanted) return own.root;
  if (own.root >= 0) close(own.root);
  own.root = new_tmpfs(wanted);
  own.pages = wanted;
  return own.root;
}

long tmpfs_free(int root)
{
  struct statfs state;
  if (fstatfs(root, &state) != 0)
    give_up(EX_OSERR, "statfs fails on a tmpfs: %s.", strerror(errno));
  return (long)state.f_bfree;
}
