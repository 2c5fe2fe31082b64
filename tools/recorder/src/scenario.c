// SPDX-License-Identifier: GPL-2.0-only
// From JSON to a scenario.

#include "scenario.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "ops.h"
#include "uffd.h"
#include "words.h"

#define AT(member) .offset = offsetof(struct region, member)
#define IN_SCENARIO(member) .offset = offsetof(struct scenario, member)

static const struct field REGION_FIELDS[] = {
  { "pages", INTEGER, AT(pages), .least = 1, .most = MOST_REGION_PAGES },
  { "backing", WORD, AT(backing), .words = BACKING_WORDS },
  { "sharing", WORD, AT(shared), .words = SHARING_WORDS },
  { "prot", WORD, AT(prot), .words = MAPPING_PROT_WORDS },
  { "file_pages", INTEGER, AT(file_pages), .least = 0, .most = MOST_FILE_PAGES },
  { "file_bytes", INTEGER, AT(file_bytes), .least = 0, .most = MOST_FILE_PAGES * PAGE },
  { "file_pgoff", INTEGER, AT(file_pgoff), .least = 0, .most = MOST_FILE_PAGES },
  { "fs_limit_pages", INTEGER, AT(fs_limit_pages), .least = 1, .most = 65536 },
  { "noreserve", FLAG, AT(noreserve) },
  { "mlocked", WORD, AT(mlocked), .words = LOCKING_WORDS },
  { "map2", FLAG, AT(map2) },
  { "fd", WORD, AT(rdonly), .words = FD_WORDS },
  { "seals", BITS, AT(seals), .words = SEAL_WORDS },
  { .name = NULL },
};

/** The seals `write` and `future_write`. */
enum { NOT_WRITABLE = 8 | 16 };

static bool read_region(const struct json *value, struct region *into, struct complaint *wrong)
{
  static const char *const needed[] = { "pages", "backing", "sharing", "prot" };
  *into = (struct region){ .file_pages = -1, .file_bytes = -1 };
  if (!decode(value, (field_tables){ REGION_FIELDS }, into, "scenario.region", wrong)) return false;
  for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
    if (json_member(value, needed[i]) == NULL)
      return complain_about(wrong, "scenario.region.%s is missing.", needed[i]);
  if (into->map2 && into->seals & NOT_WRITABLE)
    return complain_about(wrong, "scenario.region.map2 would be writable; the seals forbid it.");
  return true;
}

/** What an operation is unless it says otherwise. */
static const struct op PLAIN_OP = {
  .n = 1,
  .byte = 0xa5,
  .good = 1,
  .api = UFFD_API_NUMBER,
  .len = -1,
  .bytes = -1,
  .prot = PROT_READ | PROT_WRITE,
};

/** `op` itself is a field too, read before the others. */
static const struct field NAME_FIELDS[] = { { "op", TEXT, .offset = 0 }, { .name = NULL } };

static bool read_op(const struct json *value, struct op *into, const char *path,
                    struct complaint *wrong)
{
  const struct json *name = json_member(value, "op");
  if (name == NULL || name->type != JSON_STRING)
    return complain_about(wrong, "%s.op must be the name of an operation.", path);
  const struct op_kind *kind = find_op_kind(name->text);
  if (kind == NULL)
    return complain_about(wrong, "%s.op \"%.40s\" is nothing a real kernel can be asked.", path,
                          name->text);
  *into = PLAIN_OP;
  into->kind = kind;
  field_tables tables = { NAME_FIELDS, kind->fields[0], kind->fields[1], kind->fields[2] };
  if (!decode(value, tables, into, path, wrong)) return false;
  if (into->len > into->n * PAGE)
    return complain_about(wrong, "%s.len is more than its n pages hold.", path);
  return true;
}

static bool read_ops(const struct json *list, struct scenario *into, struct complaint *wrong)
{
  if (list == NULL || list->type != JSON_LIST)
    return complain_about(wrong, "scenario.ops must be a list.");
  into->ops_count = 0;
  for (const struct json *one = list->first; one != NULL; one = one->next) {
    if (into->ops_count == MOST_OPS)
      return complain_about(wrong, "scenario.ops has more than %d operations.", MOST_OPS);
    char path[40];
    snprintf(path, sizeof path, "scenario.ops[%ld]", into->ops_count);
    if (!read_op(one, &into->ops[into->ops_count], path, wrong)) return false;
    into->ops_count++;
  }
  return true;
}

bool scenario_read(const struct json *value, struct scenario *into, struct complaint *wrong)
{
  // The members that are objects and lists of objects are read by the functions above.
  static const struct field fields[] = {
    { "id", TEXT, .offset = 0 },
    { "about", TEXT, .offset = 0 },
    { "register", BITS, IN_SCENARIO(register_modes), .words = REGISTER_WORDS },
    { "features", BITS, IN_SCENARIO(features), .words = FEATURE_WORDS },
    { "no_api", FLAG, IN_SCENARIO(no_api) },
    { "dead_mm", FLAG, IN_SCENARIO(dead_mm) },
    { "region", NESTED, .offset = 0 },
    { "ops", NESTED, .offset = 0 },
    { .name = NULL },
  };
  into->register_modes = into->features = 0;
  into->no_api = into->dead_mm = false;
  if (!decode(value, (field_tables){ fields }, into, "scenario", wrong)) return false;
  const struct json *region = json_member(value, "region");
  if (region == NULL) return complain_about(wrong, "scenario.region is missing.");
  return read_region(region, &into->region, wrong) &&
         read_ops(json_member(value, "ops"), into, wrong);
}

long scenario_file_bytes(const struct region *region)
{
  if (region->file_bytes >= 0) return region->file_bytes;
  return (region->file_pages >= 0 ? region->file_pages : region->pages) * PAGE;
}
