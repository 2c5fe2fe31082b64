// Goal: whatever is changed in an honest record, the judge does not fail, and a record that fits leaves a machine behind
// that right code could have left.

import fc from "fast-check";
import { expect, it } from "vitest";
import { casesOf } from "../../src/judge/cases.ts";
import { replayCase, verdictOf } from "../../src/judge/verdict.ts";
import { recorded } from "../support/fake_child.ts";
import { HONEST_SUBMISSION } from "../support/sources.ts";
import { tiny } from "../support/tiny.ts";

const cases = casesOf(tiny).filter((one) => "scenario" in one);
const honest = await recorded(tiny, HONEST_SUBMISSION);

/** A value as a record may have it, or as it may not. */
const value = fc.oneof(
  fc.constantFrom(0, -0, 1, -14, 8, 4096, 2 ** 53, 1e308, true, false, null, "0", "v"),
  fc.constantFrom(["u"], ["n", "NaN"], ["n", "-0"], ["?", "object", true], ["a", []], {}, []),
  fc.tuple(fc.constantFrom("o", "b"), fc.integer({ min: -1, max: 15 })),
);

/** Changes one place of a record: an event is lost, doubled, moved, or one of its parts is another. */
const change = fc.record({
  at: fc.nat(),
  to: fc.nat(),
  part: fc.nat({ max: 4 }),
  what: fc.constantFrom("lose", "double", "move", "part", "argument"),
  value,
});
type change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changed(events: readonly unknown[], { at, to, part, what, value }: change): unknown[] {
  const list = structuredClone(events) as unknown[];
  const i = at % Math.max(1, list.length);
  const event = list[i];
  if (what === "lose") list.splice(i, 1);
  if (what === "double") list.splice(i, 0, event);
  if (what === "move") list.splice(to % Math.max(1, list.length), 0, ...list.splice(i, 1));
  if (what === "part" && Array.isArray(event)) event[part] = value;
  if (what === "argument" && Array.isArray(event) && Array.isArray(event[2]))
    event[2][part] = value;
  return list;
}

/** What anybody can see of a run. */
const seen = (run: ReturnType<typeof replayCase>["run"]): unknown =>
  run.steps.map(({ r, snapshot }) => [r, snapshot?.files, snapshot?.mms, snapshot?.mounts]);

it("a changed record never breaks the judge, and never passes for what it is not", () => {
  const right = cases.map((one, n) =>
    replayCase(one, "5.14", tiny.targets, { events: honest[n]?.events ?? [], log: [] }),
  );
  const property = fc.property(
    fc.nat({ max: cases.length - 1 }),
    fc.array(change, { minLength: 1, maxLength: 3 }),
    (n, changes) => {
      const [one, told, expected] = [cases[n], honest[n], right[n]];
      if (one === undefined || told === undefined || expected === undefined) return;
      const events = changes.reduce(changed, [...told.events]);
      const outcome = replayCase(one, "5.14", tiny.targets, { events, log: [] });
      const verdicts = one.tests.map((test) => verdictOf(test, outcome).status);
      expect(verdicts.filter((status) => status !== "passed" && status !== "failed")).toEqual([]);
      // Whoever passes every test without a broken rule has done what right code does.
      const clean = verdicts.every((status) => status === "passed");
      const ok = clean && outcome.run.findings.length + outcome.run.teardown.length === 0;
      if (ok) expect(seen(outcome.run)).toEqual(seen(expected.run));
    },
  );
  fc.assert(property, { numRuns: 1500 });
});
