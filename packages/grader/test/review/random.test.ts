// Goal: no scenario that can be handed in makes the judge itself fail, on any version, right or wrong.

import { checkTests, judgeReviewTest } from "@faultline/kit";
import fc from "fast-check";
import { expect, it } from "vitest";
import { arbitrary_scenario } from "../../../core/test/support/arbitrary_scenario.ts";
import { exercise } from "./support.ts";

it("random scenarios end in a verdict", () => {
  const verdicts = new Set<string>();
  fc.assert(
    fc.property(arbitrary_scenario, (scenario) => {
      const test = { name: "a", scenario, expect: [{ after: "end", log: "none" }] };
      const checked = checkTests([test]);
      if (typeof checked === "string") throw new Error(checked);
      for (const one of checked) {
        const { status, message } = judgeReviewTest(one, exercise);
        expect(status, message).not.toBe("error");
        verdicts.add(status);
      }
    }),
    { numRuns: 30 },
  );
  expect([...verdicts]).toContain("valid");
});
