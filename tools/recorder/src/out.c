// SPDX-License-Identifier: GPL-2.0-only
// Collects one recording in memory and writes it at its end.

#include "out.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "say.h"

// A fixed buffer: one that grew would change the counters of this process in the middle of a
// recording.
static char buffer[4 << 20];
static size_t used;

void out(const char *format, ...)
{
  va_list values;
  va_start(values, format);
  const int wanted = vsnprintf(buffer + used, sizeof buffer - used, format, values);
  va_end(values);
  if (wanted < 0 || (size_t)wanted >= sizeof buffer - used)
    give_up(EX_SOFTWARE, "A recording is longer than %zu bytes.", sizeof buffer);
  used += (size_t)wanted;
}

void out_comma(long item)
{
  if (item > 0) out(",");
}

void out_returned(long returned, int error)
{
  if (returned < 0)
    out("{\"ret\":-1,\"err\":\"%s\"", error_name(error));
  else
    out("{\"ret\":%ld", returned);
}

void out_result(long returned, int error)
{
  out_returned(returned, error);
  out("}");
}

void out_decimal_or_null(const char *name, int64_t value)
{
  if (value == UNTOUCHED)
    out("\"%s\":null", name);
  else
    out("\"%s\":%lld", name, (long long)value);
}

void out_hex_or_null(const char *name, uint64_t value)
{
  if (value == (uint64_t)UNTOUCHED)
    out("\"%s\":null", name);
  else
    out("\"%s\":\"0x%llx\"", name, (unsigned long long)value);
}

#define NAME(error) [error] = #error
static const char *const NAMES[] = {
  NAME(EPERM),  NAME(ENOENT),  NAME(ESRCH),  NAME(EINTR),   NAME(EIO),       NAME(ENXIO),
  NAME(EBADF),  NAME(EAGAIN),  NAME(ENOMEM), NAME(EACCES),  NAME(EFAULT),    NAME(EBUSY),
  NAME(EEXIST), NAME(ENODEV),  NAME(EINVAL), NAME(ENFILE),  NAME(EMFILE),    NAME(ENOTTY),
  NAME(EFBIG),  NAME(ENOSPC),  NAME(EROFS),  NAME(ERANGE),  NAME(ENOSYS),    NAME(ETXTBSY),
  NAME(EDEADLK), NAME(EOVERFLOW), NAME(EOPNOTSUPP), NAME(EHWPOISON),
};

const char *error_name(int error)
{
  static char number[16];
  const int known = sizeof NAMES / sizeof *NAMES;
  if (error >= 0 && error < known && NAMES[error] != NULL) return NAMES[error];
  snprintf(number, sizeof number, "E%d", error);
  return number;
}

void out_begin(void)
{
  used = 0;
}

void out_flush(void)
{
  for (size_t sent = 0; sent < used;) {
    const ssize_t now = write(STDOUT_FILENO, buffer + sent, used - sent);
    if (now < 0 && errno == EINTR) continue;
    if (now < 0) give_up(EX_IOERR, "A recording could not be written: %s.", strerror(errno));
    sent += (size_t)now;
  }
  used = 0;
}
