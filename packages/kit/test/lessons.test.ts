// Goal: whoever breaks a rule finds a page to read, and the heading on it that the report names.

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { lessonOf } from "../src/lessons.ts";
import { anchorsOf } from "../src/material/index.ts";
import { rule_categories } from "../src/rules.ts";

const rules: readonly string[] = Object.values(rule_categories).flat();

const root = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** The file in which the text of a page is. */
function fileOf(page: string): string {
  if (page === "/glossary") return root("GLOSSARY.md");
  const lesson = root(`packages/exercises/${page.replace("/lessons/", "")}/lesson.mdx`);
  return existsSync(lesson) ? lesson : root(`apps/docs/docs${page}.mdx`);
}

describe("each rule leads to a lesson", () => {
  it.each(rules)("%s: the page has such a heading", (rule) => {
    const [page = "", anchor] = lessonOf(rule)?.split("#") ?? [];
    expect([...anchorsOf(readFileSync(fileOf(page), "utf8"))]).toContain(anchor);
  });

  it("and what is no rule to none", () => {
    expect(lessonOf("accounting-leak")).toMatch(/^\/lessons\//);
    expect(lessonOf("accounting")).toBeUndefined();
    expect(lessonOf("constructor")).toBeUndefined();
  });
});
