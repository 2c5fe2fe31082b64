// Goal: what is uploaded does what the repository does, there.
// Method: each half is put where its system puts it and run as its system runs it, on a right submission, a wrong one,
// and one that cannot be meant; its result is that of the repository's own command.

import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { faultline } from "../support/faultline.ts";
import { runAs } from "../support/system.ts";
import { temporaryFolder } from "../support/temporary.ts";

const exercise = join(import.meta.dirname, "../../../exercises/zeropage");
const folder = temporaryFolder();
const right = readFileSync(join(exercise, "solution.ts"), "utf8");
const starter = readFileSync(join(exercise, "starter.ts"), "utf8");

const half = (system: string): string => join(folder, `for ${system}`);
const read = (...path: string[]): string => readFileSync(join(...path), "utf8");
const readJson = (...path: string[]) => JSON.parse(read(...path));

/** A folder with these files. */
function folderOf(name: string, files: Readonly<Record<string, string>>): string {
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(place, path), text);
  return place;
}

/** What the repository's command makes of the submission, in a system's format; without what no two runs share. */
async function fromRepository(text: string, format: string): Promise<object> {
  const file = join(folderOf("here", { "zeropage.ts": text }), "zeropage.ts");
  const { code, stdout } = await faultline("grade", "zeropage", file, "--format", format);
  expect(code).toBe(0);
  return timeless(JSON.parse(stdout));
}

function timeless(result: Record<string, unknown>): object {
  const { duration_ms: _one, execution_time: _other, ...rest } = result;
  return rest;
}

/** Puts files where a submission is, and nothing else. */
function handIn(place: string, files: Readonly<Record<string, string>>): void {
  execFileSync("rm", ["-rf", place]);
  mkdirSync(place, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text);
}

beforeAll(async () => {
  for (const system of ["gradescope", "classroom50", "prairielearn", "generic"]) {
    const words = ["--for", system, "--exercises", "zeropage", "pte-bits", "--out", half(system)];
    const { code, stderr } = await faultline("export", "grader", ...words);
    expect([code, stderr]).toEqual([0, ""]);
  }
}, 600_000);

describe("for Gradescope", () => {
  const autograder = join(folder, "autograder");
  const run = (command: string) =>
    runAs({ place: "/autograder", folder: autograder, variable: "AUTOGRADER_ROOT" }, command);

  /** Grades as Gradescope does: `results.json` is all that it looks at. */
  function grade(files: Readonly<Record<string, string>>): Record<string, unknown> {
    handIn(join(autograder, "submission"), files);
    handIn(join(autograder, "results"), {});
    expect(run("/autograder/run_autograder")).toMatchObject({ status: 0, stderr: "" });
    return readJson(autograder, "results", "results.json");
  }

  beforeAll(() => {
    mkdirSync(autograder);
    const archive = join(half("gradescope"), "zeropage.zip");
    // Python's reader, so that the archive is no affair between us and ourselves.
    execFileSync("python3", ["-m", "zipfile", "-e", archive, join(autograder, "source")]);
    // Gradescope does both.
    cpSync(join(autograder, "source", "run_autograder"), join(autograder, "run_autograder"));
    for (const path of ["source/setup.sh", "run_autograder"])
      chmodSync(join(autograder, path), 0o755);
  });

  it("sets up where everything is there already", () => {
    expect(run("/autograder/source/setup.sh")).toMatchObject({ status: 0, stderr: "" });
  });

  it("has archives with both scripts at the top, which say that they can be executed", () => {
    const archive = join(half("gradescope"), "zeropage.zip");
    const list = `import sys, zipfile
for one in zipfile.ZipFile(sys.argv[1]).infolist(): print(oct(one.external_attr >> 16), one.filename)`;
    const members = execFileSync("python3", ["-c", list, archive], { encoding: "utf8" });
    expect(members).toMatch(/0o100755 run_autograder\n/);
    expect(members).toMatch(/0o100755 setup.sh\n/);
  });

  it.each([
    ["a right submission", right],
    ["a starter", starter],
  ])("grades %s as the repository does", async (_what, text) => {
    const result = grade({ "zeropage.ts": text });
    expect(timeless(result)).toEqual(await fromRepository(text, "gradescope"));
  });

  it("grades a file of another name, if there is only one", () => {
    const named = grade({ "zeropage.ts": right });
    const unnamed = grade({ "my answer.ts": right, "notes.txt": "text" });
    expect(unnamed["score"]).toBe(named["score"]);
    expect(unnamed["score"]).toBeGreaterThan(0);
  });

  it("tells a learner of two files that nobody can choose between, and of none", () => {
    for (const files of [{ "a.ts": right, "b.ts": right }, {}]) {
      const result = grade(files);
      expect(result).toMatchObject({ score: 0 });
      expect(result["output"]).toContain("Hand in one TypeScript file.");
    }
  });
});

