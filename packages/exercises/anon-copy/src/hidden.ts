// The tests that a learner cannot read. Each reveals its title and, on failure, its sentence and its hint.

import { suite } from "@faultline/kit";
import { counters } from "./hidden/counters.ts";
import { data } from "./hidden/data.ts";
import { locks } from "./hidden/locks.ts";
import { pages } from "./hidden/pages.ts";
import { races } from "./hidden/races.ts";
import { results } from "./hidden/results.ts";
import { rights } from "./hidden/rights.ts";
import { sources } from "./hidden/sources.ts";

export const hidden = suite("hidden", (words) => {
  words.describe("results", () => results(words));
  words.describe("results", () => sources(words));
  words.describe("pages", () => pages(words));
  words.describe("data", () => data(words));
  words.describe("rights", () => rights(words));
  words.describe("counters", () => counters(words));
  words.describe("locks", () => locks(words));
  words.describe("races", () => races(words));
});
