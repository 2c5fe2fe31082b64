// Goal: whoever asks about a rule is told all that there is: why, where to look, what Linux says, who broke it, what to read.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { explanationOf } from "../src/explain/index.ts";
import { lessonOf } from "../src/lessons.ts";
import { rule_categories } from "../src/rules.ts";

const rules: readonly string[] = Object.values(rule_categories).flat();
const glossary = readFileSync(new URL("../../../GLOSSARY.md", import.meta.url), "utf8");
const terms = new Set([...glossary.matchAll(/^- \*\*(.+?)\*\*/gm)].map(([, term = ""]) => term));

const sentences = (text: string): string[] => text.match(/[^.?:]+[.?:]/g) ?? [];

describe.each(rules)("%s", (rule) => {
  const { says, why, look, kernel, history, terms: used } = explanationOf(rule)!;

  it("is said in one sentence, and why in more than that", () => {
    expect(says).toMatch(/^[A-Za-z_].*\.$/);
    expect(says.match(/\. /g)).toBeNull();
    expect(why).not.toContain(says);
    expect(why.length).toBeGreaterThan(says.length);
    expect(sentences(why).length).toBeGreaterThan(1);
  });

  it("asks a question of the reader's own code", () => {
    expect(look).toMatch(/[?]/);
  });

  it("leads to a lesson and to words of the glossary", () => {
    expect(lessonOf(rule)).toMatch(/^\/\w+/);
    expect(used.length).toBeGreaterThan(0);
    for (const term of used) expect(terms).toContain(term);
  });

  it("names the version, the person and a day in everything that it tells of history", () => {
    for (const { version, by, on, said } of history) {
      expect(version).not.toBe("");
      expect(by).toMatch(/^[A-Z]\w+ [A-Z]\w+$/);
      expect(Number.isNaN(Date.parse(on))).toBe(false);
      expect(on).toMatch(/^20\d\d-\d\d-\d\d$/);
      expect(said).toMatch(/^[A-Z].*\.$/);
    }
    expect(kernel).not.toBe("");
  });
});

describe("the rules together", () => {
  it("each have something of their own to say", () => {
    for (const part of ["says", "why", "look"] as const) {
      const texts = rules.map((rule) => explanationOf(rule)?.[part]);
      expect(new Set(texts).size).toBe(rules.length);
    }
  });

  it("tell the story of the patch: the leak, the line that went, and the mark that came too soon", () => {
    const told = (rule: string) => explanationOf(rule)?.history.map(({ by, on }) => `${by} ${on}`);
    expect(told("accounting-leak")).toContain("Peter Xu 2021-04-20");
    expect(told("wrong-alloced")).toContain("Hugh Dickins 2021-04-27");
    expect(told("dirty-delete")).toContain("Hugh Dickins 2021-04-16");
  });

  it("are all that can be explained", () => {
    for (const name of ["accounting", "constructor", "", "leak"])
      expect(explanationOf(name)).toBeUndefined();
  });
});
