// faultline conformance: holds the machine against recordings of a running Linux.

import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { release_rules } from "@faultline/core";
import { compareAll, type outcome } from "../conformance/compare.ts";
import { readRecordings } from "../conformance/read.ts";
import { prettyConformance } from "../pretty/conformance.ts";
import { exit_codes, type terminal, Usage } from "../terminal.ts";

export interface conformance_options {
  readonly format: "pretty" | "json";
  readonly release: release_rules["name"];
}

/** How often somebody who waits is told how far it has come. */
const PROGRESS_EVERY = 1000;

/**
 * Replays recordings and reports every difference.
 *
 * @param named the files; the recordings that the repository ships if there are none
 * @returns 0 if all match and none is skipped, 1 if not, 2 if a line is no recording
 * @throws Usage for a file that cannot be read
 */
export function conformanceCommand(
  named: readonly string[],
  { format, release }: conformance_options,
  terminal: terminal,
): number {
  const files = named.length > 0 ? named : corpus();
  const outcome = compareAll(readRecordings(files), release, (done) => {
    if (done % PROGRESS_EVERY === 0) terminal.stderr(`faultline: ${done} recordings replayed\n`);
  });
  for (const { file, line, message } of outcome.malformed)
    terminal.stderr(`faultline: ${file}:${line}: ${message}\n`);
  const report =
    format === "json"
      ? `${JSON.stringify(outcome.totals, null, 2)}\n`
      : prettyConformance(outcome, release, terminal);
  terminal.stdout(report);
  return exitCode(outcome);
}

function exitCode({ totals, malformed }: outcome): number {
  if (malformed.length > 0) return exit_codes.usage;
  return totals.mismatched === 0 && totals.skipped === 0 ? exit_codes.ok : exit_codes.below;
}

/** The recordings that travel with the repository. */
function corpus(): string[] {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const found = join(folder, "packages", "core", "corpus");
    if (existsSync(found)) return recordingsIn(found);
    if (dirname(folder) === folder)
      throw new Usage("there are no recordings here: name a file of them.");
  }
}

const recordingsIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl.gz"))
    .sort()
    .map((name) => join(folder, name));
