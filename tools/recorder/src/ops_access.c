// SPDX-License-Identifier: GPL-2.0-only
// Accesses to memory, by this thread and by the second one.

#include <poll.h>

#include "access.h"
#include "background.h"
#include "host.h"
#include "ops.h"
#include "out.h"

/**
 * How long to wait for a message, or for the thread to be done: one of the two comes at once, on a
 * calm machine.
 */
enum { START_MS = 2000, WAIT_MS = 60 };

void op_read(struct stage *stage, const struct op *op)
{
  const struct access access = access_read(op_start(op), stage->faults_wait);
  out_access(&access);
}

void op_write(struct stage *stage, const struct op *op)
{
  const struct access access = access_write(op_start(op), (int)op->byte, stage->faults_wait);
  out_access(&access);
}

/** The second mapping is watched by nobody, so it never has to wait. */
static void map2_access(const struct stage *stage, const struct op *op, bool writing)
{
  if (stage->second == NULL) {
    out("{\"skip\":\"no map2\"}");
    return;
  }
  char *at = stage->second + op->page * PAGE;
  const struct access access =
      writing ? access_write(at, (int)op->byte, false) : access_read(at, false);
  out_access(&access);
}

void op_map2_read(struct stage *stage, const struct op *op)
{
  map2_access(stage, op, false);
}

void op_map2_write(struct stage *stage, const struct op *op)
{
  map2_access(stage, op, true);
}

static bool message_is_waiting(int uffd)
{
  struct pollfd waited = { .fd = uffd, .events = POLLIN };
  return poll(&waited, 1, 0) > 0 && (waited.revents & POLLIN) != 0;
}

void op_bg(struct stage *stage, const struct op *op)
{
  if (background_is_busy()) {
    out("{\"skip\":\"bg busy\"}");
    return;
  }
  background_start(op->background, op_start(op), op_length(op), (int)op->byte);
  for (int i = 0; i < START_MS; i++) {
    if (message_is_waiting(stage->uffd) || background_is_done()) break;
    sleep_ms(1);
  }
  out_background();
}

void op_bg_wait(struct stage *stage, const struct op *op)
{
  (void)stage;
  (void)op;
  if (!background_is_busy()) {
    out("{\"bg\":\"none\"}");
    return;
  }
  background_wait(WAIT_MS);
  out_background();
}
