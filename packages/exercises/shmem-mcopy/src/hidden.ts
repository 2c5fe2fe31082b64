// The tests that a learner cannot read. Each reveals its title and, on failure, its sentence and its hint.

import { suite } from "@faultline/kit";
import { accounting } from "./hidden/accounting.ts";
import { counters } from "./hidden/counters.ts";
import { data } from "./hidden/data.ts";
import { locks } from "./hidden/locks.ts";
import { pageTests } from "./hidden/pages.ts";
import { results } from "./hidden/results.ts";

export const hidden = suite("hidden", (words) => {
  words.describe("results", () => results(words));
  words.describe("accounting", () => accounting(words));
  words.describe("pages", () => pageTests(words));
  words.describe("data", () => data(words));
  words.describe("counters", () => counters(words));
  words.describe("locks", () => locks(words));
});
