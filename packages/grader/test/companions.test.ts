// Goal: a learner's functions of several exercises work together, what goes wrong is told of with its file and line, and
// a file beside the submission gets no more than a submission does.

import { readFileSync } from "node:fs";
import type { exercise } from "@faultline/kit";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import type { companion } from "../src/companions.ts";
import { loadCodeExercise } from "../src/exercises.ts";
import { grade } from "../src/grade.ts";
import { newReport } from "../src/report/report.ts";
import type { result } from "../src/report/result.ts";
import type { grade_options } from "../src/run_cases.ts";
import { lineIn, MAX_FILES, MAX_LINE_NUMBER, placeOf } from "../src/trace/lines.ts";
import { asLine } from "../src/trace/read.ts";
import { attacks } from "./attacks/corpus/index.ts";
import { probing } from "./attacks/run.ts";
import { builtChild } from "./support/child_script.ts";
import { fakeChild } from "./support/fake_child.ts";
import { printed, statuses } from "./support/graded.ts";
import { HONEST_SUBMISSION, submission } from "./support/sources.ts";
import { FULL, tiny } from "./support/tiny.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const solution = (id: string): string =>
  readFileSync(new URL(`../../exercises/${id}/solution.ts`, import.meta.url), "utf8");

const install = (text: string, file = "mine.ts"): companion => ({
  exercise: "install-pte",
  file,
  required: ["mcopy_atomic_install_pte"],
  bytes: bytes(text),
});

const INSTALL = solution("install-pte");

/** The installer with `line` put at the head of its body, and the number that the line has there. */
function installWith(line: string): [text: string, line: number] {
  const head = "  const shared = ";
  expect(INSTALL).toContain(head);
  const text = INSTALL.replace(head, `  ${line}\n${head}`);
  return [text, text.slice(0, text.indexOf(line)).split("\n").length];
}

async function together(
  main: string,
  companions: readonly companion[],
  options: Partial<grade_options> = {},
  exercise: exercise = tiny,
): Promise<result> {
  const all = { script: builtChild(), wall_ms: 60_000, companions, ...options };
  const told = companions.map(({ exercise, file }) => ({ exercise, file, sha256: "" }));
  const facts = { file: "main.ts", sha256: "", seed: 1, duration_ms: 0, with: told };
  return newReport(await grade(exercise, bytes(main), all), facts, "instructor");
}

describe("files that run beside a submission", () => {
  it("take the kernel's place, and right ones together get full marks", async () => {
    const [text] = installWith('console.log("mine");');
    const report = await together(HONEST_SUBMISSION, [install(text)]);
    expect(report).toMatchObject({ status: "graded", score: FULL, findings: [], message: "" });
    expect(report.irregularities).toEqual([]);
    expect(printed(report)).toContain("mine");
  });

  it("give way to the submission, and a later one to an earlier one, where they export the same", async () => {
    const says = (word: string) => installWith(`console.log("${word}");`)[0];
    const both = `${HONEST_SUBMISSION.replace(
      "mcopy_atomic_install_pte, page_count",
      "page_count, mcopy_atomic_install_pte as kernels",
    ).replace(
      "ret = mcopy_atomic_install_pte(",
      'console.log("kernels", kernels.name); ret = kernels(',
    )}\nexport function mcopy_atomic_install_pte() { console.log("submission"); return -EFAULT; }`;
    const first = await together(both, [install(says("beside"))]);
    expect(printed(first)).toMatch(/submission/);
    expect(printed(first)).not.toMatch(/beside/);
    const second = await together(HONEST_SUBMISSION, [
      install(says("earlier")),
      install(says("later"), "other.ts"),
    ]);
    expect(printed(second)).toMatch(/earlier/);
    expect(printed(second)).not.toMatch(/later/);
  });

  it("share their budgets with it", async () => {
    const loop = (n: number) => `for (let i = 0; i < ${n}; i++);`;
    const main = submission("", `${loop(95_000)} return honest(...args);`);
    const alone = await together(main, [install(INSTALL)]);
    expect(alone.score).toBe(FULL);
    const [text, line] = installWith(loop(120_000));
    expect(await together(HONEST_SUBMISSION, [install(text)])).toMatchObject({ score: FULL });
    const report = await together(main, [install(text)]);
    expect(report.status).toBe("timeout");
    expect(report.message).toContain(`mine.ts:${line} ran more than`);
  });
});

