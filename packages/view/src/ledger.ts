// The numbers that must agree: what a mount, a file and the system each believe.

import type { file_snapshot, machine_snapshot } from "@faultline/core";
import type { count, ledger_line } from "./model.ts";
import { rss_meaning } from "./names.ts";

export function describeLedger(snapshot: machine_snapshot): ledger_line[] {
  return [
    ...snapshot.mounts.flatMap(mountLine),
    ...snapshot.files.flatMap(fileLines),
    {
      ...line("Committed_AS", "the system", snapshot.Committed_AS, "pages promised to anybody"),
      key: "ledger:Committed_AS",
    },
  ];
}

/** A mount without a limit does not count its blocks. */
function mountLine(
  { max_blocks, used_blocks }: machine_snapshot["mounts"][number],
  at: number,
): ledger_line[] {
  if (max_blocks === 0) return [];
  const key = `ledger:mount${at}.used_blocks`;
  const said = line("used_blocks", "the mount", used_blocks, "blocks paid for, a page each");
  return [{ ...said, key, limit: max_blocks }];
}

function fileLines({ ino, alloced, i_blocks, nrpages, swapped }: file_snapshot): ledger_line[] {
  const owner = `file ${ino}`;
  return [
    line("alloced", owner, alloced, "pages that the file knows it has paid for"),
    line("i_blocks", owner, i_blocks, "what stat(2) shows: eight for a page"),
    line("nrpages", owner, nrpages, "pages in its page cache"),
    ...(swapped > 0 ? [line("swapped", owner, swapped, "pages in the swap area")] : []),
  ].map((one) => ({ ...one, file: ino, key: `ledger:file${ino}.${one.name}` }));
}

const line = (name: string, owner: string, value: number, meaning: string): ledger_line => ({
  key: "",
  name,
  owner,
  value,
  meaning,
  file: null,
  limit: null,
});

/**
 * Blocks that mounts count and no file knows of: paid for, and lost.
 * Files on mounts that do not count are taken to be on one that does, so this may be too low, never too high.
 */
export function lostBlocks({ mounts, files }: machine_snapshot): number {
  const used = mounts.reduce((sum, mount) => sum + mount.used_blocks, 0);
  const known = files.reduce((sum, file) => sum + file.alloced, 0);
  return Math.max(0, used - known);
}

/** Pages that are in a file which has paid for fewer. (More is in order: reclaim drops pages and tells nobody.) */
export function unpaidPages({ files }: machine_snapshot): number {
  const unpaid = files.map(({ nrpages, swapped, alloced }) => nrpages + swapped - alloced);
  return unpaid.reduce((sum, pages) => sum + Math.max(0, pages), 0);
}

export function describeRss({ mms }: machine_snapshot): count[] {
  return mms.flatMap(({ rss }, program) =>
    Object.entries(rss).map(([name, value]) => ({
      key: `rss:${program}.${name}`,
      name,
      value,
      meaning: rss_meaning[name] ?? name,
    })),
  );
}

export function describeLru({ lru }: machine_snapshot): count[] {
  return Object.entries(lru).map(([name, value]) => ({
    key: `lru:${name}`,
    name,
    value,
    meaning: `pages on the ${name.replace("_", " ")} list`,
  }));
}
