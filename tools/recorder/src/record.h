// SPDX-License-Identifier: GPL-2.0-only
// One scenario, from its set-up to its end.
#ifndef RECORD_H
#define RECORD_H

#include "json.h"
#include "scenario.h"

/**
 * Plays a scenario and writes its recording to stdout.
 *
 * @param text       the scenario as it was written, to be repeated in the recording
 * @param only_last  observe after the last operation only, to check that observing disturbs nothing
 */
void record(const struct scenario *scenario, const struct json *text, bool only_last);

#endif