describe("for Classroom 50", () => {
  const checkout = join(folder, "checkout");
  const identity = {
    CLASSROOM: "kernels",
    ASSIGNMENT: "zeropage",
    SUBMISSION_TAG: "submit/2026-06-01T14-32-05Z-a1b2c3d",
    COMMIT_URL: "https://example.org/commit",
    RELEASE_URL: "https://example.org/release",
  };

  it("grades the file in the checkout's work folder, and writes result.json there", async () => {
    handIn(checkout, { "other.ts": starter });
    cpSync(half("classroom50"), join(checkout, ".bundle"), { recursive: true });
    mkdirSync(join(checkout, "work"));
    writeFileSync(join(checkout, "work", "zeropage.ts"), right);
    const script = "/checkout/.bundle/zeropage/autograder.py";
    const system = { place: "/checkout", folder: checkout, env: identity };
    const { status, stderr } = runAs(system, "python3", script);
    expect([status, stderr]).toEqual([0, ""]);
    const result = readJson(checkout, "result.json");
    const { score } = (await fromRepository(right, "gradescope")) as { score: number };
    expect(result).toMatchObject({ schema: "classroom50/result/v1", classroom: "kernels", score });
    expect(result["max-score"]).toBe(score);
    expect(result.datetime).toBe("2026-06-01T14:32:05Z");
  });

  it("says that it failed where it is not told whose submission it is", () => {
    const { status, stderr } = runAs(
      { place: "/checkout", folder: checkout },
      ...["python3", "/checkout/.bundle/zeropage/autograder.py"],
    );
    expect(status).toBe(3);
    expect(stderr).toContain("CLASSROOM");
  });
});

describe("for PrairieLearn", () => {
  const grading = join(folder, "grade");
  const question = () => join(half("prairielearn"), "questions", "faultline-zeropage");

  it.each([
    ["a right submission", right],
    ["a starter", starter],
    ["what cannot be read", "export function ("],
  ])(
    "grades %s as the repository does, by the entry point of its question",
    async (_what, text) => {
      handIn(grading, {});
      cpSync(join(half("prairielearn"), "serverFilesCourse"), join(grading, "serverFilesCourse"), {
        recursive: true,
      });
      handIn(join(grading, "student"), { "zeropage.ts": text });
      const { entrypoint } = readJson(question(), "info.json").externalGradingOptions;
      const system = { place: "/grade", folder: grading, variable: "GRADE_ROOT" };
      expect(runAs(system, ...entrypoint)).toMatchObject({ status: 0, stderr: "" });
      const result = readJson(grading, "results", "results.json");
      expect(result).toEqual(await fromRepository(text, "prairielearn"));
    },
  );

  it("has a question with the task, the starter, and a number of its own that stays", async () => {
    const info = readJson(question(), "info.json");
    expect(info.uuid).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    const other = readJson(half("prairielearn"), "questions", "faultline-pte-bits", "info.json");
    expect(other.uuid).not.toBe(info.uuid);
    expect(read(question(), "starter.ts")).toBe(starter);
    expect(read(question(), "question.html")).toContain('file-name="zeropage.ts"');
  });
});

describe("for any other system", () => {
  const grade = (...args: string[]) =>
    runAs({ place: "/course", folder: half("generic") }, "/course/grade", ...args);

  it("writes the result of a file as the repository does", async () => {
    writeFileSync(join(half("generic"), "zeropage.ts"), right);
    const { status } = runAs(
      { place: "/course", folder: half("generic") },
      ...["sh", "-c", "./grade zeropage zeropage.ts result.json"],
    );
    expect(status).toBe(0);
    const result = timeless(readJson(half("generic"), "result.json"));
    expect(result).toEqual(await fromRepository(right, "json"));
  });

  it("says how it is used, and that it failed for an exercise that it has not", () => {
    expect(grade("zeropage")).toMatchObject({ status: 2 });
    expect(grade("install-pte", "/course/zeropage.ts", "/tmp/result.json")).toMatchObject({
      status: 3,
    });
  });
});

describe("every half", () => {
  it("has a manifest with the points, and a word on how to upload it", () => {
    for (const system of ["gradescope", "classroom50", "prairielearn", "generic"]) {
      const manifest = readJson(half(system), "manifest.json");
      expect(manifest).toMatchObject({ schema: "faultline/grader-half/v1", for: system });
      expect(manifest.exercises.map(({ id }: { id: string }) => id)).toEqual([
        "pte-bits",
        "zeropage",
      ]);
      expect(read(half(system), "README.md")).toContain(String(manifest.exercises[1].max_score));
      expect(readdirSync(half(system)).filter((name) => name.startsWith("."))).toEqual([]);
    }
  });
});
