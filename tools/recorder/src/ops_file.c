// SPDX-License-Identifier: GPL-2.0-only
// System calls on the file. Pages count from the beginning of the file.

#include <errno.h>
#include <fcntl.h>
#include <linux/falloc.h>
#include <string.h>
#include <unistd.h>

#include "host.h"
#include "ops.h"
#include "out.h"

void op_file_write(struct stage *stage, const struct op *op)
{
  const long length = op->len >= 0 ? op->len : op->n * PAGE;
  fill_pages(host.file_buffer, op->n, op->byte);
  const off_t at = op->page * PAGE + op->off;
  const ssize_t returned = pwrite(stage->file, host.file_buffer, (size_t)length, at);
  out_result(returned, errno);
}

static void out_first_bytes(ssize_t length)
{
  out(",\"v\":[");
  for (long i = 0; i * PAGE < length; i++) {
    out_comma(i);
    out("%d", host.file_buffer[i * PAGE] & 0xff);
  }
  out("]");
}

void op_file_read(struct stage *stage, const struct op *op)
{
  const size_t length = (size_t)op->n * PAGE;
  memset(host.file_buffer, 0xee, length);
  const ssize_t returned = pread(stage->file, host.file_buffer, length, op->page * PAGE);
  out_returned(returned, errno);
  if (returned > 0) out_first_bytes(returned);
  out("}");
}

void op_ftruncate(struct stage *stage, const struct op *op)
{
  const long bytes = op->bytes >= 0 ? op->bytes : op->pages * PAGE;
  const int returned = ftruncate(stage->file, bytes);
  out_result(returned, errno);
}

static void allocate(const struct stage *stage, const struct op *op, int mode)
{
  const int returned = fallocate(stage->file, mode, op->page * PAGE, op->n * PAGE);
  out_result(returned, errno);
}

void op_punch(struct stage *stage, const struct op *op)
{
  allocate(stage, op, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE);
}

void op_falloc(struct stage *stage, const struct op *op)
{
  allocate(stage, op, op->keep ? FALLOC_FL_KEEP_SIZE : 0);
}
