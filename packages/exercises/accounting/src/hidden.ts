// The tests that a learner cannot read. Each reveals its title and, on failure, its sentence and its hint.

import { suite } from "@faultline/kit";
import { acct } from "./hidden/acct.ts";
import { charge } from "./hidden/charge.ts";
import { locks } from "./hidden/locks.ts";
import { races } from "./hidden/races.ts";
import { recalc } from "./hidden/recalc.ts";
import { together } from "./hidden/together.ts";
import { unacct } from "./hidden/unacct.ts";
import { uncharge } from "./hidden/uncharge.ts";

export const hidden = suite("hidden", (words) => {
  words.describe("acct", () => acct(words));
  words.describe("unacct", () => unacct(words));
  words.describe("recalc", () => recalc(words));
  words.describe("charge", () => charge(words));
  words.describe("uncharge", () => uncharge(words));
  words.describe("accounting", () => together(words));
  words.describe("locks", () => locks(words));
  words.describe("races", () => races(words));
});
