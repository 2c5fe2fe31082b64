// The files of a kit that are the same for everybody, but for a few words.

import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { type any_exercise, loadExercise } from "@faultline/grader";

/** What stands in the place of {{name}}, by name. */
export type words = Readonly<Record<string, string>>;

/**
 * Copies the files of a kit, with its words put in.
 *
 * @param from a folder
 * @param words null for files that are no templates
 * @throws Error for a word that is not given: the template and who fills it must be changed together
 */
export function copyTemplates(from: string, to: string, words: words | null): void {
  for (const name of readdirSync(from, { recursive: true }).map(String)) {
    if (statSync(join(from, name)).isDirectory()) continue;
    mkdirSync(dirname(join(to, name)), { recursive: true });
    copyFileSync(join(from, name), join(to, name)); // and whether it can be executed
    if (words === null) continue;
    writeFileSync(join(to, name), filled(readFileSync(join(from, name), "utf8"), words));
  }
}

/** GitHub writes its own words as ${{ … }}. */
export const filled = (text: string, words: words): string =>
  text.replace(/(?<!\$)\{\{(\w+)\}\}/g, (_all, name: string) => {
    const word = words[name];
    if (word === undefined) throw new Error(`There is no word for {{${name}}}.`);
    return word;
  });

/** Writes a file, and the folders that lead there. */
export function write(folder: string, path: string, content: string | Uint8Array): void {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
}

/** Where the templates of that name are. */
export const templatesIn = (root: string, name: string): string =>
  join(root, "packages", "cli", "kits", name);

/** The version that a manifest says, by its path from the root. */
export const versionOf = (root: string, manifest: string): string =>
  JSON.parse(readFileSync(join(root, manifest), "utf8")).version;

/** An exercise that is known to be there. */
export async function exerciseNamed(id: string): Promise<any_exercise> {
  const exercise = await loadExercise(id);
  if (exercise === null) throw new Error(`There is no exercise ${id}.`);
  return exercise;
}
