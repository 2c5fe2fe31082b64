// The learner's workspace of this repository, with files of a test's own in it.

import { spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";

export const root = join(import.meta.dirname, "../../../..");
export const work = join(root, "work");

const exercise = (id: string, name: string): string =>
  join(root, "packages/exercises", id, `${name}.ts`);

/** A folder with the named files: `{ "pte-bits": "solution" }`. */
export function newFolder(files: Readonly<Record<string, "solution" | "starter">>): {
  readonly folder: string;
  readonly remove: () => void;
} {
  const folder = mkdtempSync(join(tmpdir(), "faultline-editor-"));
  for (const [id, name] of Object.entries(files))
    copyFileSync(exercise(id, name), join(folder, `${id}.ts`));
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

const vitest = join(
  dirname(createRequire(join(work, "package.json")).resolve("vitest/package.json")),
  "vitest.mjs",
);

/** `npx vitest run` in work/, on the files of `folder`. */
export function startVitest(folder: string, ...args: readonly string[]) {
  const env = { ...process.env, FAULTLINE_WORK: folder, NO_COLOR: "1" };
  // What this very test runs under would make the other one take itself for a worker of ours.
  for (const name of Object.keys(env))
    if (/^VITEST|^NODE_OPTIONS$/.test(name)) delete env[name as keyof typeof env];
  const child = spawn(process.execPath, [vitest, "run", ...args], { cwd: work, env });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  const ended = new Promise<{ code: number | null; said: string }>((resolve) =>
    child.on("close", (code) => resolve({ code, said: stripVTControlCharacters(said) })),
  );
  return { child, ended };
}
