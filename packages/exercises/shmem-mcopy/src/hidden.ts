// The tests that a learner cannot read. Each reveals its title and, on failure, its sentence and its hint.

import { suite } from "@faultline/kit";
import { accounting } from "./hidden/accounting.ts";
import { counters } from "./hidden/counters.ts";
import { data } from "./hidden/data.ts";
import { locks } from "./hidden/locks.ts";
import { pageTests } from "./hidden/pages.ts";
import { races } from "./hidden/races.ts";
import { refunds } from "./hidden/refunds.ts";
import { results } from "./hidden/results.ts";
import { sources } from "./hidden/sources.ts";

export const hidden = suite("hidden", (words) => {
  words.describe("results", () => {
    results(words);
    sources(words);
  });
  words.describe("accounting", () => {
    accounting(words);
    refunds(words);
  });
  words.describe("pages", () => pageTests(words));
  words.describe("data", () => data(words));
  words.describe("counters", () => counters(words));
  words.describe("locks", () => locks(words));
  words.describe("races", () => races(words));
});
