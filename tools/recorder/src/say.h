// SPDX-License-Identifier: GPL-2.0-only
// What the recorder tells a person: one sentence on stderr, and an exit code of <sysexits.h>.
#ifndef SAY_H
#define SAY_H

#include <sysexits.h>

void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** Says why, and ends the program. */
_Noreturn void give_up(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
