// Goal: in a race, too, nothing is left for the next run, and a forged record of one earns nothing.

import type { scenario } from "@faultline/core";
import { sharedFile, suite } from "@faultline/kit";
import { describe, expect, it } from "vitest";
import { grade } from "../../src/grade.ts";
import { readLine } from "../../src/judge/lines.ts";
import { newReport } from "../../src/report/report.ts";
import type { result } from "../../src/report/result.ts";
import { MAX_RACE_EVENTS, MAX_RUNS } from "../../src/trace/format.ts";
import { builtChild } from "../support/child_script.ts";
import { fakeChild, recordedRaces, type told_race } from "../support/fake_child.ts";
import { HONEST_SUBMISSION, submission } from "../support/sources.ts";
import { tiny } from "../support/tiny.ts";
import { hideouts } from "./corpus/states.ts";

//        0 1 2 3           0 | 1 2 3
// file   . . . .    ->     . |           a truncation to one page, against a fill of page 1
const cut: scenario = sharedFile([
  { op: "copy", page: 1, race: { rivals: [{ op: "ftruncate", pages: 1 }] } },
]);
const about = { points: 1, hint: "Who else is there?", scenario: cut };
const raced = {
  ...tiny,
  tests: suite("hidden", ({ describe, race }) => {
    describe("accounting", () => {
      race({ ...about, id: "cut", title: "A fill loses to a truncation", failure: "It did not." });
    });
  }),
};

const facts = { file: "a.ts", sha256: "", seed: 1, duration_ms: 0 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function marked(text: string): Promise<result> {
  return newReport(await grade(raced, bytes(text), { script: builtChild() }), facts, "instructor");
}

describe("nothing of one run is there for the next", () => {
  it("and what would be there would be seen", async () => {
    const lies = submission(
      "let n = 0;",
      "n += 1; const size = i_size_read(file_inode(vma.vm_file)); if (size === 4096) return -1; return honest(...args);",
    );
    expect((await marked(HONEST_SUBMISSION)).score).toBe(1);
    expect((await marked(lies)).score).toBe(0);
  });

  it.concurrent.each(hideouts.map((one) => [one.id, one.tries, one] as const))(
    "%s: %s",
    async (_id, _tries, { look, leave }) => {
      const found = `let kept: any = false; try { kept = ${look} } catch {}\nif (kept) return -1;`;
      const code = `${found}\ntry { ${leave} } catch {}\nreturn honest(...args);`;
      expect(await marked(submission("let seen = 0;", code))).toMatchObject({
        score: 1,
        irregularities: [],
      });
    },
  );
});

describe("a forged record of a race", () => {
  const told = recordedRaces(raced, HONEST_SUBMISSION);

  const forged = async (change: (race: told_race) => object): Promise<result> => {
    const [race] = await told;
    if (race === undefined) throw new Error("There is no race.");
    const lines = [
      { kind: "up" },
      { kind: "ready", targets: raced.targets },
      { ...race, ...change(race) },
    ];
    const start = () => fakeChild(() => lines.map((line) => JSON.stringify(line)));
    const grading = await grade(raced, bytes(HONEST_SUBMISSION), { script: "none", start });
    return newReport(grading, facts, "instructor");
  };

  it("is no forgery if nothing is changed", async () => {
    expect(await forged(() => ({}))).toMatchObject({ score: 1, irregularities: [] });
  });

  it.each([
    ["without its last run", ({ runs }: told_race) => ({ runs: runs.slice(0, -1) })],
    ["without any run", () => ({ runs: [] })],
    ["with one run more", ({ runs }: told_race) => ({ runs: [...runs, 0] })],
    ["with its runs backwards", ({ runs }: told_race) => ({ runs: [...runs].reverse() })],
    ["with the first record for every run", ({ runs }: told_race) => ({ runs: runs.map(() => 0) })],
    ["with empty records", ({ records }: told_race) => ({ records: records.map(() => []) })],
    [
      "that answers what was not asked",
      ({ records }: told_race) => ({ records: records.map((one) => [...one, ["k", 0, []]]) }),
    ],
    [
      "with another result",
      ({ records }: told_race) => ({
        records: records.map((one) => [...one.slice(0, -1), ["v", -1, 1]]),
      }),
    ],
  ])("earns nothing %s", async (_what, change) => {
    const report = await forged(change);
    expect(report.score).toBe(0);
    expect([...(report.irregularities ?? []), ...report.findings].length).toBeGreaterThan(0);
  });

  it("that claims to have been cut short earns nothing", async () => {
    expect((await forged(() => ({ cut_short: true }))).score).toBe(0);
  });

  it("is heard up to a number of events in all its runs together, and not beyond", () => {
    const line = (events: number, runs: number): string =>
      JSON.stringify({
        kind: "race",
        n: 0,
        records: [new Array(events).fill(0)],
        runs: new Array(runs).fill(0),
      });
    const each = Math.floor(MAX_RACE_EVENTS / MAX_RUNS);
    expect(readLine(line(each, MAX_RUNS))).not.toBeNull();
    expect(readLine(line(each + 1, MAX_RUNS))).toBeNull();
  });
});
