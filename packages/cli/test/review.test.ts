// Goal: an exercise in which tests are handed in is graded, reported and verified by the same commands as any other.

import { join } from "node:path";
import type { mutation_report, result } from "@faultline/grader";
import { describe, expect, it } from "vitest";
import { faultline } from "./support/faultline.ts";

const folder = join(import.meta.dirname, "../../exercises/review-lab");
const at = (path: string): string => join(folder, path);
const grade = (path: string, ...more: string[]) =>
  faultline("grade", "review-lab", at(path), ...more);

describe("faultline grade, where tests are handed in", () => {
  it("names each version that is caught, with its reviewer, and none that is not", async () => {
    const { code, stdout } = await grade("mutants/only_the_leak.ts");
    expect(code).toBe(0);
    expect(stdout).toContain("  pass  version-2: Revision 4 (20 April 2021)");
    expect(stdout).toContain("Peter Xu, 2021-04-20: ");
    expect(stdout).toContain("  FAIL  version-3: A version that is not caught yet");
    expect(stdout).not.toContain("Revision 5");
    expect(stdout).toMatch(/\nScore: 16 of 60\n$/);
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("says of a test that is not valid why, and of one that is what it catches", async () => {
    const { stdout } = await grade("mutants/asks_for_a_flag.ts", "--all");
    expect(stdout).toMatch(/your tests +2 of 3 valid/);
    expect(stdout).toContain("  FAIL  a new page is marked as dirty");
    expect(stdout).toContain("  ok    a fill beyond the end costs no block");
    expect(stdout).toContain("It catches version-1, version-2, version-12.");
  });

  it("says of an empty list that it is empty", async () => {
    const { stdout } = await grade("mutants/empty.ts");
    expect(stdout).toMatch(/your tests +0 of 0 valid\n {2}The list is empty\./);
  });

  it("writes the format of mutation testing where it is asked for", async () => {
    const { stdout } = await grade("mutants/only_the_leak.ts", "--format", "mutation");
    const { schemaVersion, files } = JSON.parse(stdout) as mutation_report;
    const states = files["versions.txt"]?.mutants.map(({ status }) => status);
    expect(schemaVersion).toBe("2");
    expect(states?.filter((one) => one === "Killed")).toHaveLength(4);
  });

  it("takes several, and sums them up", async () => {
    const args = ["grade", "review-lab", at("starter.ts"), at("solution.ts"), "--format", "json"];
    const { stdout, stderr } = await faultline(...args);
    const scores = (JSON.parse(stdout) as result[]).map(({ score }) => score);
    expect(scores).toEqual([0, 60]);
    expect(stderr).toContain("1 with full marks");
  });
});

describe("what is asked of the wrong exercise ends with 2 and a sentence", () => {
  it("a report of mutation testing where code is handed in", async () => {
    const solution = at("../install-pte/solution.ts");
    const { code, stderr } = await faultline(
      ...["grade", "install-pte", solution, "--format", "mutation"],
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(/install-pte is none/);
  });

  it("exploring tests", async () => {
    const { code, stderr } = await faultline("explore", "review-lab", at("solution.ts"));
    expect(code).toBe(2);
    expect(stderr).toMatch(/in review-lab tests are handed in/);
  });
});
