// Goal: a kit works wherever somebody puts it, and nothing else is needed.
// Method: exported, moved to another folder, set up with npm, and worked through with the two commands of its README.

import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { faultline } from "../support/faultline.ts";
import { temporaryFolder } from "../support/temporary.ts";

const exercises = join(import.meta.dirname, "../../../exercises");
const folder = temporaryFolder();
const kit = join(folder, "my course", "kit of week 1");
const mine = ["pte-bits", "zeropage"];

const readKit = (path: string): string => readFileSync(join(kit, path), "utf8");

/** A command as a learner types it, in the kit. */
function type(program: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: kit, encoding: "utf8" });
  return { status, stdout, text: stdout + stderr };
}

/** Puts an answer where the learner's own file is. */
const answer = (id: string, file: string): void =>
  cpSync(join(exercises, id, file), join(kit, "work", `${id}.ts`));

beforeAll(async () => {
  const made = join(folder, "made");
  const { code, stderr } = await faultline(
    "export",
    "student",
    "--exercises",
    ...mine,
    "--out",
    made,
  );
  expect(stderr).toBe("");
  expect(code).toBe(0);
  execFileSync("mkdir", ["-p", join(folder, "my course")]);
  renameSync(made, kit);
}, 600_000);

describe("the two commands of a kit that was moved", () => {
  it("are in its README, in this order", () => {
    const block = /## Two commands\n\n```sh\n([\s\S]*?)```/.exec(readKit("README.md"))?.[1] ?? "";
    const commands = block
      .trim()
      .split("\n")
      .map((line) => line.split("#")[0]?.trim());
    expect(commands).toEqual(["npm install", "npm start"]);
  });

  it("install from the registry, and lead through both exercises to full marks", () => {
    expect(type("npm", "install", "--no-audit", "--no-fund").stdout).toContain("added 1 package");
    for (const id of mine) {
      const begun = type("npm", "start");
      expect(begun.text).toContain(`work/${id}.ts was made from the starter`);
      expect(begun.stdout).not.toContain(folder);
      expect(begun.stdout).not.toContain("Full marks");
      answer(id, "solution.ts");
      expect(type("npm", "start").stdout).toContain("Full marks.");
    }
    expect(type("npm", "start").stdout).toContain("Every exercise is done");
    const marks = JSON.parse(type("./faultline", "list", "--format", "json").stdout).exercises;
    expect(marks.map(({ id }: { id: string }) => id)).toEqual(mine);
    for (const { score, max_score } of marks) expect(score).toBe(max_score);
  }, 600_000);

  it("gives an editor types: starters and solutions are right, a wrong argument is not", () => {
    const compile = () => type("npx", "--no-install", "tsc");
    for (const id of mine) answer(id, "solution.ts");
    expect(compile()).toMatchObject({ status: 0, stdout: "" });
    const wrong = `${readKit("work/pte-bits.ts")}\nmk_pte(1, 2, 3);\n`;
    writeFileSync(join(kit, "work", "pte-bits.ts"), wrong);
    expect(compile().stdout).toContain("work/pte-bits.ts");
  }, 600_000);
});

describe("the command of a kit", () => {
  it("gives the verdict of the repository on every visible test", async () => {
    for (const file of ["starter.ts", "solution.ts"]) {
      const path = join(exercises, "zeropage", file);
      const there = type("./faultline", "grade", "zeropage", path, "--format", "json");
      const here = await faultline("grade", "zeropage", path, "--format", "json");
      const tests = (text: string) =>
        JSON.parse(text).tests.filter(
          (one: { visibility: string }) => one.visibility === "visible",
        );
      expect(JSON.parse(there.stdout).tests, file).toEqual(tests(here.stdout));
    }
  });

  it("runs a submission within all the walls that this computer has", async () => {
    const walls = async (text: string) =>
      JSON.parse(text).in_force.map(({ name }: { name: string }) => name);
    const there = type("./faultline", "doctor", "--format", "json");
    const here = await faultline("doctor", "--format", "json");
    expect(there.status).toBe(0);
    expect(await walls(there.stdout)).toEqual(await walls(here.stdout));
  });

  it("knows its own exercises and no others, and none of the authors' commands", () => {
    const other = type("./faultline", "grade", "install-pte", "work/zeropage.ts");
    expect(other.status).toBe(2);
    expect(other.text).toContain("take one of: pte-bits, zeropage.");
    for (const command of ["verify", "export", "conformance"])
      expect(type("./faultline", command).status, command).toBe(2);
  });
});

describe("the files of a kit", () => {
  it("say what CI and a container have to do", () => {
    expect(readKit(".github/workflows/grade.yml")).toContain("./faultline test");
    expect(JSON.parse(readKit(".devcontainer/devcontainer.json")).postCreateCommand).toContain(
      "npm install",
    );
    expect(Object.keys(JSON.parse(readKit("package.json")).devDependencies)).toEqual([
      "typescript",
    ]);
  });

  it("lead to each other: no link of a lesson goes nowhere", () => {
    for (const id of mine) {
      const lesson = readKit(`exercises/${id}/lesson.md`);
      for (const [, to = ""] of lesson.matchAll(/\]\(([^)#\s]+)/g)) {
        if (/^https?:/.test(to)) continue;
        expect(readKit(join("exercises", id, to)), to).not.toBe("");
      }
      expect(lesson).not.toMatch(/\]\(\//);
    }
  });
});
