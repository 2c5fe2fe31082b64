// Goal: nothing that learners must not see is in a kit, and the check that says so can be trusted.
// Method: a search of another kind than the check's own, with strings of every hidden test and every solution; and files
// into which a secret was put, wrapped in every way in which it might get there.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, deflateRawSync, gzipSync } from "node:zlib";
import { exercise_ids, loadCodeExercise } from "@faultline/grader";
import { beforeAll, describe, expect, it } from "vitest";
import { bundle } from "../../src/export/bundle.ts";
import { leaksIn, squeezed } from "../../src/export/leaks.ts";
import { secretsOf } from "../../src/export/secrets.ts";
import { faultline } from "../support/faultline.ts";
import { temporaryFolder } from "../support/temporary.ts";

const root = join(import.meta.dirname, "../../../..");
const folder = temporaryFolder();
const kit = join(folder, "kit");

const everything = (where: string): string =>
  readdirSync(where, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => readFileSync(join(item.parentPath, item.name), "utf8"))
    .join("\n");

/** Ten strings by which a text is known: its longest lines, as they are. */
const distinctive = (text: string): string[] =>
  [...new Set(text.split("\n").map((line) => line.trim()))]
    .filter(
      (line) => !line.startsWith("import ") && !line.startsWith("//") && !line.startsWith("*"),
    )
    .sort((a, b) => b.length - a.length)
    .slice(0, 10);

const solutionOf = (id: string): string =>
  readFileSync(join(root, "packages/exercises", id, "solution.ts"), "utf8");
/** All that learners are given of every exercise: what is said there is no secret. */
const visible_texts = exercise_ids
  .flatMap((id) =>
    ["starter.ts", "src/handout.ts", "src/visible.ts", "lesson.mdx"].map((path) =>
      join(root, "packages/exercises", id, path),
    ),
  )
  .flatMap((path) => {
    try {
      return [readFileSync(path, "utf8")];
    } catch {
      return []; // where tests are handed in, none are visible
    }
  })
  .join("\n");
const isSaidAloud = (text: string): boolean => visible_texts.includes(text);

const starterOf = (id: string): string =>
  readFileSync(join(root, "packages/exercises", id, "starter.ts"), "utf8");

/** Of a solution, what the starter does not say already. */
const solutionStrings = (id: string): string[] => {
  const own = solutionOf(id)
    .split("\n")
    .filter((line) => !isSaidAloud(line.trim()));
  return distinctive(own.join("\n"));
};

/** All that a hidden test says, and what its check and its scenario are. */
async function hiddenStrings(id: string): Promise<[test: string, strings: string[]][]> {
  const exercise = await loadCodeExercise(id);
  return (exercise?.tests ?? [])
    .filter(({ visibility }) => visibility === "hidden")
    .map((test) => {
      const check = "check" in test ? distinctive(String(test.check)) : [];
      return [
        `${id}/${test.id}`,
        [test.title, test.failure, test.hint, test.id, ...check].slice(0, 10),
      ];
    });
}

beforeAll(async () => {
  const { code } = await faultline("export", "student", "--out", kit);
  expect(code).toBe(0);
}, 600_000);

describe("a kit with every exercise", () => {
  it("has no sentence of a hidden test in any file", async () => {
    const text = everything(kit);
    for (const id of exercise_ids) {
      const hidden = await hiddenStrings(id);
      for (const [test, [title = "", failure = "", hint = ""]] of hidden)
        for (const one of [title, failure, hint]) {
          // Two tests may give one hint; what a visible one says is no secret.
          if (isSaidAloud(one)) continue;
          expect(text.includes(one), `${test}: ${one}`).toBe(false);
        }
    }
  });

  it("has no line of a solution in any file", () => {
    const text = everything(kit);
    for (const id of exercise_ids)
      for (const one of solutionStrings(id))
        expect(text.includes(one), `${id}: ${one}`).toBe(false);
  });

  it("would be found out: the same search finds all of it in the sources", async () => {
    const text = everything(join(root, "packages/exercises", "zeropage"));
    for (const one of solutionStrings("zeropage")) expect(text).toContain(one);
    for (const [, [title = ""]] of await hiddenStrings("zeropage")) expect(text).toContain(title);
  });

  it("has no source map, and no file but text and the two scripts", () => {
    const names = readdirSync(kit, { recursive: true }).map(String);
    expect(names.filter((name) => /\.(map|cache|gz|zip|tgz)$/.test(name))).toEqual([]);
    expect(everything(kit)).not.toContain("sourceMappingURL");
  });
});

