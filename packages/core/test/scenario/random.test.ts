// Goal: whatever programs, monitors and other CPUs do, the machine's own kernel keeps every count true.
// Method: random scenarios with failures and rivals, audited after each operation, and everything taken down at the end.
// To replay a failure, give fc.assert the seed and the path that it prints.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type machine_finding, releases, runScenario, type scenario } from "../../src/index.ts";
import { checkScenario } from "../../src/scenario/validate.ts";
import { arbitrary_scenario } from "../support/arbitrary_scenario.ts";

const names = Object.values(releases).map((release) => release.name);

/** A truncation may overlook a page that enters the file meanwhile: see explore.test.ts. */
const isLinuxsOwn = ({ rule }: machine_finding, { ops }: scenario): boolean =>
  rule === "data-beyond-eof" &&
  ops.some((op) => op.rivals?.some((rival) => rival.do.op === "ftruncate"));

describe.each(names)("the kernel of Linux %s", (release) => {
  it("leaves no finding behind in any scenario", () => {
    const sound = fc.property(arbitrary_scenario, (scenario) => {
      const run = runScenario(scenario, { release, audit: true });

      expect(run.oops?.message ?? null).toBeNull();
      expect(run.findings.filter((found) => !isLinuxsOwn(found, scenario))).toEqual([]);
      expect(run.teardown).toEqual([]);
    });

    fc.assert(sound, { numRuns: 150 });
  });
});

describe("a random scenario", () => {
  it("is one that the validator knows", () => {
    fc.assert(
      fc.property(arbitrary_scenario, (scenario) => {
        expect(checkScenario(scenario)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
