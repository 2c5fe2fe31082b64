// The exercise tested: is it fair to right code, does it catch wrong code, and by the tests that it says?

import { readFileSync } from "node:fs";
import { checkExercise } from "@faultline/kit/check";
import { describe, expect, it } from "vitest";
import { exercise } from "../src/index.ts";

const folder = new URL("..", import.meta.url);

checkExercise(exercise, (path) => readFileSync(new URL(path, folder), "utf8"), {
  describe,
  it,
  expect,
});
