// Finds out what can be known of each exercise before anybody hands anything in: node dist/make_found.mjs
// Its solution is graded, and what is found on the way is kept.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type exercise, isRandom, isReview } from "@faultline/kit";
import { exercise_ids, loadExercise } from "../exercises.ts";
import { grade } from "../grade.ts";
import { casesOf, DEFAULT_SEED, isPackCase, isRaceCase } from "../judge/cases.ts";
import { Knowledge, keyOf, type possible, raceKey } from "../judge/knowledge.ts";
import { MAX_SHARES } from "../share.ts";
import { cachePath } from "./code_cache.ts";
import { foundFolder, foundPaths, type linux_file, type right_file } from "./found_at_build.ts";
import { Pool } from "./pool.ts";

const script = join(import.meta.dirname, "child.bundle.cjs");
const cache = cachePath(script);
const folder = foundFolder(cache);
for (const name of readdirSync(dirname(script)))
  if (name.endsWith(".found") && name !== basename(folder))
    rmSync(join(dirname(script), name), { recursive: true });
mkdirSync(folder, { recursive: true });

// One after the other: most of it is the judge's work. The next child starts meanwhile.
const pool = new Pool({ script, ahead: MAX_SHARES });
for (const id of exercise_ids) {
  const exercise = await loadExercise(id);
  if (exercise !== null && !isReview(exercise)) await find(exercise);
}
pool.close();

async function find(exercise: exercise): Promise<void> {
  const solution = join(import.meta.dirname, "../../exercises", exercise.id, "solution.ts");
  const knowledge = new Knowledge();
  const options = { script, knowledge, start: pool.take };
  const { verdicts } = await grade(exercise, readFileSync(solution), options);
  const failed = verdicts.find(({ status }) => status !== "passed");
  if (failed !== undefined)
    throw new Error(`The solution of ${exercise.id} fails ${failed.test.id}: ${failed.detail}`);
  const { right, linux } = foundPaths(exercise.id, cache);
  writeFileSync(right, JSON.stringify(rightFile(exercise, knowledge)));
  writeFileSync(linux, JSON.stringify(linuxFile(exercise, knowledge)));
}

function rightFile(exercise: exercise, knowledge: Knowledge): right_file {
  const cases = casesOf(exercise);
  const right = (key: string): readonly [string, number] => {
    const found = knowledge.rightOf(key);
    if (found === null) throw new Error(`${exercise.id}: what passed is not known to be right.`);
    return found;
  };
  return {
    packs: exercise.tests.filter(isRandom).map(({ id, pack }) => {
      const scenarios = pack.scenarios(DEFAULT_SEED);
      return { test: id, scenarios, wordings: scenarios.map((one) => right(keyOf(one))[0]) };
    }),
    races: cases.filter(isRaceCase).map((one) => {
      const key = raceKey(one);
      const [wording, runs] = right(key);
      return { key, wording, runs };
    }),
  };
}

function linuxFile(exercise: exercise, knowledge: Knowledge): linux_file {
  const cases = casesOf(exercise);
  const scenarios = cases.filter(isPackCase).flatMap(({ scenarios }) => scenarios);
  const lean = ({ outcomes }: possible): possible => ({
    outcomes: outcomes.map(({ visible, findings }) => ({
      visible,
      findings: findings.map(({ rule }) => ({ rule })),
    })),
  });
  return {
    appearances: Object.fromEntries(
      scenarios.map((one) => [keyOf(one), knowledge.appearance(one)]),
    ),
    possible: Object.fromEntries(
      cases.filter(isRaceCase).map((one) => [raceKey(one), lean(knowledge.possible(one))]),
    ),
  };
}
