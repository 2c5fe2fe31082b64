// Goal: whoever kills a child, and whenever, there is a report, and a kill from outside costs nobody marks.
// Method: children are killed at lines of their output, each line once and then at lines chosen by a seed.

import { describe, expect, it } from "vitest";
import { Child } from "../../src/sandbox/child.ts";
import type { isolation } from "../../src/sandbox/layers.ts";
import { builtChild } from "../support/child_script.ts";
import { graded, statuses } from "../support/graded.ts";
import { HONEST_SUBMISSION, submission } from "../support/sources.ts";
import { FULL } from "../support/tiny.ts";

/** Up, ready, and two lines for each of two cases. */
const LINES = 6;

/** A child that is killed as it says its line of that number; 0 is before it says anything. */
function mortal(line: number, isolation?: isolation): Child {
  const child = new Child(builtChild(), isolation);
  if (line === 0) child.kill();
  const run = child.run.bind(child);
  let said = 0;
  child.run = async (input, onLine, wall_ms) => {
    const end = await run(
      input,
      (text) => {
        said += 1;
        if (said === line) child.kill();
        // What it said after that, while the signal was on its way, is as if it had not been said.
        if (said <= line) onLine(text);
      },
      wall_ms,
    );
    // Where it had said all and ended before the signal came, it is as if the signal had been faster.
    return said > line ? "crashed" : end;
  };
  return child;
}

/** Gives children that die at those lines, and then children that live. */
function dying(lines: readonly number[], isolation?: isolation): () => Child {
  const left = [...lines];
  return () => {
    const line = left.shift();
    return line === undefined ? new Child(builtChild(), isolation) : mortal(line, isolation);
  };
}

describe("a child that is killed", () => {
  it.each(Array.from({ length: LINES + 1 }, (_, line) => line))(
    "at line %i costs no marks",
    async (line) => {
      const report = await graded(HONEST_SUBMISSION, { start: dying([line]) });
      expect(report).toMatchObject({ status: "graded", message: "", score: FULL });
    },
  );

  it("behind SES alone costs no marks either", async () => {
    const report = await graded(HONEST_SUBMISSION, { start: dying([3, 0], "ses") });
    expect(report.score).toBe(FULL);
  });

  it("three times at different cases costs no marks", async () => {
    const report = await graded(HONEST_SUBMISSION, { start: dying([0, 3, 2]) });
    expect(report.score).toBe(FULL);
  });

  it("again in the same case is the submission's doing", async () => {
    const report = await graded(HONEST_SUBMISSION, { start: dying([3, 3]) });
    expect(report).toMatchObject({ status: "crashed", score: expect.any(Number) });
    expect(report.tests.map(({ status }) => status)).toContain("error");
    expect(report.score).toBeLessThan(FULL);
  });

  it("at any line, however often, leaves a report or says that no child can be started", async () => {
    const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));
    let state = seed;
    const next = (): number => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
      return (state >> 8) % (LINES + 1);
    };
    for (let round = 0; round < 6; round++) {
      const lines = [next(), next(), next(), next()];
      const what = `seed ${seed}, lines ${lines.join(" ")}`;
      const end = await graded(HONEST_SUBMISSION, { start: dying(lines) }).then(
        ({ status, tests }) => {
          const known = tests.every((test) => /passed|error|not_run/.test(test.status));
          return known && /graded|crashed/.test(status);
        },
        (error: Error) => error.message.startsWith("The child did not start."),
      );
      expect(end, what).toBe(true);
    }
    expect((await graded(HONEST_SUBMISSION)).score).toBe(FULL);
  });
});

it("a submission that fills its memory in one case loses that case and no other", async () => {
  const bomb = "const a: any[] = []; for (;;) a.push(new Array(1e5).fill(1));";
  const inside = `if (linear_page_index(vma, addr) === 3) { ${bomb} } return honest(...args);`;
  const report = await graded(submission("", inside));
  expect(report.status).toBe("out_of_memory");
  expect(statuses(report)).toEqual({
    fills: "passed",
    "two-holders": "passed",
    "pays-back": "error",
  });
});
