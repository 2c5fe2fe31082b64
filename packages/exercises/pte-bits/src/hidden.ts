// The tests that a learner cannot read, by what they look at.

import { suite } from "@faultline/kit";
import { data } from "./hidden/data.ts";
import { pages } from "./hidden/pages.ts";
import { results } from "./hidden/results.ts";
import { rights } from "./hidden/rights.ts";
import { writes } from "./hidden/writes.ts";

export const hidden = suite("hidden", (words) => {
  words.describe("results", () => results(words));
  words.describe("rights", () => {
    rights(words);
    writes(words);
  });
  words.describe("pages", () => pages(words));
  words.describe("data", () => data(words));
});
