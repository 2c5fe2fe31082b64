import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatProgress, mergeProgress, newProgress, parseProgress } from "../src/index.ts";
import { anyProgress } from "./arbitrary.ts";

describe("mergeProgress", () => {
  it("gives the same whichever record comes first", () => {
    fc.assert(
      fc.property(anyProgress, anyProgress, (a, b) => {
        expect(formatProgress(mergeProgress(a, b))).toBe(formatProgress(mergeProgress(b, a)));
      }),
    );
  });

  it("gives the same in whichever order three are merged", () => {
    fc.assert(
      fc.property(anyProgress, anyProgress, anyProgress, (a, b, c) => {
        const left = mergeProgress(mergeProgress(a, b), c);
        const right = mergeProgress(a, mergeProgress(b, c));
        expect(formatProgress(left)).toBe(formatProgress(right));
      }),
    );
  });

  it("changes nothing when a record is merged once more", () => {
    fc.assert(
      fc.property(anyProgress, anyProgress, (a, b) => {
        const once = mergeProgress(a, b);
        expect(formatProgress(mergeProgress(once, b))).toBe(formatProgress(once));
      }),
    );
  });

  it("changes nothing when there is nothing to merge", () => {
    fc.assert(
      fc.property(anyProgress, (a) => {
        expect(formatProgress(mergeProgress(a, newProgress()))).toBe(formatProgress(a));
      }),
    );
  });

  it("loses nothing, and invents nothing", () => {
    fc.assert(
      fc.property(anyProgress, anyProgress, (a, b) => {
        const { exercises } = mergeProgress(a, b);
        for (const key of ["started", "attempts", "hints", "given_up"] as const) {
          const seen = (id: string): unknown[] =>
            [a, b].flatMap(({ exercises }): readonly unknown[] =>
              Object.hasOwn(exercises, id) ? (exercises[id]?.[key] ?? []) : [],
            );
          for (const [id, one] of Object.entries(exercises))
            expect(new Set(one[key].map(canonical))).toEqual(new Set(seen(id).map(canonical)));
        }
        expect(new Set(Object.keys(exercises))).toEqual(
          new Set([...Object.keys(a.exercises), ...Object.keys(b.exercises)]),
        );
      }),
    );
  });

  it("is read again as it was written", () => {
    fc.assert(
      fc.property(anyProgress, (a) => {
        expect(formatProgress(parseProgress(formatProgress(a)))).toBe(formatProgress(a));
      }),
    );
  });
});

const canonical = (one: unknown): string =>
  typeof one === "object" && one !== null
    ? JSON.stringify(Object.entries(one).sort())
    : String(one);
