// The end of a scenario: what the counters say as one thing after the other goes.
// Source: none; the order is that of the program that made the recordings.

import { PAGE_SIZE } from "../include/linux/mm.ts";
import { UFFDIO_UNREGISTER } from "../include/uapi/linux/userfaultfd.ts";
import { type counts, observeCounts } from "./observe.ts";
import { drain_fs } from "./ops_file.ts";
import { MAP2, type world } from "./world.ts";

/** Unmaps, truncates and closes. Returns the counters after each of the three. */
export function takeDown(w: world): counts[] {
  const { actor } = w;
  const count = (): counts => w.machine.enter(() => observeCounts(w.subject));
  drain_fs(w, actor);
  unmap(w);
  const unmapped = count();
  if (w.ffd >= 0 && w.scenario.region.backing !== "anon") actor.ftruncate(w.ffd, 0);
  const truncated = count();
  if (w.mfd >= 0 && w.mfd !== w.ffd) actor.close(w.mfd);
  if (w.ffd >= 0) actor.close(w.ffd);
  w.subject = { ...w.subject, inode: null };
  return [unmapped, truncated, count()];
}

function unmap(w: world): void {
  const { actor } = w;
  const len = w.subject.pages * PAGE_SIZE;
  if (w.backgrounds.size > 0)
    actor.ioctl(w.ufd, UFFDIO_UNREGISTER, { start: w.subject.start, len });
  // The descriptor goes first: with an event for it, munmap would wait for the monitor.
  if (w.ufd >= 0) actor.close(w.ufd);
  if (w.ufd2 >= 0) actor.close(w.ufd2);
  w.ufd = w.ufd2 = -1;
  actor.munmap(w.subject.start, len);
  if (w.scenario.region.map2) actor.munmap(MAP2, w.subject.file_pages * PAGE_SIZE);
}
