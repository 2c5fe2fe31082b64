// Goal: a verdict is the same in a browser as from the command line: for right versions, wrong ones, and attacks.

import {
  type any_exercise,
  assess,
  childScript,
  loadExercise,
  type result,
} from "@faultline/grader";
import { versionText } from "@faultline/kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attacks } from "../packages/grader/test/attacks/corpus/index.ts";
import { openExercise, read, run, type workplace, write } from "./exercise.ts";
import { openSite, type site } from "./site.ts";

type verdict = Omit<result, "submission">;

/** Known versions of each exercise: its solution, and wrong or right ones by name. */
const versions: Readonly<Record<string, readonly string[]>> = {
  "install-pte": ["solution", "v2-as-posted", "finally"],
  "pte-bits": ["solution"],
  zeropage: ["solution"],
  "anon-copy": ["solution"],
  continue: ["solution", "writes-the-pte-itself"],
  accounting: ["solution"],
  "retry-loop": ["solution"],
  "review-lab": ["solution", "happy-path"],
  pager: ["solution"],
  "shmem-mcopy": ["solution", "v2-as-posted", "v5-as-posted"],
};

/** Attacks by a submission to shmem-mcopy: on what shares its world, on its end, and on the judge. */
const hostile = [
  "025-process-exit",
  "029-loop",
  "091-module-variable",
  "093-intrinsics",
  "198-symbol-registry",
];

let here: site;
beforeAll(async () => {
  here = await openSite();
});
afterAll(() => here?.close());

/** What the command line says. */
async function fromHere(exercise: any_exercise, code: string): Promise<verdict> {
  const facts = () => ({ file: "your code", sha256: "", seed: 1, duration_ms: 0 });
  const options = { script: childScript() };
  const { result } = await assess(
    exercise,
    new TextEncoder().encode(code),
    options,
    facts,
    "learner",
  );
  const { submission: _, ...verdict } = result;
  return verdict;
}

/** Keeps what the judge says to the page, for a test to look at. */
async function listen({ page }: workplace): Promise<void> {
  await page.evaluate(() => {
    const Plain = window.Worker;
    window.Worker = class extends Plain {
      constructor(...args: ConstructorParameters<typeof Plain>) {
        super(...args);
        this.addEventListener("message", ({ data }) =>
          Object.assign(window, { verdict: data.verdict }),
        );
      }
    };
  });
}

async function fromBrowser(id: string, code: string): Promise<verdict> {
  const place = await openExercise(here, id);
  await listen(place);
  await write(place, code);
  await run(place);
  const verdict = await place.page.evaluate(
    () => (window as unknown as { verdict: verdict }).verdict,
  );
  expect(place.complaints).toEqual([]);
  await place.leave();
  return { ...verdict, duration_ms: 0 };
}

async function exerciseOf(id: string): Promise<any_exercise> {
  const exercise = await loadExercise(id);
  if (exercise === null) throw new Error(`There is no exercise ${id}.`);
  return exercise;
}

function codeOf({ id, mutants, variants }: any_exercise, version: string): string {
  const file = (path: string): string => read(`packages/exercises/${id}/${path}`);
  if (version === "solution") return file("solution.ts");
  const known = [...mutants, ...variants].find((one) => one.id === version);
  if (known === undefined) throw new Error(`${id} has no version ${version}.`);
  return versionText(known, file);
}

describe.each(Object.entries(versions))("%s", (id, names) => {
  it.each(names)("%s gets the same verdict", async (name) => {
    const exercise = await exerciseOf(id);
    const code = codeOf(exercise, name);
    const expected = await fromHere(exercise, code);
    expect(expected.status).toBe("graded");
    expect(await fromBrowser(id, code)).toEqual(expected);
  });
});

describe("an attack", () => {
  it.each(hostile)("%s gets the same verdict", async (name) => {
    const how = attacks.find(({ id }) => id === name)?.how;
    if (how?.by !== "text") throw new Error(`There is no submission ${name}.`);
    const expected = await fromHere(await exerciseOf("shmem-mcopy"), how.text());
    expect(expected.score).toBeLessThan(expected.max_score);
    expect(await fromBrowser("shmem-mcopy", how.text())).toEqual(expected);
  });
});
