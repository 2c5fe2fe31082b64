// The house rules of core that no compiler knows: it can be read from top to bottom, and it is small.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const src = resolve(dirname(fileURLToPath(import.meta.url)), "../src");
const files = (readdirSync(src, { recursive: true }) as string[])
  .filter((file) => file.endsWith(".ts"))
  .sort();
const text = (file: string): string => readFileSync(join(src, file), "utf8");
const lines = (file: string): string[] => text(file).split("\n");

/** The files in the order in which READING.md presents them. */
const reading = [...text("READING.md").matchAll(/^\d+\. `([^`]+)`/gm)].map(
  (match) => match[1] ?? "",
);

/** The files that a file imports, for types too: a reader needs those as well. */
function imports(file: string): string[] {
  const found = [...text(file).matchAll(/(?:from|import) "(\.[^"]+)"/g)];
  return found.map((match) => relative(src, resolve(src, dirname(file), match[1] ?? "")));
}

describe("core can be read from top to bottom", () => {
  it("READING.md names every file once", () => {
    expect([...reading].sort()).toEqual(files);
  });

  it.each(files)("%s imports only files that come before it", (file) => {
    const later = imports(file).filter((other) => reading.indexOf(other) > reading.indexOf(file));
    expect(later).toEqual([]);
  });

  it.each(files)("%s says in line 1 what it is, and in line 2 where it comes from", (file) => {
    const [what, whence] = lines(file);
    expect(what).toMatch(/^\/\/ \S.{20,}/);
    expect(whence).toMatch(/^\/\/ Source: \S/);
  });
});

describe("core is small", () => {
  it.each(files)("%s has at most 300 lines, none longer than 120 characters", (file) => {
    expect(lines(file).length).toBeLessThanOrEqual(300);
    expect(lines(file).filter((line) => line.length > 120)).toEqual([]);
  });
});

describe("core depends on nothing", () => {
  const banned: readonly (readonly [string, RegExp])[] = [
    ["randomness", /Math\.random/],
    ["a clock", /\bDate\b|performance\.now/],
    ["waiting", /\basync\b|\bawait\b|Promise/],
    ["Node or the browser", /from "node:|\bprocess\.|\bwindow\.|\bdocument\./],
    ["an enum or a default export", /^\s*(?:export )?(?:const )?enum |^export default/m],
  ];

  it.each(banned)("core uses no %s", (_what, pattern) => {
    const code = (file: string): string => text(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    expect(files.filter((file) => pattern.test(code(file)))).toEqual([]);
  });

  it("only kernel.ts keeps state in a module: which kernel is running", () => {
    expect(files.filter((file) => /^(?:export )?let /m.test(text(file)))).toEqual(["kernel.ts"]);
  });

  it("every import stays inside", () => {
    expect(files.filter((file) => /from "(?!\.)/.test(text(file)))).toEqual([]);
  });
});
