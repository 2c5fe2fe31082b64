// SPDX-License-Identifier: GPL-2.0-only
#include "uffd.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

int uffd_open(void)
{
  return (int)syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK);
}
