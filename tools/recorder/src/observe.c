// SPDX-License-Identifier: GPL-2.0-only
// One observation. The order matters: the page cache is seen through a mapping of ours, which the
// others must not see.

#include "observe.h"

#include "host.h"
#include "out.h"

void out_observation(const struct stage *stage)
{
  host_drain();
  out_entries(stage);
  out(",");
  out_vmas(stage);
  out(",");
  out_counts(stage);
  out(",");
  out_cache(stage);
}
