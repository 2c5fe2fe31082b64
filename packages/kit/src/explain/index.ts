// Everything that there is to say about the rules. A rule without an explanation does not compile.

import type { rule_category, rule_name } from "../rules.ts";
import { accounting } from "./accounting.ts";
import { counters } from "./counters.ts";
import { data } from "./data.ts";
import { locks } from "./locks.ts";
import { pages } from "./pages.ts";
import { results } from "./results.ts";
import type { explanation } from "./types.ts";

export type { chapter, explanation } from "./types.ts";

const explanations: {
  readonly [category in rule_category]: Readonly<Record<rule_name<category>, explanation>>;
} = { accounting, pages, data, counters, locks, results };

const all: ReadonlyMap<string, explanation> = new Map(
  Object.values(explanations).flatMap((category) => Object.entries(category)),
);

/** What there is to say about a rule; undefined for what is none. */
export const explanationOf = (rule: string): explanation | undefined => all.get(rule);
