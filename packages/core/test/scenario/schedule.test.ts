// Goal: a schedule is a text that says exactly when which rival does a step, and nothing else is one.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatSchedule, isSchedule, parseSchedule } from "../../src/index.ts";

describe("a schedule", () => {
  it("names boundaries, and at each the rivals in the order in which they do a step", () => {
    expect(parseSchedule("3a7ab")).toEqual([
      { boundary: 3, rival: 0 },
      { boundary: 7, rival: 0 },
      { boundary: 7, rival: 1 },
    ]);
  });

  it("may be empty: then the rivals wait until the operation is over", () => {
    expect(parseSchedule("")).toEqual([]);
  });

  it.each(["a", "3", "3a3b", "7a3a", "3A", "3i", "3a ", "-1a", "1.5a", "3a7"])(
    "is not %j",
    (text) => {
      expect(isSchedule(text)).toBe(false);
      expect(() => parseSchedule(text)).toThrow(`"${text}" is no schedule`);
    },
  );

  it("reads back as what was written", () => {
    const group = fc.tuple(fc.nat(50), fc.array(fc.nat(7), { minLength: 1, maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(group, { maxLength: 5 }), (groups) => {
        let boundary = -1;
        const plan = groups.flatMap(([step, rivals]) => {
          boundary += step + 1;
          return rivals.map((rival) => ({ boundary, rival }));
        });
        expect(parseSchedule(formatSchedule(plan))).toEqual(plan);
      }),
      { numRuns: 200 },
    );
  });
});
