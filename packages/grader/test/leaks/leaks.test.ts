// Goal: no byte that a learner reads tells what a hidden test puts in or expects, or where anything lies.
// Method: all wrong versions of all exercises are graded, and all that would be shown is searched: text and JSON.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isRandom, versionText } from "@faultline/kit";
import { describe, expect, it } from "vitest";
import { prettyReport } from "../../../cli/src/pretty/report.ts";
import { exercise_ids, loadCodeExercise } from "../../src/exercises.ts";
import { grade } from "../../src/grade.ts";
import { formats } from "../../src/report/formats/table.ts";
import { newReport } from "../../src/report/report.ts";
import type { result } from "../../src/report/result.ts";
import { leaksIn, textsIn, unseenIn } from "../attacks/search.ts";
import { builtChild } from "../support/child_script.ts";
import { hiddenWordsIn } from "../support/hidden_words.ts";
import { found, needlesOf } from "./needles.ts";

/** The formats that learners read in other places. */
const written = formats.flatMap(({ name, write }) =>
  write === null || name === "mutation" || name === "classroom50" ? [] : [write],
);

const terminal = { stdout: () => {}, stderr: () => {}, colour: false, columns: 100_000 };

/** Without what the submission itself made of a visible scenario: any number may come of a wrong step. */
const withoutItsOwn = (report: result): result => ({
  ...report,
  counterexample: report.counterexample && { ...report.counterexample, actual: {} },
});

/** Prints and throws what it is given, as a learner would who wants to know. */
const curious = (name: string): string => `
export function ${name}(...args: any[]): any {
  console.log("given", ...args, JSON.stringify(args.filter((one) => typeof one !== "object")));
  throw new Error(args.filter((one) => typeof one !== "object").join(" "));
}`;

for (const id of exercise_ids) {
  const exercise = await loadCodeExercise(id);
  if (exercise === null) continue; // tests are handed in there, and nothing is hidden from them but names
  const read = (path: string): string =>
    readFileSync(
      fileURLToPath(new URL(`../../../exercises/${id}/${path}`, import.meta.url)),
      "utf8",
    );
  const versions: (readonly [string, string])[] = [
    ["the starter", read("starter.ts")],
    ["a curious one", curious(exercise.targets[0] ?? "")],
    ...exercise.mutants.map((one) => [one.id, versionText(one, read)] as const),
  ];

  // A situation that is drawn by lot is told whole, and may be like one of a hidden test by chance.
  const chosen = { ...exercise, tests: exercise.tests.filter((test) => !isRandom(test)) };

  describe(id, () => {
    const needles = needlesOf(exercise);

    it("has needles of every kind to look for", () => {
      expect(needles.lines.length).toBeGreaterThan(100);
      expect(needles.inputs.length).toBeGreaterThan(10);
      expect(needles.values.length).toBeGreaterThan(5);
    });

    it("would find each of them", () => {
      for (const kind of ["lines", "inputs", "values"] as const) {
        const [needle = ""] = needles[kind];
        expect(found(needles, `x ${needle} y`, "")).toContain(needle);
        expect(found(needles, `x ${needle} y`, needle)).not.toContain(needle);
      }
    });

    it.concurrent.each(versions)("tells nothing of its hidden tests to %s", async (_what, text) => {
      const bytes = new TextEncoder().encode(text);
      const grading = await grade(chosen, bytes, { script: builtChild() });
      const facts = { file: "answer.ts", sha256: "", seed: 1, duration_ms: 0 };
      const report = newReport(grading, facts, "learner");
      const hushed = withoutItsOwn(report);
      const all = [
        ...textsIn(hushed),
        JSON.stringify(hushed),
        prettyReport(hushed, terminal, true),
        prettyReport(hushed, { ...terminal, colour: true }, false),
        ...written.map((write) => write([{ result: hushed }], {}, false)),
      ];
      expect(all.flatMap((hay) => found(needles, hay, text))).toEqual([]);
      expect(hiddenWordsIn(report, exercise)).toEqual([]);
      expect(leaksIn(report, [], text)).toEqual([]);
      expect(unseenIn(report)).toEqual([]);
    });
  });
}
