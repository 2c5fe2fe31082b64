// Bundles the workers: the judge with its exercises, each loaded when it is wanted; what runs a submission, in one file;
// and the checker of types. The solutions, and the wrong and right versions, stay out.

import { basename, join } from "node:path";
import { isReview, loadExercise } from "@faultline/grader";
import { build } from "esbuild";
import { ROOT } from "./repository.mjs";

const SITE = join(ROOT, "apps", "docs");

/** @type {import("esbuild").BuildOptions} */
const common = {
  bundle: true,
  minify: true,
  platform: "browser",
  target: "es2022",
  conditions: ["@faultline/source"],
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  metafile: true,
  logLevel: "warning",
};

/** @param {string} folder @returns the names of the scripts */
export async function buildWorkers(folder) {
  const [judge, child] = await Promise.all([
    build({
      ...common,
      entryPoints: [join(SITE, "workers", "judge.ts")],
      outdir: folder,
      format: "esm",
      splitting: true,
      plugins: [without_answers],
    }),
    build({
      ...common,
      entryPoints: { child: join(ROOT, "packages", "grader", "src", "browser", "main.ts") },
      outdir: folder,
      format: "iife",
    }),
  ]);
  return { judge: entryOf(judge, "workers/judge.ts"), child: entryOf(child, "browser/main.ts") };
}

/** The name of the script that was made of an entry; what is loaded later has names of its own.  {import("esbuild").BuildResult<{ metafile: true }>} result @param {string} entry */
function entryOf({ metafile }, entry) {
  const found = Object.entries(metafile.outputs).find(([, one]) => one.entryPoint?.endsWith(entry));
  if (found === undefined) throw new Error(`Nothing was made of ${entry}.`);
  return basename(found[0]);
}

/**
 * Puts empty lists in the place of known wrong and right versions, which are edits of the solution. Of wrong ones that
 * were really posted, the judge needs to know which tests fail on them, and what was said of them then.
 *
 * @type {import("esbuild").Plugin}
 */
const without_answers = {
  name: "without-answers",
  setup({ onLoad }) {
    const versions = /packages[\\/]exercises[\\/]([\w-]+)[\\/]src[\\/](mutants|variants)\.ts$/;
    onLoad({ filter: versions }, async ({ path }) => {
      const [, id = "", what = ""] = versions.exec(path) ?? [];
      const left = what === "mutants" ? await remarksOf(id) : [];
      return { contents: `export const ${what} = ${JSON.stringify(left)};`, loader: "ts" };
    });
  },
};

/** @param {string} id */
async function remarksOf(id) {
  const exercise = await loadExercise(id);
  if (exercise === null || isReview(exercise)) return [];
  return exercise.mutants
    .filter(({ review }) => review !== undefined)
    .map(({ id, killed_by, review }) => ({ id, killed_by, review }));
}
