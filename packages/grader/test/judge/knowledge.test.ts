// Goal: what is known need not be found out again, and never makes a wrong answer right; a random test passes only if all
// of its scenarios were run. Method: one exercise with its random test, graded with and without what is known.

import { readFileSync } from "node:fs";
import type { exercise } from "@faultline/kit";
import { describe, expect, it } from "vitest";
import { loadCodeExercise } from "../../src/exercises.ts";
import { casesOf, isPackCase } from "../../src/judge/cases.ts";
import { type found_out, Knowledge, keyOf } from "../../src/judge/knowledge.ts";
import { wordingOf } from "../../src/judge/wording.ts";
import type { grade_options } from "../../src/run_cases.ts";
import { Child } from "../../src/sandbox/child.ts";
import { builtChild } from "../support/child_script.ts";
import { graded, statuses } from "../support/graded.ts";

const RANDOM = "as-linux-does";
const loaded = await loadCodeExercise("zeropage");
if (loaded === null) throw new Error("There is no exercise zeropage.");
const zeropage: exercise = { ...loaded, tests: loaded.tests.filter(({ id }) => id === RANDOM) };
const packs = casesOf(zeropage).filter(isPackCase);
const solution = readFileSync(
  new URL("../../../exercises/zeropage/solution.ts", import.meta.url),
  "utf8",
);
/** The same, but nothing comes into the page table. */
const wrong = solution.replace(/set_pte_at\(.*\);/, "");

const statusOf = async (text: string, options: Partial<grade_options> = {}): Promise<unknown> =>
  statuses(await graded(text, options, "instructor", zeropage))[RANDOM];

/** Linux, as nobody has ever seen it: whoever is compared with this differs. */
const nonsense: found_out = {
  scenarios: () => null,
  appearance: () => "something else",
  possible: () => null,
};

describe("the cases of a random test", () => {
  it("have all of its scenarios, in their order", () => {
    const [test] = zeropage.tests;
    const all = test !== undefined && "pack" in test ? test.pack.scenarios(1) : [];

    expect(packs.length).toBeGreaterThan(5);
    expect(packs.flatMap(({ scenarios }) => scenarios)).toEqual(all);
    expect(new Set(packs.map(({ n }) => n)).size).toBe(packs.length);
  });

  it("are run no further when one has failed", async () => {
    const lines: string[] = [];
    const start = (): Child => eavesdropped((line) => lines.push(line));

    expect(await statusOf(solution, { start })).toBe("passed");
    expect(lines.filter((line) => line.includes('"pack"'))).toHaveLength(packs.length);
    lines.length = 0;
    expect(await statusOf(wrong, { start })).toBe("failed");
    expect(lines.filter((line) => line.includes('"pack"')).length).toBeLessThan(packs.length);
  });

  it("are all needed for a pass: a child that leaves out the last one earns nothing", async () => {
    const last = packs.at(-1)?.n;
    const silent = (line: string): boolean =>
      line.includes('"pack"') && (JSON.parse(line) as { n: number }).n === last;

    expect(await statusOf(solution, { start: () => eavesdropped(() => {}, silent) })).not.toBe(
      "passed",
    );
  });
});

/** A child whose lines somebody hears, and may keep to himself. */
function eavesdropped(
  hear: (line: string) => void,
  isKept: (line: string) => boolean = () => false,
): Child {
  const child = new Child(builtChild());
  const run = child.run.bind(child);
  child.run = (input, onLine, clock) =>
    run(
      input,
      (line) => {
        hear(line);
        if (!isKept(line)) onLine(line);
      },
      clock,
    );
  return child;
}

describe("what is known of records", () => {
  it("spares playing them again: Linux is not even asked", async () => {
    const knowledge = new Knowledge();
    expect(await statusOf(solution, { knowledge })).toBe("passed");

    const taught = new Knowledge(nonsense);
    for (const scenario of packs.flatMap(({ scenarios }) => scenarios)) {
      const [wording, runs] = knowledge.rightOf(keyOf(scenario)) ?? ["", 0];
      expect(runs).toBe(1);
      taught.noteRight(keyOf(scenario), wording, runs);
    }
    expect(await statusOf(solution, { knowledge: taught })).toBe("passed");
    expect(await statusOf(solution, { knowledge: new Knowledge(nonsense) })).toBe("failed");
  });

  it("is nothing about other records: wrong code fails beside right code", async () => {
    const knowledge = new Knowledge();
    expect(await statusOf(solution, { knowledge })).toBe("passed");
    expect(await statusOf(wrong, { knowledge })).toBe("failed");
    expect(await statusOf(solution, { knowledge })).toBe("passed");
  });

  it("is the same for code that stands at other lines", async () => {
    const knowledge = new Knowledge();
    await statusOf(solution, { knowledge });
    const taught = new Knowledge(nonsense);
    for (const scenario of packs.flatMap(({ scenarios }) => scenarios))
      taught.noteRight(keyOf(scenario), knowledge.rightOf(keyOf(scenario))?.[0] ?? "", 1);

    expect(await statusOf(`\n\n\n${solution}`, { knowledge: taught })).toBe("passed");
  });
});

describe("the wording of a record", () => {
  const wording = (...record: unknown[]): string => wordingOf(["mfill_zeropage_pte"], [record]);

  it("leaves out lines, and nothing else", () => {
    expect(wording(["c", "f", [1], 10])).toBe(wording(["c", "f", [1], 11]));
    expect(wording(["w", 1, "value", 2, 10])).toBe(wording(["w", 1, "value", 2, 11]));
    expect(wording(["v", 0, 10])).toBe(wording(["v", 0, 11]));
    expect(wording(["t", "own", 10, "Error", ""])).toBe(wording(["t", "own", 11, "Error", ""]));

    expect(wording(["c", "f", [1], 10])).not.toBe(wording(["c", "f", [2], 10]));
    expect(wording(["w", 1, "value", 2, 10])).not.toBe(wording(["w", 1, "value", 3, 10]));
    expect(wording(["v", 0, 10])).not.toBe(wording(["v", 1, 10]));
    expect(wording(["k", 0, [1]])).not.toBe(wording(["k", 0, [2]]));
  });

  it("is another one for other functions and other runs", () => {
    const record = [["v", 0, 1]];
    expect(wordingOf(["mfill_zeropage_pte"], [record])).not.toBe(wordingOf([], [record]));
    expect(wordingOf([], [record], [0, 0])).not.toBe(wordingOf([], [record], [0]));
  });
});
