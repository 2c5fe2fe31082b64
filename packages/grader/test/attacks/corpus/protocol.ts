// A child that has been taken over, and speaks out of turn.

import type { attack, expectation, forged_line, honest_case } from "./attack.ts";
import { READY } from "./forging.ts";

const spoken = (
  id: string,
  tries: string,
  lines: (cases: readonly honest_case[]) => readonly forged_line[],
  expected: expectation = "fail",
  earns: readonly string[] = [],
): attack => ({ id, kind: "protocol", tries, expected, earns, how: { by: "lines", lines } });

const said = (one: honest_case, more: Readonly<Record<string, unknown>> = {}): forged_line => ({
  kind: "case",
  log: [],
  overrun: null,
  ...one,
  ...more,
});
const ALL = ["fills", "pays-back", "two-holders"];
const failing = (one: honest_case): honest_case => ({ n: one.n, events: [] });

/** As a process, where what matters is how it is read and how it is ended. */
const processed = (
  id: string,
  tries: string,
  expected: expectation,
  code: string,
  slow?: true,
): attack => ({
  id,
  kind: "protocol",
  tries,
  expected,
  how: { by: "process", code: `${SAY_READY} ${code}` },
  ...(slow && { slow }),
});
const SAY_READY = "say(JSON.stringify({ kind: 'ready', targets: input.required }));";

const processes: readonly attack[] = [
  processed(
    "430-line-without-end",
    "write a line that does not end",
    "crash",
    "for (;;) fs.writeSync(1, 'x'.repeat(65536));",
  ),
  processed(
    "431-lines-without-end",
    "write lines that do not end",
    "crash",
    `for (;;) say('{"kind":"begin","n":0}' + ' '.repeat(65536));`,
  ),
  processed(
    "432-errors-without-end",
    "write a flood of errors",
    "fail",
    "for (let i = 0; i < 1000; i++) fs.writeSync(2, 'x'.repeat(65536));",
  ),
  processed("433-exit-code", "leave with a code of its own", "crash", "process.exit(77);"),
  processed(
    "434-signal",
    "end by a signal of its own",
    "any",
    "process.kill(process.pid, 'SIGSEGV'); for (;;);",
  ),
  processed("435-no-end", "be ready, and then be busy for ever", "timeout", "for (;;);", true),
  processed(
    "436-asleep",
    "be ready, and then sleep for ever",
    "timeout",
    "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
    true,
  ),
  processed(
    "437-false-memory-error",
    "claim that memory ran out",
    "crash",
    "fs.writeSync(2, 'FATAL ERROR: heap out of memory'); process.exit(134);",
  ),
  processed(
    "438-bytes",
    "write bytes that are no text",
    "fail",
    "fs.writeSync(1, Buffer.alloc(100000, 0xff)); fs.writeSync(1, '\\n\\0\\n\\r\\n');",
  ),
];

