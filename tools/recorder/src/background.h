// SPDX-License-Identifier: GPL-2.0-only
// A second thread of the program, for what may have to wait.
#ifndef BACKGROUND_H
#define BACKGROUND_H

#include <stdbool.h>
#include <stddef.h>

#include "scenario.h"

/** Starts the thread, once. */
void background_prepare(void);

void background_start(enum background_kind kind, char *at, size_t length, int byte);

/** It has been started, and its result was not taken yet. */
bool background_is_busy(void);

/** What it was started for is over. */
bool background_is_done(void);

/** Waits until it is done, at most so long. */
void background_wait(long ms);

/** Writes where it is as the result of an operation; takes its result if it is done. */
void out_background(void);

/** Forgets it, for the next scenario. */
void background_forget(void);

#endif
