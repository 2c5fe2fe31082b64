// Goal: the revisions of April 2021 fail as they did then, and their reports say what was said of them.

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lessonOf } from "../../kit/src/lessons.ts";
import { faultline } from "./support/faultline.ts";

const root = join(import.meta.dirname, "../../..");
const grade = (exercise: string, path: string, ...more: string[]) =>
  faultline("grade", exercise, join(root, path), ...more);

/** The lines below a heading, as one. */
function section(stdout: string, heading: string): string {
  const [, after = ""] = stdout.split(`\n${heading}\n`);
  return (after.split("\n\n")[0] ?? "").replace(/\s+/g, " ");
}

describe("a revision as it was posted", () => {
  it.each([
    ["install-pte", "v2", "2021-04-16, Hugh Dickins: "],
    ["shmem-mcopy", "v2", "2021-04-16, Hugh Dickins: "],
    ["shmem-mcopy", "v4", "2021-04-20, Peter Xu: "],
    ["shmem-mcopy", "v5", "2021-04-27, Hugh Dickins: "],
  ])("%s: %s is known, and what was said of it", async (exercise, version, who) => {
    const { stdout } = await grade(exercise, `examples/submissions/${version}-as-posted.ts`);
    const known = section(stdout, "Somebody was here before you");
    expect(known).toContain(who);
    expect(known).not.toContain("as-posted");
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("is not known where the code is right, and not where nothing works", async () => {
    for (const file of ["solution.ts", "starter.ts"]) {
      const { stdout } = await grade("shmem-mcopy", `packages/exercises/shmem-mcopy/${file}`);
      expect(stdout).not.toContain("Somebody was here before you");
    }
  });
});

it("each broken rule says once where to read about it, after the last line that broke it", async () => {
  const { stdout } = await grade("shmem-mcopy", "examples/submissions/v2-as-posted.ts");
  const [, broken = ""] = /\nBroken rules\n([\s\S]*?)\n\n/.exec(stdout) ?? [];
  const order = [...broken.matchAll(/^ {2}- ([\w-]+)|^ {4}Read: (.*)$/gm)].map(
    ([, rule, lesson]) => rule ?? lesson ?? "",
  );
  const rules = [...new Set(order.filter((one) => !one.startsWith("/")))];
  expect(rules).toContain("accounting-leak");
  expect(order.filter((one, i) => one !== order[i - 1])).toEqual(
    rules.flatMap((rule) => [rule, lessonOf(rule)]),
  );
});
