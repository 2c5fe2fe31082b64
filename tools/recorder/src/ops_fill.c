// SPDX-License-Identifier: GPL-2.0-only
// The ioctls that fill pages: UFFDIO_COPY, _ZEROPAGE, _CONTINUE, _POISON, _MOVE.

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "access.h"
#include "host.h"
#include "ops.h"
#include "out.h"
#include "say.h"
#include "uffd.h"

/** @param field  what the kernel calls the field that says how much was done */
static void out_fill(int returned, int error, const char *field, int64_t done)
{
  out_returned(returned, error);
  out(",");
  out_decimal_or_null(field, done);
  out("}");
}

static void fill(struct stage *stage, const struct op *op, unsigned long request, const char *field)
{
  struct uffd_fill call = {
    .range = { (uintptr_t)op_start(op), op_length(op) },
    .mode = op->mode | op->mode_raw,
    .done = UNTOUCHED,
  };
  const int returned = ioctl(stage->uffd, request, &call);
  out_fill(returned, errno, field, call.done);
}

void op_zeropage(struct stage *stage, const struct op *op)
{
  fill(stage, op, UFFD_ZEROPAGE, "zeropage");
}

void op_continue(struct stage *stage, const struct op *op)
{
  fill(stage, op, UFFD_CONTINUE, "mapped");
}

void op_poison(struct stage *stage, const struct op *op)
{
  fill(stage, op, UFFD_POISON, "updated");
}

/** Memory at a fixed place, with nothing behind it, so that a source can end where it should. */
static void map_source(long pages, int prot, int flags, int fd)
{
  const size_t bytes = (size_t)pages * PAGE;
  void *at = mmap(SOURCE_AT, bytes, prot, MAP_PRIVATE | MAP_FIXED_NOREPLACE | flags, fd, 0);
  if (at != SOURCE_AT) give_up(EX_OSERR, "A source cannot be mapped: %s.", strerror(errno));
}

/** Its contents are in the page cache, and no page-table entry leads there yet. */
static void map_file_source(const struct op *op, long pages)
{
  const int file = memfd_create("source", MFD_CLOEXEC);
  const ssize_t bytes = pages * PAGE;
  fill_pages(host.copy_source, pages, op->byte);
  if (file < 0 || write(file, host.copy_source, (size_t)bytes) != bytes)
    give_up(EX_OSERR, "A source cannot be made: %s.", strerror(errno));
  if (pages > 0) map_source(pages, PROT_READ, 0, file);
  close(file);
}

static char *prepare_source(const struct op *op)
{
  const long pages = op->n > 0 ? op->n : 1;
  switch (op->src) {
  case FILL:
    // One page more, for a source that is shifted.
    fill_pages(host.copy_source, pages + 1, op->byte);
    return host.copy_source;
  case SELF: return REGION_AT + op->sp * PAGE;
  case UNMAPPED: break;
  case NONRESIDENT: map_file_source(op, pages); break;
  case PROTNONE: map_source(pages, PROT_NONE, MAP_ANONYMOUS, -1); break;
  case PARTIAL:
    map_file_source(op, op->good);
    for (long i = 0; i < op->good; i++) access_read(SOURCE_AT + i * PAGE, false);
    break;
  }
  return SOURCE_AT;
}

void op_copy(struct stage *stage, const struct op *op)
{
  const uint64_t source = (uintptr_t)prepare_source(op) + (uint64_t)op->sadd;
  struct uffd_carry call = {
    .dst = (uintptr_t)op_start(op),
    .src = op->src_raw.given ? op->src_raw.value : source,
    .len = op_length(op),
    .mode = op->mode | op->mode_raw,
    .done = UNTOUCHED,
  };
  const int returned = ioctl(stage->uffd, UFFD_COPY, &call);
  const int error = errno;
  munmap(SOURCE_AT, (MOST_AT_ONCE + 1) * PAGE);
  out_fill(returned, error, "copy", call.done);
}

void op_move(struct stage *stage, const struct op *op)
{
  struct uffd_carry call = {
    .dst = (uintptr_t)op_start(op),
    .src = (uintptr_t)(REGION_AT + op->sp * PAGE),
    .len = op_length(op),
    .mode = op->mode | op->mode_raw,
    .done = UNTOUCHED,
  };
  const int returned = ioctl(stage->uffd, UFFD_MOVE, &call);
  out_fill(returned, errno, "move", call.done);
}
