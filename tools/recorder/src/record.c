// SPDX-License-Identifier: GPL-2.0-only
// {"s": the scenario, "o": [an observation after the set-up and after each operation], "end":
// [three of the counters]}

#include "record.h"

#include "background.h"
#include "observe.h"
#include "ops.h"
#include "out.h"
#include "stage.h"

/**
 * An access that an operation may have woken has so long to end, or to fall asleep again, before
 * anybody looks.
 */
enum { SETTLE_MS = 25 };

static void out_step(const char *name, int error)
{
  if (error != NOT_DONE) out(",\"%s\":\"%s\"", name, error == 0 ? "ok" : error_name(error));
}

static void out_set_up(const struct setup *done)
{
  out("{\"mmap\":\"%s\"", done->mmap == 0 ? "ok" : error_name(done->mmap));
  out_step("mlock", done->mlock);
  out_step("api", done->api);
  out_step("reg", done->reg);
  if (done->reg != NOT_DONE) {
    out(",");
    out_hex_or_null("ioctls", done->ioctls);
  }
  out("}");
}

static void out_observation_if(bool wanted, const struct stage *stage)
{
  if (wanted) {
    out(",");
    out_observation(stage);
  }
  out("}");
}

static void play(struct stage *stage, bool only_last)
{
  const struct scenario *scenario = stage->scenario;
  for (long i = 0; i < scenario->ops_count; i++) {
    const struct op *op = &scenario->ops[i];
    out(",{\"r\":");
    op->kind->run(stage, op);
    if (background_is_busy()) background_wait(SETTLE_MS);
    out_observation_if(!only_last || i == scenario->ops_count - 1, stage);
  }
}

static void out_end(struct stage *stage)
{
  stage_unmap(stage);
  out("{");
  out_counts(stage);
  stage_truncate(stage);
  out("},{");
  out_counts(stage);
  stage_close(stage);
  out("},{");
  out_counts(stage);
  out("}");
}

void record(const struct scenario *scenario, const struct json *text, bool only_last)
{
  struct stage stage;
  stage_open(&stage, scenario);
  const struct setup done = stage_set_up(&stage);
  const bool mapped = done.mmap == 0;
  out_begin();
  out("{\"s\":%.*s,\"o\":[{\"r\":", (int)text->length, text->start);
  out_set_up(&done);
  out_observation_if(mapped && (!only_last || scenario->ops_count == 0), &stage);
  if (mapped) play(&stage, only_last);
  out("],\"end\":[");
  out_end(&stage);
  out("]}\n");
  out_flush();
}
