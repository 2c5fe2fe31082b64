// SPDX-License-Identifier: GPL-2.0-only
// JSON as RFC 8259 has it. All memory is fixed: see out.c for the reason.

#include "json.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_VALUES = 32768, MOST_CHARACTERS = 1 << 20, DEEPEST = 16 };

static struct {
  const char *line, *at;
  struct json values[MOST_VALUES];
  size_t values_used;
  char characters[MOST_CHARACTERS];
  size_t characters_used;
  int depth;
  char wrong[160];
} reader;

static struct json *read_value(void);

/** Keeps the first complaint: those that follow are mostly its consequences. */
static void *complain(const char *what)
{
  if (reader.wrong[0] == '\0')
    snprintf(reader.wrong, sizeof reader.wrong, "This is not JSON: at column %td, %s.",
             reader.at - reader.line + 1, what);
  return NULL;
}

static void skip_blanks(void)
{
  reader.at += strspn(reader.at, " \t\r\n");
}

/** Passes over `c`, if that is what comes next. */
static bool comes(char c)
{
  skip_blanks();
  if (*reader.at != c) return false;
  reader.at++;
  return true;
}

static struct json *new_value(enum json_type type)
{
  if (reader.values_used == MOST_VALUES) return complain("there are too many values");
  struct json *value = &reader.values[reader.values_used++];
  *value = (struct json){ .type = type, .start = reader.at };
  return value;
}

/** Keeps one character of a string. A line is never longer than the room for them. */
static void keep(unsigned long c)
{
  if (reader.characters_used == MOST_CHARACTERS) return;
  reader.characters[reader.characters_used++] = (char)c;
}

static void keep_utf8(unsigned long c)
{
  if (c < 0x80) {
    keep(c);
  } else if (c < 0x800) {
    keep(0xc0 | c >> 6);
    keep(0x80 | (c & 0x3f));
  } else {
    keep(0xe0 | c >> 12);
    keep(0x80 | (c >> 6 & 0x3f));
    keep(0x80 | (c & 0x3f));
  }
}

/**
 * What follows a backslash. Halves of a surrogate pair stay apart: nothing here looks at such text.
 */
static bool read_escape(void)
{
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  const char c = *reader.at;
  const char *known = c == '\0' ? NULL : strchr(from, c);
  if (known != NULL) {
    keep((unsigned char)to[known - from]);
    reader.at++;
    return true;
  }
  if (c != 'u' || strspn(reader.at + 1, "0123456789abcdefABCDEF") < 4) return false;
  char digits[5] = { 0 };
  memcpy(digits, reader.at + 1, 4);
  keep_utf8(strtoul(digits, NULL, 16));
  reader.at += 5;
  return true;
}

static const char *read_characters(void)
{
  const char *begin = reader.characters + reader.characters_used;
  reader.at++;
  while (*reader.at != '"') {
    if ((unsigned char)*reader.at < 0x20) return complain("a string has no end");
    if (*reader.at != '\\') {
      keep((unsigned char)*reader.at++);
      continue;
    }
    reader.at++;
    if (!read_escape()) return complain("a backslash is followed by nothing it could mean");
  }
  reader.at++;
  keep('\0');
  return begin;
}

static struct json *read_string(void)
{
  struct json *value = new_value(JSON_STRING);
  if (value == NULL) return NULL;
  value->text = read_characters();
  return value->text == NULL ? NULL : value;
}

/** Passes over digits; says whether there were any. */
static bool digits(void)
{
  const char *begin = reader.at;
  while (isdigit((unsigned char)*reader.at)) reader.at++;
  return reader.at > begin;
}

static bool number_is_well_formed(void)
{
  if (*reader.at == '-') reader.at++;
  const bool zero_first = *reader.at == '0';
  const char *whole = reader.at;
  if (!digits() || (zero_first && reader.at - whole > 1)) return false;
  if (*reader.at == '.') {
    reader.at++;
    if (!digits()) return false;
  }
  if (*reader.at != 'e' && *reader.at != 'E') return true;
  reader.at++;
  if (*reader.at == '+' || *reader.at == '-') reader.at++;
  return digits();
}

static struct json *read_number(void)
{
  struct json *value = new_value(JSON_NUMBER);
  if (value == NULL) return NULL;
  if (!number_is_well_formed()) return complain("a number is not written as JSON has it");
  value->text = reader.characters + reader.characters_used;
  for (const char *c = value->start; c < reader.at; c++) keep((unsigned char)*c);
  keep('\0');
  return value;
}

static struct json *read_word(void)
{
  static const struct {
    const char *word;
    enum json_type type;
  } words[] = { { "true", JSON_BOOLEAN }, { "false", JSON_BOOLEAN }, { "null", JSON_NULL } };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    const size_t length = strlen(words[i].word);
    if (strncmp(reader.at, words[i].word, length) != 0) continue;
    struct json *value = new_value(words[i].type);
    if (value == NULL) return NULL;
    value->truth = *reader.at == 't';
    reader.at += length;
    return value;
  }
  return complain("a value is missing");
}

/** `"name":`, in an object. */
static const char *read_name(void)
{
  skip_blanks();
  if (*reader.at != '"') return complain("the name of a member is missing");
  const char *name = read_characters();
  if (name != NULL && !comes(':')) return complain("a colon is missing");
  return name;
}

static struct json *read_many(enum json_type type, char close)
{
  struct json *whole = new_value(type);
  if (whole == NULL) return NULL;
  reader.at++;
  if (comes(close)) return whole;
  const struct json **tail = &whole->first;
  do {
    const char *name = type == JSON_OBJECT ? read_name() : "";
    struct json *one = name == NULL ? NULL : read_value();
    if (one == NULL) return NULL;
    one->name = name;
    *tail = one;
    tail = &one->next;
  } while (comes(','));
  if (!comes(close)) return complain("a list or an object has no end");
  return whole;
}

static struct json *read_unmeasured(void)
{
  const char c = *reader.at;
  if (c == '{') return read_many(JSON_OBJECT, '}');
  if (c == '[') return read_many(JSON_LIST, ']');
  if (c == '"') return read_string();
  return c == '-' || isdigit((unsigned char)c) ? read_number() : read_word();
}

static struct json *read_value(void)
{
  skip_blanks();
  if (reader.depth == DEEPEST) return complain("values are nested too deeply");
  reader.depth++;
  struct json *value = read_unmeasured();
  reader.depth--;
  if (value != NULL) value->length = (size_t)(reader.at - value->start);
  return value;
}

const struct json *json_read(const char *line, const char **wrong)
{
  reader.line = reader.at = line;
  reader.values_used = reader.characters_used = 0;
  reader.depth = 0;
  reader.wrong[0] = '\0';
  const struct json *value = read_value();
  skip_blanks();
  if (value != NULL && *reader.at != '\0')
    value = complain("something follows where the line should end");
  *wrong = reader.wrong;
  return value;
}

const struct json *json_member(const struct json *object, const char *name)
{
  if (object->type != JSON_OBJECT) return NULL;
  for (const struct json *one = object->first; one != NULL; one = one->next)
    if (strcmp(one->name, name) == 0) return one;
  return NULL;
}
