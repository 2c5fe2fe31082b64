// The tests that a learner cannot read. Each reveals its title and, on failure, its sentence and its hint.

import { suite } from "@faultline/kit";
import { answers } from "./hidden/answers.ts";
import { asking } from "./hidden/asking.ts";
import { bytes } from "./hidden/bytes.ts";
import { changes } from "./hidden/changes.ts";
import { cost } from "./hidden/cost.ts";
import { ending } from "./hidden/ending.ts";
import { waiting } from "./hidden/waiting.ts";

export const hidden = suite("hidden", (words) => {
  words.describe("bytes", () => bytes(words));
  words.describe("waiting", () => waiting(words));
  words.describe("asking", () => asking(words));
  words.describe("changes", () => changes(words));
  words.describe("answers", () => answers(words));
  words.describe("ending", () => ending(words));
  words.describe("cost", () => cost(words));
});
