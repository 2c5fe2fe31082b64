// SPDX-License-Identifier: GPL-2.0-only
// The names of the format, and the bits they stand for. What an operation may say is in fields.c.
#ifndef WORDS_H
#define WORDS_H

#include "decode.h"

extern const struct word FEATURE_WORDS[];
extern const struct word REGISTER_WORDS[];
extern const struct word FILL_WORDS[];
extern const struct word PROTECT_WORDS[];
extern const struct word MOVE_WORDS[];
extern const struct word SEAL_WORDS[];
extern const struct word PROT_WORDS[];
extern const struct word MAPPING_PROT_WORDS[];
extern const struct word BACKING_WORDS[];
extern const struct word SHARING_WORDS[];
extern const struct word LOCKING_WORDS[];
extern const struct word FD_WORDS[];
extern const struct word SOURCE_WORDS[];
extern const struct word BACKGROUND_WORDS[];

/** Fields that several kinds of operation have. */
extern const struct field NO_FIELDS[];
extern const struct field RANGE_FIELDS[];
extern const struct field FILE_RANGE_FIELDS[];
extern const struct field BYTE_FIELDS[];
extern const struct field FILL_MODE_FIELDS[];

/** Fields of one kind. */
extern const struct field COPY_FIELDS[];
extern const struct field MOVE_FIELDS[];
extern const struct field PROTECT_FIELDS[];
extern const struct field REGISTER_FIELDS[];
extern const struct field API_FIELDS[];
extern const struct field FILE_WRITE_FIELDS[];
extern const struct field FTRUNCATE_FIELDS[];
extern const struct field FALLOC_FIELDS[];
extern const struct field POPULATE_FIELDS[];
extern const struct field MPROTECT_FIELDS[];
extern const struct field MLOCK_FIELDS[];
extern const struct field BACKGROUND_FIELDS[];

#endif
