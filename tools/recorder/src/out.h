// SPDX-License-Identifier: GPL-2.0-only
// The recording that is being written. It leaves in one piece or not at all.
#ifndef OUT_H
#define OUT_H

#include <stdint.h>

void out(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** Writes a separator before all items of a list but the first. */
void out_comma(long item);

/**
 * The opening brace and the `ret` of a system call; the caller may add fields, and closes the
 * brace.
 */
void out_returned(long returned, int error);

/** A whole result that has nothing but `ret`. */
void out_result(long returned, int error);

/** A field that the kernel may have left alone, in which case it still holds `UNTOUCHED`. */
void out_decimal_or_null(const char *name, int64_t value);
void out_hex_or_null(const char *name, uint64_t value);
#define UNTOUCHED INT64_C(0x0ddba11c0ffee)

/** "EINVAL", or "E999" for a number without a name. */
const char *error_name(int error);

/** Forgets what was written since the last flush. */
void out_begin(void);

/** Sends what was written to stdout. */
void out_flush(void);

#endif
