// What words mean, read from the glossary that travels with the command.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export interface meaning {
  readonly term: string;
  /** Null where there is no glossary to read. */
  readonly meaning: string | null;
}

/** @param start the folder at and above which a GLOSSARY.md is looked for */
export function meaningsOf(
  terms: readonly string[],
  start: string = dirname(fileURLToPath(import.meta.url)),
): meaning[] {
  const path = findGlossary(start);
  const text = path === null ? "" : readFileSync(path, "utf8");
  const known = new Map(
    [...text.matchAll(/^- \*\*(.+?)\*\*(.*?): (.+)$/gm)].map(
      ([, term = "", , meaning = ""]) => [term, meaning] as const,
    ),
  );
  return terms.map((term) => ({ term, meaning: known.get(term) ?? null }));
}

function findGlossary(start: string): string | null {
  const path = join(start, "GLOSSARY.md");
  if (existsSync(path)) return path;
  return dirname(start) === start ? null : findGlossary(dirname(start));
}
