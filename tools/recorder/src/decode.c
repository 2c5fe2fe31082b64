// SPDX-License-Identifier: GPL-2.0-only
// Members of a JSON object, one at a time. What is unknown is refused: it is most likely a slip of
// the pen, and a recording of something else than what the author meant is worse than none.

#include "decode.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool complain_about(struct complaint *wrong, const char *format, ...)
{
  va_list values;
  va_start(values, format);
  vsnprintf(wrong->text, sizeof wrong->text, format, values);
  va_end(values);
  return false;
}

/** A whole number as text: no fraction, no exponent. */
static bool is_whole(const struct json *value)
{
  return value->type == JSON_NUMBER && strpbrk(value->text, ".eE") == NULL;
}

static bool to_integer(const struct json *value, const struct field *field, long *into)
{
  if (!is_whole(value)) return false;
  errno = 0;
  *into = strtol(value->text, NULL, 10);
  return errno == 0 && *into >= field->least && *into <= field->most;
}

static bool to_natural(const struct json *value, uint64_t *into)
{
  if (!is_whole(value) || value->text[0] == '-') return false;
  errno = 0;
  *into = strtoull(value->text, NULL, 10);
  return errno == 0;
}

static bool to_flag(const struct json *value, bool *into)
{
  *into = value->truth;
  if (value->type == JSON_BOOLEAN) return true;
  if (value->type != JSON_NUMBER) return false;
  *into = value->text[0] == '1';
  return strcmp(value->text, "0") == 0 || strcmp(value->text, "1") == 0;
}

static bool to_raw(const struct json *value, struct raw *into)
{
  if (value->type != JSON_STRING) return false;
  const size_t length = strlen(value->text);
  if (length == 0 || length > 16 || strspn(value->text, "0123456789abcdef") != length) return false;
  *into = (struct raw){ .given = true, .value = strtoull(value->text, NULL, 16) };
  return true;
}

static const struct word *find_word(const struct json *value, const struct word *words)
{
  if (value->type != JSON_STRING) return NULL;
  for (const struct word *one = words; one->name != NULL; one++)
    if (strcmp(one->name, value->text) == 0) return one;
  return NULL;
}

static bool to_word(const struct json *value, const struct word *words, int *into)
{
  const struct word *found = find_word(value, words);
  if (found == NULL) return false;
  *into = (int)found->value;
  return true;
}

static bool to_bits(const struct json *value, const struct word *words, uint64_t *into)
{
  if (value->type != JSON_LIST) return false;
  *into = 0;
  for (const struct json *one = value->first; one != NULL; one = one->next) {
    const struct word *found = find_word(one, words);
    if (found == NULL) return false;
    *into |= found->value;
  }
  return true;
}

static bool convert(const struct json *value, const struct field *field, char *at)
{
  switch (field->type) {
  case NESTED: return true;
  case TEXT: return value->type == JSON_STRING;
  case INTEGER: return to_integer(value, field, (long *)at);
  case NATURAL: return to_natural(value, (uint64_t *)at);
  case FLAG: return to_flag(value, (bool *)at);
  case HEX: return to_raw(value, (struct raw *)at);
  case WORD: return to_word(value, field->words, (int *)at);
  case BITS: return to_bits(value, field->words, (uint64_t *)at);
  }
  return false;
}

static void list_words(const struct word *words, char *text, size_t room)
{
  size_t used = 0;
  text[0] = '\0';
  for (const struct word *one = words; one->name != NULL && used < room; one++)
    used += (size_t)snprintf(text + used, room - used, "%s%s", one == words ? "" : ", ", one->name);
}

static bool complain_expected(const struct field *field, const char *path, struct complaint *wrong)
{
  char words[200];
  switch (field->type) {
  case NESTED: break;
  case TEXT: return complain_about(wrong, "%s.%s must be a string.", path, field->name);
  case INTEGER:
    return complain_about(wrong, "%s.%s must be a whole number from %ld to %ld.", path, field->name,
                          field->least, field->most);
  case NATURAL:
    return complain_about(wrong, "%s.%s must be a whole number of up to 64 bits.", path,
                          field->name);
  case FLAG: return complain_about(wrong, "%s.%s must be true or false.", path, field->name);
  case HEX:
    return complain_about(wrong, "%s.%s must be a string of up to 16 hexadecimal digits.", path,
                          field->name);
  case WORD:
  case BITS:
    list_words(field->words, words, sizeof words);
    return complain_about(wrong, "%s.%s must be %s of: %s.", path, field->name,
                          field->type == WORD ? "one" : "a list", words);
  }
  return false;
}

static const struct field *find_field(field_tables tables, const char *name)
{
  for (int i = 0; i < MOST_TABLES && tables[i] != NULL; i++)
    for (const struct field *one = tables[i]; one->name != NULL; one++)
      if (strcmp(one->name, name) == 0) return one;
  return NULL;
}

bool decode(const struct json *object, field_tables tables, void *into, const char *path,
            struct complaint *wrong)
{
  if (object->type != JSON_OBJECT) return complain_about(wrong, "%s must be an object.", path);
  for (const struct json *member = object->first; member != NULL; member = member->next) {
    const struct field *field = find_field(tables, member->name);
    if (field == NULL)
      return complain_about(wrong, "%s.%.40s is unknown to a real kernel.", path, member->name);
    if (!convert(member, field, (char *)into + field->offset))
      return complain_expected(field, path, wrong);
  }
  return true;
}
