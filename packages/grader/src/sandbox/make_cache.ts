// Makes the cache of the child's script, when the grader is built: node dist/make_cache.mjs
// The child runs a right submission once, so that V8 knows which of its functions are needed.

import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { loadCodeExercise } from "../exercises.ts";
import { casesOf } from "../judge/cases.ts";
import { newProgress } from "../progress.ts";
import { inputOf } from "../run_cases.ts";
import { cachePath, makingCache } from "./code_cache.ts";
import { NODE_FLAGS } from "./layers.ts";

const EXERCISE = "shmem-mcopy";

const script = join(import.meta.dirname, "child.bundle.cjs");
const cache = cachePath(script);
for (const name of readdirSync(dirname(script)))
  if (name.endsWith(".cache") && name !== basename(cache)) rmSync(join(dirname(script), name));

const exercise = await loadCodeExercise(EXERCISE);
if (exercise === null) throw new Error(`There is no exercise ${EXERCISE}.`);
const solution = join(import.meta.dirname, "../../exercises", EXERCISE, "solution.ts");
const everything = newProgress(exercise.targets, casesOf(exercise));
const input = inputOf(readFileSync(solution, "utf8"), everything, everything);
const { status, stderr, error } = spawnSync(
  process.execPath,
  [...NODE_FLAGS, ...makingCache(script, cache)],
  {
    input: JSON.stringify(input),
    env: {},
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  },
);
if (status !== 0)
  throw error ?? new Error(`The cache of the child's script was not made. ${stderr}`);