describe("what goes wrong beside a submission", () => {
  it("is told of at its own line, with the name of its file, though the submission let it pass", async () => {
    const [text, line] = installWith("(null as any).x;");
    const report = await together(HONEST_SUBMISSION, [install(INSTALL, "a.ts"), install(text)]);
    // The first of the two wins, and it is right.
    expect(report.score).toBe(FULL);
    const wrong = await together(HONEST_SUBMISSION, [install(text)]);
    expect(statuses(wrong)["fills"]).toBe("failed");
    const { message } = wrong.tests.find(({ id }) => id === "fills") ?? {};
    expect(message).toContain(
      `The code threw a TypeError at mine.ts:${line} instead of returning.`,
    );
  });

  it("is a finding with file and line, in a report that keeps to its schema", async () => {
    const unlock = "pte_unmap_unlock(ptep, ptl);";
    const set = "    set_pte_at(";
    const text = INSTALL.replace(`  ${unlock}`, `  if (ret) ${unlock}`).replace(
      set,
      `    ${unlock}${set}`,
    );
    expect(text.split(unlock)).toHaveLength(3);
    const line = text.slice(0, text.indexOf(set)).split("\n").length;
    const known = await loadCodeExercise("shmem-mcopy");
    if (known === null) throw new Error("There is no such exercise.");
    const few = {
      ...known,
      tests: known.tests.filter((one) => one.visibility === "visible" && "check" in one),
    };
    expect((await together(HONEST_SUBMISSION, [install(INSTALL)], {}, few)).findings).toEqual([]);
    const report = await together(HONEST_SUBMISSION, [install(text)], {}, few);
    expect(report.score).toBeLessThan(report.max_score);
    expect(report.findings[0]).toMatchObject({ file: "mine.ts", line });
    const schema = JSON.parse(
      readFileSync(new URL("../schema/result-v1.json", import.meta.url), "utf8"),
    ) as object;
    const valid = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);
    expect(valid(JSON.parse(JSON.stringify(report))) ? [] : valid.errors).toEqual([]);
  });

  const export_of = "export function mcopy_atomic_install_pte() {";
  it.each([
    ["no TypeScript", "const a = ;", "compile_error", /mine\.ts:1:\d+: /],
    ["empty", "", "compile_error", /mine\.ts: The file is empty/],
    ["another function", "export const x = 1;", "rejected", /must export mcopy_atomic_install_pte/],
    ["no function", "export const mcopy_atomic_install_pte = 1;", "rejected", /must be a function/],
    ["Node's", `import "node:fs"; ${export_of}}`, "rejected", /Line 1 imports "node:fs"/],
    ["throwing", `\nnull.x; ${export_of}}`, "crashed", /threw TypeError at line 2/],
    ["endless", `\nfor (;;); ${export_of}}`, "timeout", /does not come to an end, at line 2/],
  ])(
    "stops the grading where it is %s, and names file and exercise",
    async (_what, text, status, words) => {
      const report = await together(HONEST_SUBMISSION, [install(text)]);
      expect(report).toMatchObject({ status, score: 0 });
      expect(report.message).toMatch(/^In the file for install-pte, mine\.ts:/);
      expect(report.message).toMatch(words);
    },
  );
});

describe("a hostile file beside a submission", () => {
  it("reaches no more of the host than a hostile submission", async () => {
    const probes = attacks.filter(({ how }) => how.by === "probe");
    expect(probes.length).toBeGreaterThan(30);
    const text = probing(probes)
      .replace(
        " mcopy_atomic_install_pte, page_count",
        " page_count, mcopy_atomic_install_pte as install",
      )
      .replace("ret = mcopy_atomic_install_pte(", "ret = install(")
      .replace("function shmem_mcopy_atomic_pte", "function mcopy_atomic_install_pte")
      .replace("try {", 'console.log("began");\n  try {');
    const report = await together(HONEST_SUBMISSION, [install(text)]);
    expect(report.status).toBe("graded");
    expect(printed(report)).toContain("began");
    expect(printed(report)).not.toContain("REACHED");
  });

  it("shares no global object with it, and cannot change what they share", async () => {
    const [text] = installWith(
      "(globalThis as any).mark = 1; try { (Array.prototype as any).mark = 1; } catch {}",
    );
    const look = "console.log('seen', (globalThis as any).mark, ([] as any).mark);";
    const main = submission("", `const r = honest(...args); ${look} return r;`);
    const report = await together(main, [install(text)]);
    expect(report.score).toBe(FULL);
    expect(printed(report)).toContain("seen undefined undefined");
    expect(printed(report)).not.toContain("seen 1");
  });

  it("is not believed to be there by a child's word, if what it must export is not", async () => {
    const ready = { kind: "ready", targets: tiny.targets };
    const child = fakeChild(() => ['{"kind":"up"}', JSON.stringify(ready)]);
    const options = { start: () => child };
    const report = await together(HONEST_SUBMISSION, [install(INSTALL)], options);
    expect(report.score).toBe(0);
    const told = (report.irregularities ?? []).map(({ recorded }) => recorded);
    expect(told).toContain("that it is ready, without what the exercise asks for");
  });
});

describe("lines of several files", () => {
  it("are turned back into what they were, at the first and the last line of each file", () => {
    const names = ["a.ts", "b.ts"];
    for (const [n, file] of [null, ...names].entries())
      for (const line of [1, MAX_LINE_NUMBER])
        expect(placeOf(asLine(lineIn(n, line)), names)).toEqual({ file, line });
  });

  it("are nowhere in a file that there is not, and no lines beyond the last file that there can be", () => {
    expect(placeOf(lineIn(1, 1), [])).toBeNull();
    expect(placeOf(lineIn(3, 1), ["a.ts", "b.ts"])).toBeNull();
    expect(placeOf(null, ["a.ts"])).toBeNull();
    expect(asLine(lineIn(MAX_FILES, 0))).toBe(MAX_FILES * MAX_LINE_NUMBER);
    expect(asLine(lineIn(MAX_FILES, 1))).toBeNull();
    expect(asLine(0)).toBeNull();
  });
});
