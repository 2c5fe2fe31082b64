// The text of a mutant or a variant: the solution with edits, or a file of its own.

import type { mutant, variant } from "./exercise.ts";

type edits = NonNullable<mutant["edits"]>;

/**
 * Makes every edit in `text`, one after the other.
 *
 * @throws Error for one that does not fit exactly once: the text has moved on, and the edit must follow
 */
export function applyEdits(text: string, edits: edits): string {
  return edits.reduce((before, { find, replace }) => {
    const fits = before.split(find).length - 1;
    if (fits !== 1) throw new Error(`This fits ${fits} times, not once:\n${find}`);
    return before.replace(find, () => replace);
  }, text);
}

/**
 * The whole text of a version.
 *
 * @param read the text of a file, by its path within the exercise's folder
 */
export function versionText(
  version: Pick<mutant | variant, "id" | "edits" | "file">,
  read: (path: string) => string,
): string {
  const { file, edits } = version;
  if (file !== undefined) return read(file);
  if (edits !== undefined) return applyEdits(read("solution.ts"), edits);
  throw new Error(`${version.id} has neither edits nor a file.`);
}

/** An edit that adds a name to what the solution imports. */
export function importing(name: string): edits[number] {
  return {
    find: '\n} from "@faultline/core";',
    replace: `\n  ${name},\n} from "@faultline/core";`,
  };
}
