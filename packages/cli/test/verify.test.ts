// Goal: verify tells programs what it tells people, says nothing else on standard output, and writes over its count only
// where somebody watches.

import { expect, it } from "vitest";
import { run } from "../src/index.ts";
import { progressOn } from "../src/progress.ts";

/** Every version of an exercise is graded, on a machine that may be busy. */
const SLOW = { timeout: 300_000 };

async function verify(live: boolean, ...args: readonly string[]) {
  let [stdout, stderr] = ["", ""];
  const code = await run(["verify", ...args], {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    colour: false,
    columns: 80,
    live,
  });
  return { code, stdout, stderr };
}

it("refuses to verify with no seed, or not even once", async () => {
  for (const option of ["--seeds", "--repeat"])
    expect(await verify(false, "review-lab", option, "0"), option).toEqual({
      code: 2,
      stdout: "",
      stderr: "faultline: --seeds and --repeat must be 1 or more.\n",
    });
});

it("--format json is one object, in which nothing is amiss", SLOW, async () => {
  const { code, stdout, stderr } = await verify(true, "review-lab", "--format", "json");
  const { seeds, repeat, exercises } = JSON.parse(stdout);
  expect({ seeds, repeat }).toEqual({ seeds: 1, repeat: 1 });
  expect(exercises).toHaveLength(1);
  expect(exercises[0]).toMatchObject({ id: "review-lab", kind: "review", failures: [] });
  expect(code).toBe(0);
  const { length } = exercises[0].files;
  expect(stderr).toContain(`\r\u001b[Kfaultline: 1 of ${length} graded`);
  expect(stderr.endsWith("\r\u001b[K")).toBe(true);
});

it("counts in lines that stay where nobody watches: about ten, or one for each hundred", () => {
  const lines = (all: number): string[] => {
    const written: string[] = [];
    const silent = (): void => {};
    const { told } = progressOn(
      { stdout: silent, stderr: (text) => void written.push(text), colour: false, columns: 80 },
      "graded",
    );
    for (let done = 1; done <= all; done++) told(done, all);
    return written;
  };
  expect(lines(3)).toEqual([1, 2, 3].map((done) => `faultline: ${done} of 3 graded\n`));
  expect(lines(50)).toHaveLength(10);
  expect(lines(51).at(-1)).toBe("faultline: 51 of 51 graded\n");
  expect(lines(2000)).toHaveLength(20);
  expect(lines(2000)[0]).toBe("faultline: 100 of 2000 graded\n");
});
