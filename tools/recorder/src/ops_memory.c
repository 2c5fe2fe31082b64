// SPDX-License-Identifier: GPL-2.0-only
// System calls on the region.

#include <errno.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "ops.h"
#include "out.h"

// From asm-generic/mman-common.h and linux/mman.h; older C libraries do not have them.
#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#define MADV_POPULATE_WRITE 23
#endif
#ifndef MLOCK_ONFAULT
#define MLOCK_ONFAULT 1
#endif

static void advise(const struct op *op, int advice)
{
  const int returned = madvise(op_start(op), op_length(op), advice);
  out_result(returned, errno);
}

void op_dontneed(struct stage *stage, const struct op *op)
{
  (void)stage;
  advise(op, MADV_DONTNEED);
}

void op_remove(struct stage *stage, const struct op *op)
{
  (void)stage;
  advise(op, MADV_REMOVE);
}

void op_populate(struct stage *stage, const struct op *op)
{
  (void)stage;
  advise(op, op->write ? MADV_POPULATE_WRITE : MADV_POPULATE_READ);
}

void op_munmap(struct stage *stage, const struct op *op)
{
  (void)stage;
  const int returned = munmap(op_start(op), op_length(op));
  out_result(returned, errno);
}

void op_mprotect(struct stage *stage, const struct op *op)
{
  (void)stage;
  const int returned = mprotect(op_start(op), op_length(op), op->prot);
  out_result(returned, errno);
}

void op_mlock(struct stage *stage, const struct op *op)
{
  (void)stage;
  const int flags = op->onfault ? MLOCK_ONFAULT : 0;
  const long returned = syscall(SYS_mlock2, op_start(op), op_length(op), flags);
  out_result(returned, errno);
}

void op_munlock(struct stage *stage, const struct op *op)
{
  (void)stage;
  const int returned = munlock(op_start(op), op_length(op));
  out_result(returned, errno);
}
