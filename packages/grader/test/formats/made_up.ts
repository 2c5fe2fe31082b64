// Results that no submission has come to: of any shape, with the worst words that there are, and with exact totals.

import fc from "fast-check";
import { escapeUnseen, oneLine } from "../../src/report/escape.ts";
import { totalOf } from "../../src/report/formats/reported.ts";
import type { result, test_result } from "../../src/report/result.ts";

/** What somebody writes who wants to be more than text. Reports make it harmless for terminals before any format sees it. */
export const hostile_words = [
  "::error file=/etc/passwd,line=1::pwned",
  "##[error]pwned",
  "%0A::set-output name=x::y",
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "]]><failure/><![CDATA[",
  "&lt;b&gt; &#x41; &amp;",
  "[click](javascript:alert(1)) ![x](https://example.com/x.png)",
  "```\n# big\n</details>",
  "| a | b |\n|---|---|",
  "@everyone fixes #1 https://example.com www.example.com a@example.com",
  "*a* _b_ ~~c~~ `d` \\ <!-- e -->",
  "\u001b[31mred\u001b[0m\u0007\u0000\ufffe",
  "\u202eevil\u2066",
  "__proto__",
  "=cmd|' /C calc'!A0",
] as const;

const words = fc.oneof(fc.constantFrom(...hostile_words), fc.string({ unit: "binary" }));
const line = words.map((text) => oneLine(text));

const test: fc.Arbitrary<test_result> = fc
  .record({
    id: fc.string({ minLength: 1, maxLength: 8 }).map((text) => `t${oneLine(text)}`),
    title: line.map((text) => `A title, ${text}`),
    category: fc.constantFrom("results", "rights", "races"),
    visibility: fc.constantFrom("visible" as const, "hidden" as const),
    status: fc.constantFrom("passed", "failed", "error", "not_run", "held"),
    max_score: fc.nat(40),
    message: line,
    hint: line,
    log: fc.array(
      words.map((text) => escapeUnseen(text.replaceAll("\n", " "))),
      { maxLength: 3 },
    ),
    line: fc.option(fc.integer({ min: 1, max: 9999 }), { nil: undefined }),
  })
  .map(({ status, line, ...rest }) => ({
    ...rest,
    status: status === "held" ? "not_run" : status,
    ...(status === "held" && { until: "2999-12-01" }),
    ...(line !== undefined && { line }),
    score: status === "passed" ? rest.max_score : 0,
  })) as fc.Arbitrary<test_result>;

/** Of a learner's or an instructor's report. */
export const made_up_result: fc.Arbitrary<result> = fc
  .record({
    exercise: fc.constantFrom("install-pte", "shmem-mcopy"),
    file: line.map((text) => oneLine(`a${text}.ts`, 255)),
    tests: fc.uniqueArray(test, { minLength: 1, maxLength: 8, selector: ({ id }) => id }),
    counted: fc.array(test, { maxLength: 3 }),
    status: fc.constantFrom("graded" as const, "timeout" as const, "crashed" as const),
    message: line,
    instructor: fc.boolean(),
    finding: fc.option(line, { nil: undefined }),
    duration_ms: fc.nat(100_000),
  })
  .map(({ file, counted, instructor, finding, ...rest }) => {
    const only = instructor ? [] : counted.filter(({ until }) => until === undefined);
    const together = totalOf(only);
    return {
      schema: "faultline/result/v1",
      release: "5.14",
      submission: { file, sha256: "0".repeat(64) },
      ...rest,
      ...totalOf([...rest.tests, together]),
      seed: 1,
      ...(only.length > 0 && {
        counted: {
          ...together,
          tests: only.map(({ id, title, category, max_score }) => ({
            id,
            title,
            category,
            max_score,
          })),
        },
      }),
      findings:
        finding === undefined
          ? []
          : [{ id: "f1", rule: "BUG", message: finding, step: null, line: 3 }],
      counterexample: null,
      ...(instructor && { irregularities: [], isolation: ["ses: it is there"] }),
    };
  });