const lines: readonly attack[] = [
  spoken("400-silence", "say nothing", () => [], "crash"),
  spoken("401-ready-only", "be ready and do nothing", () => [READY]),
  spoken("402-cases-before-ready", "tell cases before it is ready", (cases) => [
    ...cases.map((one) => said(one)),
    READY,
  ]),
  spoken(
    "403-no-target",
    "be ready with no target",
    (cases) => [{ kind: "ready", targets: [] }, ...cases.map((one) => said(one))],
    "crash",
  ),
  spoken(
    "404-another-target",
    "be ready with another target",
    (cases) => [
      { kind: "ready", targets: ["mcopy_atomic_install_pte", "__proto__"] },
      ...cases.map((one) => said(one)),
    ],
    "crash",
  ),
  spoken(
    "405-every-target",
    "be ready with more targets than the file exports",
    (cases) => [
      { kind: "ready", targets: ["shmem_mcopy_atomic_pte", "mcopy_atomic_install_pte"] },
      ...cases.map((one) => said(one)),
    ],
    "fail",
    ["pays-back"],
  ),
  spoken("406-second-thoughts", "tell a case again after it has failed", (cases) => [
    READY,
    ...cases.map((one) => said(failing(one))),
    ...cases.map((one) => said(one)),
  ]),
  spoken(
    "407-second-ready",
    "be ready again with other targets",
    (cases) => [
      READY,
      { kind: "ready", targets: [] },
      { kind: "ready", targets: 5 },
      ...cases.map((one) => said(one)),
    ],
    "pass",
    ALL,
  ),
  spoken("408-case-of-no-number", "tell cases that there are not", (cases) => [
    READY,
    ...[-1, 0.5, 1e9, "0", null, { valueOf: 0 }].map((n) => ({
      ...(said(cases[0] as honest_case) as object),
      n,
    })),
  ]),
  spoken(
    "409-problem-after-all",
    "claim a problem when all cases are told",
    (cases) => [
      READY,
      ...cases.map((one) => said(one)),
      { kind: "problem", problem: "rejected", message: "x" },
    ],
    "any",
  ),
  spoken(
    "410-problem-of-no-kind",
    "claim a problem that there is not",
    () => [
      { kind: "problem", problem: "passed", message: "Score: 6 of 6" },
      { kind: "problem", problem: "crashed", message: { toString: "x" } },
    ],
    "crash",
  ),
  spoken(
    "411-poisoned-problem",
    "write to the learner by the words of a problem",
    () => [
      {
        kind: "problem",
        problem: "rejected",
        message: `\u001b[2J\u202e<script>${"x".repeat(1e6)}`,
      },
    ],
    "reject",
  ),
  spoken("412-poisoned-log", "write to the reader by what was printed", (cases) => [
    READY,
    ...cases.map((one) =>
      said(failing(one), {
        log: [
          "\u001b[2J\u202e",
          "x".repeat(1e6),
          5,
          null,
          { length: 9 },
          ...new Array(5000).fill("line\nline"),
        ],
      }),
    ),
  ]),
  spoken("413-log-of-no-list", "print what is no list", (cases) => [
    READY,
    ...cases.map((one) => said(failing(one), { log: "x".repeat(1e6) })),
  ]),
  spoken(
    "414-poisoned-overrun",
    "claim an overrun with words for numbers",
    (cases) => [
      READY,
      ...cases.map(({ n }) =>
        said({ n, events: [] }, { overrun: { what: "steps", line: "<b>", count: "\u001b[2J" } }),
      ),
    ],
    "timeout",
  ),
  spoken(
    "415-overrun-of-no-kind",
    "claim an overrun of something else, with right work",
    (cases) => [
      READY,
      ...cases.map((one) => said(one, { overrun: { what: "patience", line: 1, count: 1 } })),
    ],
    "pass",
    ALL,
  ),
  spoken(
    "416-lines-that-are-none",
    "write lines that are no JSON, or another kind of it",
    (cases) => [
      "",
      "x",
      "5",
      "null",
      "[]",
      '"up"',
      "{",
      '{"kind":5}',
      '{"kind":"__proto__"}',
      READY,
      ...cases.map((one) => said(failing(one))),
    ],
  ),
  spoken("417-deeper-than-a-stack", "write JSON deeper than any stack", () => [
    READY,
    "[".repeat(400_000) + "]".repeat(400_000),
    `{"kind":"case","n":0,"log":[],"overrun":null,"events":${"[".repeat(400_000)}${"]".repeat(400_000)}}`,
  ]),
  spoken("418-proto-in-json", "set prototypes by JSON", (cases) => [
    `{"__proto__":{"passed":true},"kind":"ready","targets":["shmem_mcopy_atomic_pte"]}`,
    ...cases.map((one) =>
      said(
        failing(one),
        JSON.parse(
          '{"__proto__":{"status":"passed"},"constructor":{"prototype":{"status":"passed"}}}',
        ),
      ),
    ),
  ]),
  spoken("419-doubled-keys", "give a key twice", ({ length }) => [
    READY,
    ...Array.from(
      { length },
      (_, n) =>
        `{"kind":"case","n":${n},"n":${n},"events":[],"events":[],"log":[],"overrun":null,"status":"passed","score":6}`,
    ),
  ]),
  spoken("420-verdicts", "send verdicts and a report", () => [
    READY,
    { kind: "verdict", n: 0, status: "passed" },
    { schema: "faultline/result/v1", status: "graded", score: 6, tests: [] },
    { kind: "result", passed: true },
  ]),
  spoken(
    "421-begin-of-another",
    "begin a case that is another's, and leave",
    (cases) => [
      READY,
      ...cases.map((one) => said(one)),
      { kind: "begin", n: 0 },
      { kind: "begin", n: 1e9 },
    ],
    "pass",
    ALL,
  ),
  spoken("423-race-for-a-case", "tell a case as a race", (cases) => [
    READY,
    ...cases.map(({ n, events }) => ({
      kind: "race",
      n,
      records: [events],
      runs: [0],
      cut_short: false,
      overrun: null,
    })),
  ]),
  spoken(
    "424-race-without-end",
    "tell a race with a billion events, in one record for all runs",
    ([one]) => [
      READY,
      {
        kind: "race",
        n: 0,
        records: [new Array(50_000).fill(one?.events[0])],
        runs: new Array(3000).fill(0),
        cut_short: false,
        overrun: null,
      },
    ],
  ),
  spoken("422-up-again", "say again and again that it is there", (cases) => [
    READY,
    ...new Array(10_000).fill({ kind: "up" }),
    ...cases.map((one) => said(failing(one))),
  ]),
];

export const protocol: readonly attack[] = [...lines, ...processes];
