// SPDX-License-Identifier: GPL-2.0-only
// A reader of JSON for one line at a time, so that the recorder needs no library.
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stddef.h>

enum json_type { JSON_NULL, JSON_BOOLEAN, JSON_NUMBER, JSON_STRING, JSON_LIST, JSON_OBJECT };

struct json {
  enum json_type type;
  bool truth;
  /** In an object: the name of this member. */
  const char *name;
  /** A string's characters, or a number as it was written. */
  const char *text;
  /** What a list or an object holds. */
  const struct json *first;
  const struct json *next;
  /** Where the value stands in the line, and how long it is. */
  const char *start;
  size_t length;
};

/**
 * Reads one value that fills the line. It stays until the next call.
 *
 * @param wrong  receives a sentence if there is none; the answer is NULL then
 */
const struct json *json_read(const char *line, const char **wrong);

/** A member of an object, or NULL. */
const struct json *json_member(const struct json *object, const char *name);

#endif
