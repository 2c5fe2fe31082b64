// A machine without bubblewrap: what grading and doctor say there.

import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { diagnosis } from "../src/commands/doctor.ts";
import { faultline } from "./support/faultline.ts";

const bubblewrap = {
  name: "bubblewrap",
  why: "it is not installed",
  remedy: "apt-get install bubblewrap",
};

vi.mock("@faultline/grader", async (original) => {
  const grader = await original<typeof import("@faultline/grader")>();
  const enclosureFor = () => {
    const here = grader.enclosureFor("permission");
    return { ...here, missing: [bubblewrap] };
  };
  const lacking = (level: string) => (level === "full" ? [bubblewrap] : []);
  return { ...grader, enclosureFor, lacking };
});

const solution = join(import.meta.dirname, "../../exercises/install-pte/solution.ts");

describe("where bubblewrap is not installed", () => {
  it("grading goes on without it", async () => {
    const { code, stdout } = await faultline("grade", "install-pte", solution);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/\nScore: \d+ of \d+\n$/)]);
  });

  it("grading refuses with 3 and one sentence if it is insisted on", async () => {
    const full = await faultline("grade", "install-pte", solution, "--require-isolation", "full");
    expect([full.code, full.stdout]).toEqual([3, ""]);
    expect(full.stderr).toMatch(
      /^faultline: nothing was graded, because bubblewrap is missing: it is not installed\. Try: .*\n$/,
    );
  });

  it.each(["permission", "ses"])("grading goes on if only %s is insisted on", async (level) => {
    const { code } = await faultline(
      "grade",
      "install-pte",
      solution,
      "--require-isolation",
      level,
    );
    expect(code).toBe(0);
  });

  it("doctor is content, names what is missing, and what would add it", async () => {
    const { code, stdout } = await faultline("doctor", "--format", "json");
    const { ok, missing, in_force } = JSON.parse(stdout) as diagnosis;
    expect([code, ok]).toEqual([0, true]);
    expect(in_force.map(({ name }) => name)).not.toContain("bubblewrap");
    expect(missing).toEqual([
      { ...bubblewrap, remedy: expect.stringMatching(/^(sudo )?apt-get install bubblewrap$/) },
    ]);
    expect((await faultline("doctor")).stdout).toContain("bubblewrap is missing: it is");
  });
});
