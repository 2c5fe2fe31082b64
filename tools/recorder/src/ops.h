// SPDX-License-Identifier: GPL-2.0-only
// What can be done in a scenario: a table of operations, and one function for each.
#ifndef OPS_H
#define OPS_H

#include "decode.h"
#include "stage.h"

/** Does one operation and writes its result. */
typedef void op_function(struct stage *stage, const struct op *op);

struct op_kind {
  const char *name;
  op_function *run;
  /** The fields it may have besides `op`; up to MOST_TABLES - 1 tables. */
  const struct field *fields[MOST_TABLES - 1];
};

/** NULL: there is no such operation. */
const struct op_kind *find_op_kind(const char *name);

/** The range of an operation on memory. */
char *op_start(const struct op *op);
size_t op_length(const struct op *op);

// ops_fill.c
op_function op_copy, op_move, op_zeropage, op_continue, op_poison;
// ops_watch.c
op_function op_writeprotect, op_wake, op_register, op_unregister, op_api, op_event, op_close_uffd;
// ops_access.c
op_function op_read, op_write, op_map2_read, op_map2_write, op_bg, op_bg_wait;
// ops_file.c
op_function op_file_write, op_file_read, op_ftruncate, op_punch, op_falloc;
// ops_memory.c
op_function op_dontneed, op_remove, op_populate, op_munmap, op_mprotect, op_mlock, op_munlock;

#endif
