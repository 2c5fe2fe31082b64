// What learners must not see, of every exercise: hidden tests, solutions, and versions of them, in pieces short enough to
// survive being moved about and long enough to be nobody else's.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hiddenLines, solutionLines } from "@faultline/kit";
import { MIN_TEXT, type secret, squeezed } from "./leaks.ts";

/** Of an exercise's folder: what each exercise keeps to itself. */
const HIDDEN = ["src/hidden.ts", "src/hidden"];
const VERSIONS = ["solution.ts", "variants", "mutants", "src/versions"];
const ABOUT_VERSIONS = ["src/mutants.ts", "src/mutants", "src/variants.ts"];
/** … and what of it is handed out, and may therefore be said in either. */
const GIVEN = [
  "starter.ts",
  "lesson.mdx",
  "src/handout.ts",
  "src/visible.ts",
  "src/look.ts",
  "src/versions/merged.ts",
];

/** @param root of the repository */
export function secretsOf(root: string): secret[] {
  const exercises = join(root, "packages", "exercises");
  const given = squeezed(givenTexts(root).join("\n"));
  const found = new Map<string, secret>();
  for (const id of readdirSync(exercises))
    for (const [path, pieces] of piecesOf(join(exercises, id)))
      for (const text of pieces.map(squeezed))
        if (text.length >= MIN_TEXT && !found.has(text) && !given.includes(text))
          found.set(text, { from: `packages/exercises/${id}/${path}`, text });
  return [...found.values()];
}

function piecesOf(folder: string): [path: string, pieces: string[]][] {
  const of = (paths: readonly string[], cut: (text: string) => string[]) =>
    filesAt(folder, paths).map((path): [string, string[]] => {
      const text = readFileSync(join(folder, path), "utf8");
      return [path, cut(text)];
    });
  return [
    ...of(HIDDEN, (text) => [...hiddenLines(text), ...sentences(text)]),
    ...of(VERSIONS, (text) => [...solutionLines(text), ...comments(text), ...sentences(text)]),
    ...of(ABOUT_VERSIONS, (text) => [...hiddenLines(text), ...sentences(text)]),
  ];
}

/** What an author says of an answer. */
const comments = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim().replace(/^(\/\*\*|\*|\/\/) | \*\/$/g, ""))
    .filter((line) => line.split(" ").length > 5);

/** Texts in quotes that say something: they stay as they are whatever is done to the code around them. */
const sentences = (text: string): string[] =>
  [...text.matchAll(/"((?:[^"\\\n]|\\.)+)"/g)]
    .map(([, inside = ""]) => inside)
    .filter((inside) => inside.split(" ").length > 2);

function givenTexts(root: string): string[] {
  const exercises = join(root, "packages", "exercises");
  return readdirSync(exercises).flatMap((id) =>
    filesAt(join(exercises, id), GIVEN).map((path) =>
      readFileSync(join(exercises, id, path), "utf8"),
    ),
  );
}

/** The files at these paths, those in folders too; not every exercise has each. */
function filesAt(folder: string, paths: readonly string[]): string[] {
  return paths
    .filter((path) => existsSync(join(folder, path)))
    .flatMap((path) =>
      path.endsWith(".ts") || path.endsWith(".mdx")
        ? [path]
        : readdirSync(join(folder, path), { recursive: true })
            .map((name) => `${path}/${String(name)}`)
            .filter((one) => one.endsWith(".ts")),
    );
}
