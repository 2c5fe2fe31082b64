// Goal: whoever reads the name of a rule or of a test in a report can ask what it means, and is never left without a next step.

import { loadCodeExercise } from "@faultline/grader";
import { rule_categories } from "@faultline/kit";
import { describe, expect, it } from "vitest";
import { meaningsOf } from "../src/glossary.ts";
import { run } from "../src/index.ts";
import { faultline } from "./support/faultline.ts";

const rules: readonly string[] = Object.values(rule_categories).flat();
const flat = (text: string): string => text.replaceAll(/\s+/g, " ");

describe("faultline explain", () => {
  it("lists every rule in its group where none is named", async () => {
    const { code, stdout, stderr } = await faultline("explain");
    expect([code, stderr]).toEqual([0, ""]);
    for (const rule of rules) expect(stdout).toMatch(new RegExp(`^${rule} +\\S`, "m"));
    const heads = Object.keys(rule_categories).map((name) => stdout.indexOf(`\n${name}\n`));
    expect(heads.slice(1)).toEqual([...heads.slice(1)].sort((a, b) => a - b));
  });

  it("lists one group", async () => {
    const { stdout } = await faultline("explain", "data");
    expect(stdout).toContain("dirty-loss");
    expect(stdout).not.toContain("accounting-leak");
  });

  it.each(rules)("tells all there is of %s, in 40 columns and in 80", async (rule) => {
    for (const columns of [40, 80]) {
      let said = "";
      const stdout = (text: string): void => {
        said += text;
      };
      const code = await run(["explain", rule], { stdout, stderr: stdout, colour: false, columns });
      expect(code).toBe(0);
      for (const part of [
        "Why the kernel cares",
        "Where to look",
        "What Linux says",
        "Who was here",
      ])
        expect(said).toContain(part);
      expect(said).toMatch(/^ {2}\/\w+/m);
      const wide = said.split("\n").filter((line) => line.length > columns);
      // An address is copied, so it is not broken.
      expect(wide.every((line) => line.startsWith("  /"))).toBe(true);
    }
  });

  it("tells who found it, when, and in which version", async () => {
    const { stdout } = await faultline("explain", "accounting-leak");
    expect(flat(stdout)).toMatch(/In versions 1 to 4 of the patch .* 2021-04-20, Peter Xu: /);
  });

  it("takes a line of a report", async () => {
    const line = "accounting-leak, line 84: A block stays charged to the mount";
    expect(await faultline("explain", line)).toEqual(await faultline("explain", "accounting-leak"));
  });

  it("tells of a visible test how to see it run, and of a hidden one no hint", async () => {
    const tests = (await loadCodeExercise("shmem-mcopy"))?.tests ?? [];
    const [seen] = tests.filter(({ visibility }) => visibility === "visible");
    const [hidden] = tests.filter(({ visibility }) => visibility === "hidden");
    const one = flat((await faultline("explain", `shmem-mcopy/${seen?.id}`)).stdout);
    expect(one).toContain(`faultline trace shmem-mcopy --test ${seen?.id}`);
    expect(one).toContain(flat(seen?.hint ?? "?"));
    const other = flat((await faultline("explain", `shmem-mcopy/${hidden?.id}`)).stdout);
    expect(other).toContain("It is hidden");
    expect(other).not.toContain(flat(hidden?.hint ?? ""));
  });

  it("writes the same as JSON", async () => {
    const json = async (...args: string[]) =>
      JSON.parse((await faultline("explain", ...args, "--format", "json")).stdout);
    expect((await json()).rules).toHaveLength(rules.length);
    expect(await json("lock-leak")).toMatchObject({
      schema: "faultline/explain/v1",
      rule: "lock-leak",
      category: "locks",
      lesson: expect.stringMatching(/^\/lessons\//),
    });
    expect((await json("beyond-the-end")).tests.length).toBeGreaterThan(1);
  });

  it.each([
    ["accounting-leek", /Did you mean accounting-leak\?/],
    ["beyond-the-and", /Did you mean beyond-the-end\?/],
    ["xyzzy", /nothing here is called "xyzzy"\. `faultline explain` lists all rules/],
    ["", /nothing here is called ""/],
    ["constructor", /nothing here is called/],
  ])("ends with 2 and says what is near for %j", async (name, words) => {
    const { code, stdout, stderr } = await faultline("explain", name);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(words);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});

describe("words of the glossary", () => {
  it("are read where there is one, and stay without a meaning where there is none", () => {
    expect(meaningsOf(["alloced"])[0]?.meaning).toMatch(/^Pages that a file/);
    expect(meaningsOf(["alloced"], "/")).toEqual([{ term: "alloced", meaning: null }]);
  });
});
