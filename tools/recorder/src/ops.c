// SPDX-License-Identifier: GPL-2.0-only
// The table of operations.

#include "ops.h"

#include <string.h>

#include "words.h"

static const struct op_kind KINDS[] = {
  { "copy", op_copy, { RANGE_FIELDS, FILL_MODE_FIELDS, COPY_FIELDS } },
  { "zeropage", op_zeropage, { RANGE_FIELDS, FILL_MODE_FIELDS } },
  { "continue", op_continue, { RANGE_FIELDS, FILL_MODE_FIELDS } },
  { "poison", op_poison, { RANGE_FIELDS, FILL_MODE_FIELDS } },
  { "move", op_move, { RANGE_FIELDS, MOVE_FIELDS } },

  { "writeprotect", op_writeprotect, { RANGE_FIELDS, PROTECT_FIELDS } },
  { "wake", op_wake, { RANGE_FIELDS } },
  { "register", op_register, { RANGE_FIELDS, REGISTER_FIELDS } },
  { "unregister", op_unregister, { RANGE_FIELDS } },
  { "api", op_api, { API_FIELDS } },
  { "event", op_event, { NO_FIELDS } },
  { "close_uffd", op_close_uffd, { NO_FIELDS } },

  { "read", op_read, { RANGE_FIELDS, BYTE_FIELDS } },
  { "write", op_write, { RANGE_FIELDS, BYTE_FIELDS } },
  { "map2_read", op_map2_read, { RANGE_FIELDS, BYTE_FIELDS } },
  { "map2_write", op_map2_write, { RANGE_FIELDS, BYTE_FIELDS } },
  { "bg", op_bg, { RANGE_FIELDS, BACKGROUND_FIELDS } },
  { "bg_wait", op_bg_wait, { NO_FIELDS } },

  { "file_write", op_file_write, { FILE_RANGE_FIELDS, FILE_WRITE_FIELDS } },
  { "file_read", op_file_read, { FILE_RANGE_FIELDS } },
  { "ftruncate", op_ftruncate, { FTRUNCATE_FIELDS } },
  { "punch", op_punch, { FILE_RANGE_FIELDS } },
  { "falloc", op_falloc, { FILE_RANGE_FIELDS, FALLOC_FIELDS } },

  { "dontneed", op_dontneed, { RANGE_FIELDS } },
  { "remove", op_remove, { RANGE_FIELDS } },
  { "populate", op_populate, { RANGE_FIELDS, POPULATE_FIELDS } },
  { "munmap", op_munmap, { RANGE_FIELDS } },
  { "mprotect", op_mprotect, { RANGE_FIELDS, MPROTECT_FIELDS } },
  { "mlock", op_mlock, { RANGE_FIELDS, MLOCK_FIELDS } },
  { "munlock", op_munlock, { RANGE_FIELDS } },
};

const struct op_kind *find_op_kind(const char *name)
{
  for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
    if (strcmp(KINDS[i].name, name) == 0) return &KINDS[i];
  return NULL;
}

char *op_start(const struct op *op)
{
  if (op->addr_raw.given) return (char *)(uintptr_t)op->addr_raw.value;
  return REGION_AT + op->page * PAGE + op->dadd;
}

size_t op_length(const struct op *op)
{
  if (op->len_raw.given) return (size_t)op->len_raw.value;
  return (size_t)(op->n * PAGE + op->ladd);
}
