// SPDX-License-Identifier: GPL-2.0-only
// A scenario: a mapping, how it is watched, and what is done to it. The fields have the names of
// the format; packages/core/src/scenario/types.ts describes them.
#ifndef SCENARIO_H
#define SCENARIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "json.h"

enum {
  PAGE = 4096,
  MOST_REGION_PAGES = 8,
  MOST_FILE_PAGES = 64,
  /** Pages that one operation may cover: what the recorder's own buffers hold, and one to spare. */
  MOST_AT_ONCE = 31,
  MOST_OPS = 512,
};

_Static_assert(sizeof(long) == 8, "the recorder is for 64-bit machines");

enum backing { SHMEM, MEMFD, ANON };
enum locking { UNLOCKED, LOCK_ON_FAULT, LOCK_POPULATED };

struct region {
  long pages;
  enum backing backing;
  int shared;
  int prot;
  /** -1: not said. */
  long file_pages, file_bytes;
  long file_pgoff;
  /** 0: not said. */
  long fs_limit_pages;
  bool noreserve;
  enum locking mlocked;
  bool map2;
  int rdonly;
  uint64_t seals;
};

/** A number that wins over all others, if it was given. */
struct raw {
  bool given;
  uint64_t value;
};

enum source { FILL, NONRESIDENT, UNMAPPED, PROTNONE, PARTIAL, SELF };
enum background_kind { BG_READ, BG_WRITE, BG_DONTNEED, BG_REMOVE, BG_MUNMAP };

struct op_kind;

/** One operation. Which fields mean something depends on its kind. */
struct op {
  const struct op_kind *kind;
  long page, n;
  long dadd, ladd;
  struct raw addr_raw, len_raw;
  /** The bits of the names in `mode`, and more bits. */
  uint64_t mode, mode_raw;
  long byte;
  enum source src;
  long good, sp, sadd;
  struct raw src_raw;
  bool other;
  uint64_t features, features_raw, api;
  /** -1: not said. */
  long len, off;
  long pages, bytes;
  bool keep, write, onfault;
  int prot;
  enum background_kind background;
};

struct scenario {
  struct region region;
  /** Bits of UFFDIO_REGISTER; 0: not registered. */
  uint64_t register_modes;
  uint64_t features;
  bool no_api, dead_mm;
  long ops_count;
  struct op ops[MOST_OPS];
};

/** Room for a sentence that says what is wrong. */
struct complaint {
  char text[240];
};

/**
 * Turns JSON into a scenario; false, and a sentence, if it is none that a real kernel can be asked.
 */
bool scenario_read(const struct json *value, struct scenario *into, struct complaint *wrong);

/** Bytes of the file at the start. */
long scenario_file_bytes(const struct region *region);

#endif
