// Goal: what a submission says is read as it was said, and is nothing but text, in each format that is more than data.

import { describe, expect, it } from "vitest";
import { oneLine } from "../../src/report/escape.ts";
import { formatNamed } from "../../src/report/formats/table.ts";
import type { result } from "../../src/report/result.ts";
import { hostile_words } from "./made_up.ts";
import { messagesOf, textOfHtml, textOfMarkdown } from "./markup.ts";
import { readers } from "./readers.ts";

const said = hostile_words.map((words) => oneLine(words));

/** A report in which a submission has put its words wherever it can. */
const report = (words: string): result => ({
  schema: "faultline/result/v1",
  exercise: "install-pte",
  release: "5.14",
  submission: { file: `${words}.ts`, sha256: "" },
  status: "crashed",
  message: words,
  score: 0,
  max_score: 2,
  seed: 1,
  tests: [
    {
      id: "one",
      title: "A title",
      category: "results",
      visibility: "visible",
      status: "failed",
      score: 0,
      max_score: 2,
      message: `It said: ${words}`,
      hint: "",
      log: [words, `${words} again`],
      line: 3,
    },
  ],
  findings: [{ id: "f1", rule: "BUG", message: words, step: null, line: 3 }],
  counterexample: null,
  duration_ms: 1,
});

const written = (name: "html" | "markdown" | "github" | "junit", words: string): string =>
  formatNamed(name).write?.([{ result: report(words) }], {}, false) ?? "";

/** Markdown makes one space of several. */
const flat = (text: string): string => text.replace(/\s+/g, " ");

describe.each(said)("%s", (words) => {
  it.each(["html", "markdown", "github", "junit"] as const)("is only text in %s", (name) => {
    expect(readers[name]?.faults(written(name, words))).toEqual([]);
  });

  it("is what a reader reads", () => {
    expect(textOfHtml(written("html", words))).toContain(`It said: ${words}`);
    expect(flat(textOfMarkdown(written("markdown", words)))).toContain(`It said: ${words}`);
    expect(messagesOf(written("github", words)).join("\n")).toContain(`It said: ${words}`);
  });
});

it("a page may run no script and ask nobody for anything, whatever is in it", () => {
  expect(written("html", "x")).toContain(`content="default-src &#39;none&#39;;`);
});
