// The promises of the architecture that a manifest can break.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "../lib/paths.mjs";
import { manifests } from "../lib/sources.mjs";

/**
 * @typedef {object} Manifest
 * @property {string} name
 * @property {string} license
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 */

/** @type {Manifest[]} */
const all = manifests().map((file) => JSON.parse(readFileSync(join(ROOT, file), "utf8")));

/** Who may import whom, at run time. Nothing points back: reading top to bottom is reading by dependency. */
const MAY_IMPORT = new Map([
  ["core", /^$/],
  ["view", /^core$/],
  ["kit", /^core$/],
  ["exercise", /^(core|kit)$/],
  ["grader", /^(core|kit|exercise)$/],
  ["progress", /^$/],
  ["cli", /^(core|kit|view|exercise|grader|progress)$/],
  ["docs", /^(core|kit|view|exercise|grader|progress)$/],
  ["recorder", /^$/],
]);

/** "@faultline/exercise-install-pte" is one of the "exercise"s. */
const layer = (/** @type {string} */ name) => name.replace("@faultline/", "").replace(/-.*/, "");

describe("imports run one way", () => {
  test.each(all.filter((manifest) => MAY_IMPORT.has(layer(manifest.name))))("$name", (manifest) => {
    const ours = Object.keys(manifest.dependencies ?? {}).filter((name) =>
      name.startsWith("@faultline/"),
    );
    for (const name of ours)
      expect(layer(name)).toMatch(MAY_IMPORT.get(layer(manifest.name)) ?? /^$/);
  });
});

test("core depends on nothing at run time", () => {
  expect(all.find((manifest) => manifest.name === "@faultline/core")?.dependencies ?? {}).toEqual(
    {},
  );
});

test("every version stands in the catalog, once", () => {
  const asked = all.flatMap((manifest) =>
    Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).map(
      ([name, version]) => `${name}: ${version}`,
    ),
  );
  expect(asked.filter((line) => !/: (catalog:|workspace:\*)$/.test(line))).toEqual([]);
});

test("every dependency has its reason in docs/adr/0002-dependencies.md", () => {
  const known = reasons(readFileSync(join(ROOT, "docs/adr/0002-dependencies.md"), "utf8"));
  const names = all
    .flatMap((manifest) => Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }))
    .filter((name) => !name.startsWith("@faultline/"));
  const unknown = names.filter(
    (name) => !known.has(name) && !known.has(name.replace(/\/.*/, "/*")),
  );
  expect([...new Set(unknown)]).toEqual([]);
});

test("every package is GPL-2.0-only", () => {
  for (const manifest of all) expect(manifest.license, manifest.name).toBe("GPL-2.0-only");
});

/**
 * The names in the first column of the tables.
 * @param {string} page
 */
function reasons(page) {
  const cells = page
    .split("\n")
    .flatMap((line) => (line.startsWith("| ") ? [line.split("|")[1] ?? ""] : []));
  return new Set(cells.flatMap((cell) => cell.split(",").map((name) => name.trim())));
}
