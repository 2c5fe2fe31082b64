// Goal: nothing that a submission does earns a mark, gets out of its process, spoils a report or the next submission.
// Method: the whole list runs through the whole pipeline, once for each layer that can stand alone; right code is graded
// in between. What an attack reached where layers are missing is compared with the table that the handbook shows.

import { readFileSync, writeFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { enclosureFor, type isolation } from "../../src/sandbox/layers.ts";
import { hiddenWordsIn } from "../support/hidden_words.ts";
import { FULL } from "../support/tiny.ts";
import { type attack, attacks } from "./corpus/index.ts";
import { type ground, HIDDEN_INPUTS, prepareGround, target } from "./ground.ts";
import { newStage, type outcome, run, runHonest, volleys } from "./run.ts";
import { leaksIn, MAX_REPORT, unseenIn } from "./search.ts";
import { cell, type column, columns, layered, type row, rowOf, TABLE } from "./table.ts";

const schema: unknown = JSON.parse(
  readFileSync(new URL("../../schema/result-v1.json", import.meta.url), "utf8"),
);
const valid = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema as object);

/** How many are graded at a time, and how often right code is graded in between. */
const PARALLEL = 3;
const HONEST_EVERY = 10;

const statuses: Readonly<Record<attack["expected"], readonly string[]>> = {
  fail: ["graded"],
  reject: ["rejected", "compile_error"],
  timeout: ["timeout"],
  crash: ["crashed", "out_of_memory"],
  any: ["graded", "rejected", "compile_error", "timeout", "crashed", "out_of_memory"],
  pass: ["graded"],
};

/** vitest's: "write" makes the table anew instead of comparing it. */
const { MODE } = process.env;

const found = new Map<string, row>(attacks.map((one) => [one.id, rowOf(one)]));

const there = (isolation: isolation): boolean => {
  try {
    return enclosureFor(isolation) !== null;
  } catch {
    return false;
  }
};

describe.each(columns.filter(there))("with %s", (isolation) => {
  const mine = attacks.filter((one) => isolation === columns[0] || layered(one));
  const outcomes = new Map<attack, outcome>();
  const errors = new Map<attack, unknown>();
  const honest: number[] = [];
  let ground: ground;

  beforeAll(async () => {
    ground = await prepareGround();
    const stage = await newStage(ground, isolation);
    const all = volleys(mine);
    // Those that wait for the clock wait together.
    const waiting = [all.filter(([one]) => !one.slow), all.filter(([one]) => one.slow)];
    for (const [slow, list] of waiting.entries()) {
      let done = 0;
      const work = async (): Promise<void> => {
        for (let next = list.shift(); next !== undefined; next = list.shift()) {
          try {
            for (const [one, became] of await run(next, stage)) outcomes.set(one, became);
          } catch (error) {
            for (const one of next) errors.set(one, error);
          }
          done += 1;
          if (done % HONEST_EVERY === 0) honest.push((await runHonest(stage)).score);
        }
      };
      await Promise.all(Array.from({ length: slow === 1 ? 8 : PARALLEL }, work));
      honest.push((await runHonest(stage)).score);
    }
  }, 900_000);

  afterAll(() => ground.clear());

  const of = (one: attack): outcome => {
    const became = outcomes.get(one);
    if (became === undefined) throw errors.get(one) ?? new Error(`${one.id} did not run.`);
    return became;
  };
  const named = mine.map((one) => [one.id, one] as const);

  it.each(named)("%s earns no more than its due", (_id, one) => {
    const { instructor } = of(one);
    expect(statuses[one.expected], instructor.message).toContain(instructor.status);
    const passed = instructor.tests.filter(({ status }) => status === "passed");
    const due = one.earns ?? [];
    expect(passed.map(({ id }) => id).filter((id) => !due.includes(id))).toEqual([]);
    if (one.expected === "pass") expect(instructor.score).toBe(FULL);
    if (one.expected === "reject") expect(instructor.message).toMatch(one.says ?? /./);
    if (one.expected === "reject" || one.expected === "timeout" || one.expected === "crash")
      expect(instructor.message).not.toBe("");
  });

  it.each(named)("%s tells a learner nothing, and no reader too much", (_id, one) => {
    const { learner, instructor } = of(one);
    for (const report of [learner, instructor]) {
      const text = JSON.stringify(report);
      expect(valid(JSON.parse(text)) ? [] : valid.errors).toEqual([]);
      expect(text.length).toBeLessThan(MAX_REPORT);
      expect(unseenIn(report)).toEqual([]);
    }
    expect(learner).not.toHaveProperty("irregularities");
    expect(learner).not.toHaveProperty("isolation");
    // A submission may read its own words again.
    const own = one.how.by === "text" ? one.how.text() : "";
    expect(leaksIn(learner, HIDDEN_INPUTS, own)).toEqual([]);
    expect(hiddenWordsIn(learner, target)).toEqual([]);
  });

  it("leaves right code its full marks, all along", () => {
    expect(honest.length).toBeGreaterThan(2);
    expect(honest.filter((score) => score !== FULL)).toEqual([]);
  });

  it("reaches what the handbook's table says, and no more", () => {
    for (const [one, { reached }] of outcomes) {
      const row = found.get(one.id) ?? rowOf(one);
      const layers: readonly column[] = layered(one) ? [isolation] : columns;
      const cells = layers.map((layer) => [layer, cell(reached)]);
      found.set(one.id, { ...row, ...Object.fromEntries(cells) });
    }
    const known = JSON.parse(readFileSync(TABLE, "utf8")) as row[];
    const column = ({ id, kind, tries, [isolation]: reached }: row) => ({
      id,
      kind,
      tries,
      reached,
    });
    if (MODE !== "write") expect([...found.values()].map(column)).toEqual(known.map(column));
  });

  it("leaves nothing behind on the machine that no row of the table tells of", () => {
    const reached = new Set([...outcomes.values()].flatMap((one) => one.reached));
    const files = reached.has("makes files");
    const visits = reached.has("connects") || reached.has("sends datagrams");
    const unexplained = ground
      .traces()
      .filter((one) => (one.endsWith("connections") ? !visits : !files));
    expect(unexplained).toEqual([]);
  });
});

it.runIf(MODE === "write")("writes the table", () => {
  writeFileSync(TABLE, `${JSON.stringify([...found.values()], null, 2)}\n`);
});