describe("the command of a kit", () => {
  it("is not built from anything hidden; the grader's half is", async () => {
    const hidden = (sources: readonly string[]) =>
      sources.filter((path) => /exercises\/.*\/(hidden|mutants|variants|solution)/.test(path));
    const handout = await bundle(root, exercise_ids, "handout");
    const whole = await bundle(root, exercise_ids, "whole");
    expect(hidden(handout.sources)).toEqual([]);
    expect(handout.sources).toContain("packages/exercises/zeropage/src/visible.ts");
    expect(hidden(whole.sources)).toContain("packages/exercises/zeropage/src/hidden.ts");
  });
});

describe("the check of what is handed out", () => {
  const secrets = secretsOf(root);
  const line = solutionStrings("zeropage").find((one) => one.length > 40) ?? "";
  const place = join(folder, "planted");

  const found = (name: string, content: string | Uint8Array): string[] => {
    rmSync(place, { recursive: true, force: true });
    mkdirSync(place);
    writeFileSync(join(place, name), content);
    return leaksIn(place, secrets).map(({ secret }) => secret.from);
  };
  const base64 = (content: string | Uint8Array): string => Buffer.from(content).toString("base64");

  it.each([
    ["as it is", (secret: string) => `before\n${secret}\nafter`],
    ["with other spaces", (secret: string) => secret.split(" ").join("\n\t  ")],
    ["with other quotes", (secret: string) => secret.replaceAll('"', "'")],
    [
      "in a source map",
      (secret: string) => JSON.stringify({ sourcesContent: [`a;\n${secret}\n`] }),
    ],
    [
      "in a script in a source map",
      (secret: string) => JSON.stringify(JSON.stringify([`"${secret}`])),
    ],
    ["in base64", (secret: string) => `//# data:application/json;base64,${base64(secret)}`],
    ["in base64, twice", (secret: string) => base64(base64(secret))],
    ["in gzip", (secret: string) => gzipSync(secret)],
    ["in brotli", (secret: string) => brotliCompressSync(secret)],
    ["in gzip in base64", (secret: string) => `const data = "${base64(gzipSync(secret))}";`],
    ["in a zip archive", zipOf],
  ])("finds a line of a solution %s", (_how, wrap) => {
    expect(found("file", wrap(line))).toContain("packages/exercises/zeropage/solution.ts");
  });

  it("finds a sentence of a hidden test in the middle of a bundle", async () => {
    const [, [title = ""]] = (await hiddenStrings("zeropage"))[0] ?? ["", []];
    expect(found("a.mjs", `x=1;y({title:\`${title}\`,points:2})`).join()).toContain(
      "zeropage/src/hidden",
    );
  });

  it("finds nothing where nothing is", () => {
    expect(found("starter.ts", starterOf("zeropage"))).toEqual([]);
    expect(
      found("noise.bin", Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256))),
    ).toEqual([]);
  });

  it("searches for every solution and for the hidden tests of every exercise that has some", async () => {
    const from = new Set(secrets.map((secret) => secret.from));
    for (const id of exercise_ids) {
      expect(from, id).toContain(`packages/exercises/${id}/solution.ts`);
      const hidden = (await hiddenStrings(id)).length > 0;
      const has = [...from].some((path) => path.startsWith(`packages/exercises/${id}/src/hidden`));
      expect(has, id).toBe(hidden);
    }
    expect(secrets.every(({ text }) => text === squeezed(text))).toBe(true);
  });
});

/** One member, with a header before it. */
function zipOf(secret: string): Buffer {
  const name = Buffer.from("solution.ts");
  const header = Buffer.alloc(30);
  header.write("PK\x03\x04", "latin1");
  header.writeUInt16LE(8, 8);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([
    header,
    name,
    deflateRawSync(secret),
    Buffer.from("PK\x01\x02rest", "latin1"),
  ]);
}
