// Goal: no file of the site has a line of a solution, as code or within a text: what is not there cannot be found.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { exercise_ids } from "@faultline/grader";
import { solutionLines } from "@faultline/kit/check";
import { beforeAll, describe, expect, it } from "vitest";
import { read } from "./exercise.ts";
import { BUILD } from "./site.ts";

/** All text of the site. */
let site = "";
beforeAll(() => {
  site = textsIn(BUILD).join("\n");
});

function textsIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? textsIn(path) : [readFileSync(path, "utf8")];
  });
}

/** A line as it stands, and as it stands within a text of JavaScript or JSON. */
const spellings = (line: string): string[] => [line, JSON.stringify(line).slice(1, -1)];

const isThere = (line: string): boolean => spellings(line).some((one) => site.includes(one));

/** What learners are given somewhere: a solution may have such a line, too. */
const given = exercise_ids
  .flatMap((id) =>
    ["lesson.mdx", "starter.ts"].map((path) => read(`packages/exercises/${id}/${path}`)),
  )
  .join("\n");

describe.each(exercise_ids.map((id) => [id] as const))("%s", (id) => {
  const file = (path: string): string => read(`packages/exercises/${id}/${path}`);

  it("has no line of its solution on the site", () => {
    const lines = solutionLines(file("solution.ts")).filter((line) => !given.includes(line));
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.filter(isThere)).toEqual([]);
  });

  it("has its starter there, so lines are found where there are any", () => {
    const lines = file("starter.ts")
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line.length > 40);
    expect(lines.filter((line) => !isThere(line))).toEqual([]);
  });
});
