// SPDX-License-Identifier: GPL-2.0-only
// The other ioctls of a userfaultfd, and its messages.

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "ops.h"
#include "out.h"
#include "say.h"
#include "uffd.h"

static struct uffd_range range_of(const struct op *op)
{
  return (struct uffd_range){ (uintptr_t)op_start(op), op_length(op) };
}

void op_writeprotect(struct stage *stage, const struct op *op)
{
  struct uffd_protect call = { .range = range_of(op), .mode = op->mode | op->mode_raw };
  const int returned = ioctl(stage->uffd, UFFD_WRITEPROTECT, &call);
  out_result(returned, errno);
}

void op_wake(struct stage *stage, const struct op *op)
{
  struct uffd_range range = range_of(op);
  const int returned = ioctl(stage->uffd, UFFD_WAKE, &range);
  out_result(returned, errno);
}

void op_unregister(struct stage *stage, const struct op *op)
{
  struct uffd_range range = range_of(op);
  const int returned = ioctl(stage->uffd, UFFD_UNREGISTER, &range);
  out_result(returned, errno);
}

/** A stranger, who wants what somebody else has registered. */
static int other_uffd(struct stage *stage)
{
  if (stage->other_uffd >= 0) return stage->other_uffd;
  struct uffd_api api = { .api = UFFD_API_NUMBER, .features = UFFD_WITH_SIGBUS };
  stage->other_uffd = uffd_open();
  if (stage->other_uffd < 0 || ioctl(stage->other_uffd, UFFD_API, &api) != 0)
    give_up(EX_OSERR, "A second userfaultfd cannot be opened: %s.", strerror(errno));
  return stage->other_uffd;
}

void op_register(struct stage *stage, const struct op *op)
{
  struct uffd_register call = {
    .range = range_of(op),
    .mode = op->mode | op->mode_raw,
    .ioctls = (uint64_t)UNTOUCHED,
  };
  const int uffd = op->other ? other_uffd(stage) : stage->uffd;
  const int returned = ioctl(uffd, UFFD_REGISTER, &call);
  out_returned(returned, errno);
  out(",");
  out_hex_or_null("ioctls", call.ioctls);
  out("}");
}

void op_api(struct stage *stage, const struct op *op)
{
  struct uffd_api call = { .api = op->api, .features = op->features | op->features_raw };
  const int returned = ioctl(stage->uffd, UFFD_API, &call);
  out_returned(returned, errno);
  out(",\"api\":%llu,", (unsigned long long)call.api);
  out_hex_or_null("features", call.features);
  out(",");
  out_hex_or_null("ioctls", call.ioctls);
  out("}");
}

static void out_fault(const struct uffd_message *message)
{
  static const struct {
    enum uffd_fault_flag flag;
    const char *name;
  } names[] = {
    { UFFD_FAULT_WRITE, "write" },
    { UFFD_FAULT_WP, "wp" },
    { UFFD_FAULT_MINOR, "minor" },
  };
  const int64_t offset = (int64_t)(message->about.fault.address - (uintptr_t)REGION_AT);
  out("{\"ev\":\"pagefault\",\"page\":%ld,\"off\":%ld,\"flags\":[", (long)(offset / PAGE),
      (long)(offset & (PAGE - 1)));
  int written = 0;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (message->about.fault.flags & names[i].flag)
      out("%s\"%s\"", written++ == 0 ? "" : ",", names[i].name);
  out("]}");
}

static void out_range_event(const struct uffd_message *message, const char *name)
{
  const int64_t start = (int64_t)(message->about.range.start - (uintptr_t)REGION_AT);
  const uint64_t length = message->about.range.end - message->about.range.start;
  out("{\"ev\":\"%s\",\"page\":%ld,\"n\":%ld}", name, (long)(start / PAGE), (long)(length / PAGE));
}

void op_event(struct stage *stage, const struct op *op)
{
  (void)op;
  struct uffd_message message = { 0 };
  const ssize_t got = read(stage->uffd, &message, sizeof message);
  if (got < 0) {
    out_result(-1, errno);
    return;
  }
  switch (message.event) {
  case UFFD_PAGEFAULT: out_fault(&message); break;
  case UFFD_REMOVE: out_range_event(&message, "remove"); break;
  case UFFD_UNMAP: out_range_event(&message, "unmap"); break;
  default: out("{\"ev\":\"0x%x\"}", message.event);
  }
}

void op_close_uffd(struct stage *stage, const struct op *op)
{
  (void)op;
  const int returned = close(stage->uffd);
  out_result(returned, errno);
  stage->uffd = -1;
}
