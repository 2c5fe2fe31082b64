// SPDX-License-Identifier: GPL-2.0-only
// One byte read or written by an ordinary instruction of the CPU, which may be refused, or wait.
#ifndef ACCESS_H
#define ACCESS_H

#include <stdbool.h>

struct access {
  bool writing;
  /** 0: it succeeded. SIGALRM: it still waited when the time was up. */
  int signal, code;
  int value;
  /** Page faults that the instruction took. */
  long faults;
};

/** Handles the signals that an access may raise, in all threads. */
void access_prepare(void);

/** `limited`: gives up after 40 ms; only in the first thread, to which the timer belongs. */
struct access access_read(char *at, bool limited);
struct access access_write(char *at, int byte, bool limited);

/** Writes it as the result of an operation. */
void out_access(const struct access *access);

#endif
