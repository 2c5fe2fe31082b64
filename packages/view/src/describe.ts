import type { machine_snapshot } from "@faultline/core";
import { describeAreas } from "./areas.ts";
import { describeFiles } from "./files.ts";
import { describeFrames } from "./frames.ts";
import { describeLedger, describeLru, describeRss, lostBlocks, unpaidPages } from "./ledger.ts";
import type { machine_view } from "./model.ts";

/** A snapshot, with everything in it named and put beside what it belongs to. */
export function describeSnapshot(snapshot: machine_snapshot): machine_view {
  return {
    release: snapshot.release,
    areas: describeAreas(snapshot),
    frames: describeFrames(snapshot),
    files: describeFiles(snapshot),
    ledger: describeLedger(snapshot),
    lost_blocks: lostBlocks(snapshot),
    unpaid_pages: unpaidPages(snapshot),
    rss: describeRss(snapshot),
    lru: describeLru(snapshot),
    locks: snapshot.locks,
    dmesg: snapshot.dmesg,
  };
}
