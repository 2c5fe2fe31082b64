// Goal: at whatever moment of a run the program acts, right monitors get everybody on, with the right bytes.
// Graded tests name one moment; here it is every one, for every right version.

import { readFileSync } from "node:fs";
import { everySchedule, type rival_op } from "@faultline/core";
import { versionText } from "@faultline/kit";
import { readSubmission } from "@faultline/kit/check";
import { describe, expect, it } from "vitest";
import { exercise } from "../src/index.ts";
import {
  at_source,
  drops,
  look,
  moving,
  of,
  reads,
  runs,
  sees,
  unmaps,
  went_on,
  writes,
} from "../src/look.ts";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const right = [
  { id: "solution", text: read("solution.ts") },
  ...exercise.variants.map((one) => ({ id: one.id, text: versionText(one, read) })),
];

/** Page 3 has been asked for; then everything arrives, while others act; then the monitor runs often enough. */
const raced = (rivals: readonly rival_op[], after: Parameters<typeof moving>[0]) =>
  moving([reads(3), ...runs(1), { op: "pager", race: { rivals } }, ...runs(8), of(3), ...after], {
    pushes: [{ page: 0, n: 6 }],
    arrive: [0, 2],
  });

/** Runs a version under every schedule. Returns how many there were. */
function everywhere(
  text: string,
  scenario: ReturnType<typeof raced>,
  check: (after: readonly unknown[]) => void,
): number {
  const livepatch = readSubmission(text);
  let schedules = 0;
  for (const { run } of everySchedule(scenario, { livepatch, call_budget: 5000 })) {
    schedules += 1;
    expect([run.oops, run.findings, run.teardown]).toEqual([null, [], []]);
    const after = run.steps.slice(12).map(({ r }) => r);
    // A rival that did not have to wait has said so at once, and there is nobody left to ask.
    const others = run.steps[3]?.rivals ?? [];
    for (const [i, { r }] of others.entries()) if (r?.["bg"] === "done") after[1 + i] = r;
    check(after);
  }
  return schedules;
}

describe.each(right)("$id", ({ text }) => {
  it("is right whenever a page is touched, and another one thrown away", () => {
    const scenario = raced([reads(1), drops(4)], [of(1), of(10), look(4), look(5)]);
    const schedules = everywhere(text, scenario, (after) =>
      expect(after).toMatchObject([
        went_on(at_source(3)),
        went_on(at_source(1)),
        { bg: "done", res: { ret: 0 } },
        sees(0),
        sees(at_source(5)),
      ]),
    );
    expect(schedules).toBeGreaterThan(10);
  });

  it("is right whenever the end is unmapped, and a page before it written", () => {
    const scenario = raced([unmaps(5), writes(2, 0x99)], [of(11), of(2), look(2), look(4)]);
    const schedules = everywhere(text, scenario, (after) =>
      expect(after).toMatchObject([
        went_on(at_source(3)),
        { bg: "done", res: { ret: 0 } },
        { bg: "done", res: { a: "ok" } },
        sees(0x99),
        sees(at_source(4)),
      ]),
    );
    expect(schedules).toBeGreaterThan(10);
  });
});
