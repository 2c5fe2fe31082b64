// SPDX-License-Identifier: GPL-2.0-only
// The fields of operations. ops.c says which kind of operation has which.

#include "words.h"

#define AT(member) .offset = offsetof(struct op, member)
#define NUMBER(member, from, to) { #member, INTEGER, AT(member), .least = (from), .most = (to) }
#define ANY_NUMBER(member) { #member, NATURAL, AT(member) }
#define YES_OR_NO(member) { #member, FLAG, AT(member) }
#define RAW(member) { #member, HEX, AT(member) }
#define ONE_OF(name, member, of) { name, WORD, AT(member), .words = (of) }
#define SOME_OF(member, of) { #member, BITS, AT(member), .words = (of) }
#define END { .name = NULL }

// Nudges stay far below the distance to the recorder's next mapping.
enum { FARTHEST_PAGE = 4096, MOST_NUDGE = 1 << 30 };

const struct field NO_FIELDS[] = { END };

const struct field RANGE_FIELDS[] = {
  NUMBER(page, 0, FARTHEST_PAGE),
  NUMBER(n, 0, MOST_AT_ONCE),
  NUMBER(dadd, -MOST_NUDGE, MOST_NUDGE),
  NUMBER(ladd, -MOST_NUDGE, MOST_NUDGE),
  RAW(addr_raw),
  RAW(len_raw),
  END,
};

const struct field FILE_RANGE_FIELDS[] = {
  NUMBER(page, 0, FARTHEST_PAGE),
  NUMBER(n, 0, MOST_AT_ONCE),
  END,
};

const struct field BYTE_FIELDS[] = { NUMBER(byte, 0, 255), END };

const struct field FILL_MODE_FIELDS[] = { SOME_OF(mode, FILL_WORDS), ANY_NUMBER(mode_raw), END };

const struct field COPY_FIELDS[] = {
  NUMBER(byte, 0, 255),
  ONE_OF("src", src, SOURCE_WORDS),
  NUMBER(good, 0, MOST_AT_ONCE),
  NUMBER(sp, 0, FARTHEST_PAGE),
  NUMBER(sadd, -MOST_NUDGE, MOST_NUDGE),
  RAW(src_raw),
  END,
};

const struct field MOVE_FIELDS[] = {
  NUMBER(sp, 0, FARTHEST_PAGE),
  SOME_OF(mode, MOVE_WORDS),
  ANY_NUMBER(mode_raw),
  END,
};

const struct field PROTECT_FIELDS[] = { SOME_OF(mode, PROTECT_WORDS), ANY_NUMBER(mode_raw), END };

const struct field REGISTER_FIELDS[] = {
  SOME_OF(mode, REGISTER_WORDS),
  ANY_NUMBER(mode_raw),
  YES_OR_NO(other),
  END,
};

const struct field API_FIELDS[] = {
  SOME_OF(features, FEATURE_WORDS),
  ANY_NUMBER(features_raw),
  ANY_NUMBER(api),
  END,
};

const struct field FILE_WRITE_FIELDS[] = {
  NUMBER(byte, 0, 255),
  NUMBER(len, 0, MOST_AT_ONCE * PAGE),
  NUMBER(off, 0, PAGE - 1),
  END,
};

const struct field FTRUNCATE_FIELDS[] = {
  NUMBER(pages, 0, FARTHEST_PAGE),
  NUMBER(bytes, 0, 1L << 40),
  END,
};

const struct field FALLOC_FIELDS[] = { YES_OR_NO(keep), END };
const struct field POPULATE_FIELDS[] = { YES_OR_NO(write), END };
const struct field MPROTECT_FIELDS[] = { ONE_OF("prot", prot, PROT_WORDS), END };
const struct field MLOCK_FIELDS[] = { YES_OR_NO(onfault), END };

const struct field BACKGROUND_FIELDS[] = {
  ONE_OF("kind", background, BACKGROUND_WORDS),
  NUMBER(byte, 0, 255),
  END,
};
