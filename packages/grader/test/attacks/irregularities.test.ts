// Goal: what does not fit is told to an instructor, with what there is to look at, and to nobody else.

import { describe, expect, it } from "vitest";
import { prettyReport } from "../../../cli/src/pretty/report.ts";
import { grade } from "../../src/grade.ts";
import { newReport } from "../../src/report/report.ts";
import type { result } from "../../src/report/result.ts";
import { fakeChild, recorded, type told_case } from "../support/fake_child.ts";
import { graded } from "../support/graded.ts";
import { HONEST_SUBMISSION, submission } from "../support/sources.ts";
import { FULL, tiny } from "../support/tiny.ts";

const READY = { kind: "ready", targets: tiny.targets };
const facts = { file: "a.ts", sha256: "", seed: 1, duration_ms: 0 };
const terminal = { stdout: () => {}, stderr: () => {}, colour: false, columns: 80 };

interface told {
  readonly learner: result;
  readonly instructor: result;
}

/** What both are told of a child that says this. */
async function said(lines: readonly unknown[]): Promise<told> {
  const start = () => fakeChild(() => [{ kind: "up" }, ...lines].map((one) => JSON.stringify(one)));
  const bytes = new TextEncoder().encode(HONEST_SUBMISSION);
  const grading = await grade(tiny, bytes, { script: "none", start });
  return {
    learner: newReport(grading, facts, "learner"),
    instructor: newReport(grading, facts, "instructor"),
  };
}

const changed = (cases: readonly told_case[], at: number, event: unknown): told_case[] =>
  cases.map((one) => ({
    ...one,
    events: one.events.map((known, i) => (i === at ? event : known)),
  }));

const honest = await recorded(tiny, HONEST_SUBMISSION);
const answer = (honest[0]?.events ?? []).findIndex(
  (event) => Array.isArray(event) && event[0] === "k" && event[1] === true,
);

describe("a record that does not fit", () => {
  it("is told to an instructor with the event, what was recorded and what happened", async () => {
    const { instructor } = await said([READY, ...changed(honest, answer, ["k", false, []])]);
    expect(instructor.irregularities).toEqual([
      {
        id: "i1",
        kind: "record",
        message:
          "The record of a run does not fit what happens when it is repeated: shmem_inode_acct_block() returned something else.",
        tests: ["fills", "pays-back", "two-holders"],
        event: answer,
        recorded: "it returned false",
        happened: "it returned true",
      },
    ]);
    expect(instructor.score).toBe(0);
  });

  it("is an ordinary failed test to the learner", async () => {
    const { learner } = await said([READY, ...changed(honest, answer, ["k", false, []])]);
    const [fills] = learner.tests;
    expect(fills).toMatchObject({
      status: "failed",
      message: tiny.tests[0]?.failure,
      hint: tiny.tests[0]?.hint,
    });
    expect(learner).not.toHaveProperty("irregularities");
    expect(prettyReport(learner, terminal)).not.toMatch(/record|fit|repeat/i);
  });

  it("stands in the text for people, in neutral words", async () => {
    const { instructor } = await said([READY, ...changed(honest, answer, ["k", false, []])]);
    const text = prettyReport(instructor, terminal);
    expect(text).toContain("What did not fit");
    expect(text).toContain(`event ${answer}: it returned false`);
    expect(text).toContain("here: it returned true");
    expect(text).not.toMatch(/cheat|fraud|tamper|guilty/i);
  });

  it.each([
    [
      "a call of something else",
      ["c", "x\u001b[2J", [], 1],
      /something that is no kernel function/,
    ],
    ["a field that nobody has", ["w", 3, "<script>", 0, 1], /something that is no field/],
    ["no event", "x".repeat(5000), /something that is no event/],
    ["an event of no kind", ["?", 1], /an event of no kind/],
    [
      "an object that was never seen",
      ["c", "put_page", [["o", 99]], 1],
      /put_page\(\) is called with object 99/,
    ],
    ["a box", ["c", "put_page", [["b", ["b", 5]]], 1], /a box with no value/],
    ["many arguments", ["c", "put_page", new Array(1e4).fill(0), 1], /0, 0, …/],
    ["a failure", ["x", "__proto__"], /ended by nothing known/],
  ])("quotes nothing of the child's own: %s", async (_what, event, words) => {
    const { instructor } = await said([READY, ...changed(honest, answer - 1, event)]);
    const [first] = instructor.irregularities ?? [];
    expect(first?.recorded).toMatch(words);
    expect(first?.recorded.length).toBeLessThan(200);
    expect(JSON.stringify(instructor.irregularities)).not.toMatch(/script|\\u001b|xxx/);
  });

  it("is named where it ends too early, and where it goes on too long", async () => {
    const cut = honest.map((one) => ({ ...one, events: one.events.slice(0, -1) }));
    const long = honest.map((one) => ({ ...one, events: [...one.events, ["v", 0, 1]] }));
    const [short, more] = [await said([READY, ...cut]), await said([READY, ...long])];
    expect(short.instructor.irregularities?.[0]).toMatchObject({
      recorded: "nothing more",
      happened: "more",
    });
    expect(more.instructor.irregularities?.[0]).toMatchObject({
      event: honest[0]?.events.length,
      recorded: "the submission returned 0",
      happened: "nothing of that",
    });
  });
});

describe("a child that speaks out of turn", () => {
  it.each([
    ["a case before it is ready", [...honest, READY], "a case before it was ready"],
    ["a case twice", [READY, ...honest, ...honest], "a case for the second time"],
    [
      "a case that there is not",
      [READY, { ...honest[0], n: 77 }, ...honest],
      "a case that there is not",
    ],
    ["words that are none", [READY, 5, ...honest], "a line in no words that are known"],
    [
      "readiness for nothing",
      [{ kind: "ready", targets: [] }, READY, ...honest],
      "that it is ready, without what the exercise asks for",
    ],
    [
      "an end too early",
      [READY, honest[0]],
      "nothing of some cases, and ended as if all were well",
    ],
  ])("is noted, and not heard: %s", async (_what, lines, recorded) => {
    const { learner, instructor } = await said(lines);
    expect(instructor.irregularities?.[0]).toMatchObject({ kind: "turn", tests: [], recorded });
    expect(prettyReport(instructor, terminal)).toContain("What did not fit");
    expect(learner).not.toHaveProperty("irregularities");
  });

  it("fills no report, however much it says", async () => {
    const { instructor } = await said([READY, ...new Array(5000).fill(null), ...honest]);
    expect(instructor.irregularities).toHaveLength(10);
    expect(instructor.score).toBe(FULL);
  });
});

it.each([
  ["right", HONEST_SUBMISSION],
  ["wrong", submission("", "return 0;")],
  ["endless", submission("", "for (;;) {}")],
  ["throwing", submission("", "throw new Proxy({}, { getPrototypeOf() { throw 1 } })")],
  ["printing", submission("", "console.log('x\\n'.repeat(100)); return honest(...args)")],
  ["out of memory", submission("", "const a: any[] = []; for (;;) a.push(new Array(1e5).fill(1))")],
  ["not to be loaded", "throw 1; export function shmem_mcopy_atomic_pte() {}"],
  ["no TypeScript", "export function {"],
])("nothing is irregular about a submission that is %s", async (_what, source) => {
  expect((await graded(source)).irregularities).toEqual([]);
});
