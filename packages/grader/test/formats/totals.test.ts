// Goal: a submission has one score, whichever format tells it, and no format is broken by what is in it.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isForInstructors, totalOf } from "../../src/report/formats/reported.ts";
import { formats } from "../../src/report/formats/table.ts";
import { hostile_words, made_up_result } from "./made_up.ts";
import { readers } from "./readers.ts";

const identity = {
  classroom: "kernels",
  assignment: "install-pte",
  submission: "submit/2026-06-01T14-32-05Z-a1b2c3d",
  commit: "https://example.com/commit",
  release: "https://example.com/release",
  review: "https://example.com/review",
  datetime: "2026-06-01T14:32:05Z",
};
const options = { ended: Date.UTC(2026, 5, 1), classroom50: identity };

describe.each(formats.filter(({ name }) => readers[name] !== undefined))("$name", (format) => {
  const { write, holds, for_learners, name } = format;
  const reader = readers[name];
  if (write === null || reader === undefined) throw new Error(`Nobody reads ${name}.`);
  const readable = made_up_result.filter((one) => !for_learners || !isForInstructors(one));

  it("is well formed and says the score, whatever is in the report", () => {
    fc.assert(
      fc.property(readable, (result) => {
        const text = write([{ result }], options, false);
        const { score, max_score } = result;
        expect(reader.faults(text)).toEqual([]);
        expect({ score, max_score }).toMatchObject(reader.total(text));
      }),
      { verbose: 1 },
    );
  });

  it("and of several exercises, or several submissions, the sum", () => {
    fc.assert(
      fc.property(fc.array(readable, { minLength: 2, maxLength: 4 }), (results) => {
        const text = write(
          results.map((result) => ({ result })),
          options,
          holds === "several",
        );
        expect(reader.faults(text)).toEqual([]);
        expect(totalOf(results)).toMatchObject(reader.total(text));
      }),
      { verbose: 1, numRuns: 30 },
    );
  });
});

it("the words are as bad as they are meant to be", () => {
  expect(hostile_words.join("")).toMatch(/::error.*##\[.*<script>.*\]\]>.*javascript:/s);
});
