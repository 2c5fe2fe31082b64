// SPDX-License-Identifier: GPL-2.0-only
// Reads the members of a JSON object into a C structure, as a table says.
#ifndef DECODE_H
#define DECODE_H

#include <stddef.h>

#include "scenario.h"

enum field_type {
  NESTED,  /* read by somebody else */
  TEXT,    /* a string that is only passed on */
  INTEGER, /* long, from `least` to `most` */
  NATURAL, /* uint64_t, any number of 64 bits */
  FLAG,    /* bool: true, false, or 1 and 0 */
  HEX,     /* struct raw: a string of hexadecimal digits */
  WORD,    /* int or an enum: one of `words` */
  BITS,    /* uint64_t: a list of `words`, OR-ed */
};

/** A name, and the number it stands for. A table of them ends with a NULL. */
struct word {
  const char *name;
  uint64_t value;
};

struct field {
  const char *name;
  enum field_type type;
  size_t offset;
  long least, most;
  const struct word *words;
};

/** All fields that an object may have: some tables of them, each ending with a NULL. */
enum { MOST_TABLES = 4 };
typedef const struct field *const field_tables[MOST_TABLES];

/** @param path  what to call the object in a complaint, as "scenario.region" */
bool decode(const struct json *object, field_tables tables, void *into, const char *path,
            struct complaint *wrong);

bool complain_about(struct complaint *wrong, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
