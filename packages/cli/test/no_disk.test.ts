// Goal: a full disk and a temporary folder that cannot be written to change nothing, because nothing is written.
// Method: the command as it is built, where no file may grow by a byte and the temporary folder is not there.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { result } from "@faultline/grader";
import { expect, it } from "vitest";

const PRLIMIT = "/usr/bin/prlimit";
const command = join(import.meta.dirname, "../dist/faultline.js");
const solution = join(import.meta.dirname, "../../exercises/install-pte/solution.ts");

it.skipIf(!existsSync(PRLIMIT))("grades although nothing can be written anywhere", () => {
  const args = ["--fsize=0", "--", process.execPath, command, "grade", "install-pte", solution];
  const text = execFileSync(PRLIMIT, [...args, "--format", "json"], {
    encoding: "utf8",
    env: { TMPDIR: "/nowhere", TEMP: "/nowhere", TMP: "/nowhere", HOME: "/nowhere" },
  });
  const report = JSON.parse(text) as result;
  expect(report).toMatchObject({ status: "graded", score: report.max_score });
});
