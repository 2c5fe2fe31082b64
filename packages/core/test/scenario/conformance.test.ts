// The machine against a running Linux 6.18, recording by recording; and the same scenarios where they have no recording.

import { describe, expect, it } from "vitest";
import { type recording, type run, runScenario } from "../../src/index.ts";
import { mismatches } from "../../src/scenario/conformance.ts";
import { recordings } from "../support/recordings.ts";

const parts = { a: recordings("a"), b: recordings("b"), c: recordings("c") };

/** Recordings that one test replays: few enough for its name to say where a failure is. */
const CHUNK = 250;

const chunks = Object.entries(parts).flatMap(([part, all]) =>
  Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, i) => {
    const some = all.slice(i * CHUNK, (i + 1) * CHUNK);
    return [part, i * CHUNK + 1, i * CHUNK + some.length, some] as const;
  }),
);

/** What the machine itself has to complain of: after each operation, or once everything is taken down. */
function complaints({ findings, teardown, oops }: run): string[] {
  const broken = [...findings, ...teardown].map(({ rule, kernel }) => `${rule}: ${kernel}`);
  return oops === null ? broken : [...broken, `died: ${oops.message}`];
}

const named = ({ s }: recording, words: readonly string[]): string[] =>
  words.length === 0 ? [] : [`${s.id}: ${words.join("; ")}`];

describe("the recordings of Linux 6.18", () => {
  it("are all there", () => {
    expect(Object.values(parts).map((all) => all.length)).toEqual([250, 2920, 1500]);
  });

  it.each(chunks)(
    "of part %s, %i to %i, are answered alike, and no count is ever wrong",
    (...chunk) => {
      const different = chunk[3].flatMap((one) => {
        const run = runScenario(one.s, { release: "6.18", audit: true });
        const fields = mismatches(one, run).map(
          ({ step, op, field }) => `${field} after ${step} ${op}`,
        );
        return named(one, [...fields, ...complaints(run)]);
      });

      expect(different).toEqual([]);
    },
  );

  it("are told apart from one with a byte changed", () => {
    const [recording] = parts.a;
    if (recording === undefined) throw new Error("There are no recordings.");
    const o = recording.o.map((seen, step) => (step === 1 ? { ...seen, lck: 7 } : seen));
    const run = runScenario(recording.s, { release: "6.18" });

    expect(mismatches(recording, run)).toEqual([]);
    expect(mismatches({ ...recording, o }, run)).toMatchObject([
      { id: recording.s.id, step: 1, field: "lck", recorded: "7", machine: "0" },
    ]);
  });
});

describe("the same scenarios in Linux 5.14", () => {
  it.each(chunks)("of part %s, %i to %i, never leave a count wrong", (...chunk) => {
    const broken = chunk[3].flatMap((one) =>
      named(one, complaints(runScenario(one.s, { release: "5.14", audit: true }))),
    );

    expect(broken).toEqual([]);
  });
});
