// SPDX-License-Identifier: GPL-2.0-only
// Sentences for a person.

#include "say.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static void sentence(const char *format, va_list values)
{
  fprintf(stderr, "%s: ", program_invocation_short_name);
  vfprintf(stderr, format, values);
  fputc('\n', stderr);
}

void say(const char *format, ...)
{
  va_list values;
  va_start(values, format);
  sentence(format, values);
  va_end(values);
}

void give_up(int code, const char *format, ...)
{
  va_list values;
  va_start(values, format);
  sentence(format, values);
  va_end(values);
  // Not exit(): a child that shares our descriptors may come here too, and must flush nothing of
  // ours.
  _Exit(code);
}
