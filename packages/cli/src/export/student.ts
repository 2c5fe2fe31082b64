// The student kit: what an instructor hands out. Nothing hidden is put in, and then it is searched for what is hidden.

import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { any_exercise } from "@faultline/grader";
import { CannotWork } from "../terminal.ts";
import { bundle } from "./bundle.ts";
import { declarations } from "./declarations.ts";
import { type leak, leaksIn, type secret } from "./leaks.ts";
import { lessonText } from "./lesson.ts";
import { secretsOf } from "./secrets.ts";
import { copyTemplates, exerciseNamed, templatesIn, versionOf, write } from "./templates.ts";

/** Something is in the kit that must not be: it is not handed over. */
export class Leaking extends CannotWork {}

/** Files of an exercise that are copied as they are, and how they are called there. */
const GIVEN = [
  ["starter.ts", "starter.ts"],
  ["src/visible.ts", "visible.ts"],
  ["src/look.ts", "look.ts"],
] as const;

/** Where in an exercise what learners must not see is: nothing there may go into the command. */
const HIDDEN =
  /packages\/exercises\/[^/]+\/(?:solution|variants|mutants|src\/(?!handout|visible|look|versions\/merged))/;

/**
 * Fills an empty folder with a kit.
 *
 * @param root of the repository
 * @returns how many pieces of hidden text it was searched for
 * @throws Leaking if one is in it
 */
export async function fillStudentKit(
  root: string,
  ids: readonly string[],
  folder: string,
): Promise<number> {
  const exercises = await Promise.all(ids.map(exerciseNamed));
  for (const part of ["common", "student"])
    copyTemplates(templatesIn(root, part), folder, wordsOf(root, exercises));
  for (const name of ["LICENSE", "LICENSE-lessons"])
    copyFileSync(join(root, name), join(folder, name));
  write(folder, "package.json", `${JSON.stringify(manifestOf(root), null, 2)}\n`);
  const all = { exercises: ids, up: "../.." };
  write(folder, "GLOSSARY.md", lessonText(textAt(root, "GLOSSARY.md"), { ...all, up: "." }));
  for (const exercise of exercises) writeExercise(root, exercise, all, folder);
  await writeTool(root, ids, folder);
  const secrets = secretsOf(root);
  refuseLeaks(leaksIn(folder, secrets));
  return secrets.length;
}

const textAt = (root: string, path: string): string => readFileSync(join(root, path), "utf8");

function wordsOf(root: string, exercises: readonly any_exercise[]) {
  const [first] = exercises;
  const rows = exercises.map(
    ({ id, title, minutes }, i) =>
      `| ${i + 1} | [${title}](exercises/${id}/lesson.md) | \`work/${id}.ts\` | ${minutes} minutes |`,
  );
  return {
    title:
      exercises.length === 1 ? (first?.title ?? "") : `Faultline: ${exercises.length} exercises`,
    exercises: ["| | exercise | your file | about |", "| --- | --- | --- | --- |", ...rows].join(
      "\n",
    ),
    first: first?.id ?? "",
    version: versionOf(root, "package.json"),
  };
}

/** Nothing is needed to grade; an editor needs the compiler. */
function manifestOf(root: string) {
  const typescript = versionOf(root, "packages/cli/node_modules/typescript/package.json");
  return {
    name: "faultline-kit",
    version: versionOf(root, "package.json"),
    private: true,
    description: "Functions from the heart of Linux, to be written in TypeScript",
    license: "GPL-2.0-only",
    type: "module",
    engines: { node: ">=20.19" },
    scripts: { start: "node tool/start.mjs", test: "node tool/start.mjs test", types: "tsc" },
    devDependencies: { typescript },
  };
}

function writeExercise(
  root: string,
  { id }: any_exercise,
  all: Parameters<typeof lessonText>[1],
  folder: string,
): void {
  const from = `packages/exercises/${id}`;
  const to = `exercises/${id}`;
  write(folder, `${to}/lesson.md`, lessonText(textAt(root, `${from}/lesson.mdx`), all));
  for (const [source, name] of GIVEN) {
    const text = textIfThere(join(root, from, source));
    if (text !== null) write(folder, `${to}/${name}`, text);
  }
}

/** Not every exercise has each file: where tests are handed in, none are visible. */
function textIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

async function writeTool(root: string, ids: readonly string[], folder: string): Promise<void> {
  const { command, child, sources } = await bundle(root, ids, "handout");
  const hidden = sources.find((path) => HIDDEN.test(path));
  if (hidden !== undefined)
    throw new Leaking(
      `the command of the kit was built with ${hidden}, which learners must not see.`,
    );
  write(folder, "tool/faultline.mjs", command);
  write(folder, "tool/child.cjs", child);
  for (const [path, text] of await declarations(root)) write(folder, `tool/types/${path}`, text);
}

/** @throws Leaking that names files and never what is in them: this is read by whoever stands behind the instructor, too */
function refuseLeaks(leaks: readonly leak[]): void {
  const [first] = leaks;
  if (first === undefined) return;
  const told = ({ path, secret }: { path: string; secret: secret }) =>
    `${path} has a piece of ${secret.from}`;
  const more = leaks.length > 1 ? `, and there are ${leaks.length - 1} more such pieces` : "";
  throw new Leaking(`${told(first)}${more}. Nothing was handed over.`);
}
