// faultline explain: all that there is to say about a rule or a test, and a list of all rules.

import { exercise_ids, isReview, loadExercise } from "@faultline/grader";
import { categoryOf, explanationOf, lessonOf, rule_categories } from "@faultline/kit";
import { meaningsOf } from "../glossary.ts";
import { nearestNames } from "../nearest.ts";
import {
  type explained_rule,
  type explained_test,
  prettyRule,
  prettyRules,
  prettyTest,
} from "../pretty/explain.ts";
import { exit_codes, type terminal, Usage } from "../terminal.ts";

export interface explain_flags {
  readonly format: "pretty" | "json";
}

const all_rules: readonly string[] = Object.values(rule_categories).flat();
const categories: readonly string[] = Object.keys(rule_categories);

/** @param name a rule, a category, a test, or a line of a report that names a rule; all rules, if it is left out */
export async function explainCommand(
  name: string | undefined,
  { format }: explain_flags,
  terminal: terminal,
): Promise<number> {
  const tell = (report: object, text: string): number => {
    terminal.stdout(format === "json" ? `${JSON.stringify(report, null, 2)}\n` : text);
    return exit_codes.ok;
  };
  if (name === undefined || categories.includes(name)) {
    const rules = all_rules.filter((rule) => name === undefined || categoryOf(rule) === name);
    const list = rules.map(explain).map(({ rule, category, says }) => ({ rule, category, says }));
    return tell({ schema: "faultline/explain/v1", rules: list }, prettyRules(list, terminal));
  }
  const rule = ruleIn(name);
  if (rule !== null) {
    const explained = explain(rule);
    return tell({ schema: "faultline/explain/v1", ...explained }, prettyRule(explained, terminal));
  }
  const tests = await testsNamed(name);
  if (tests.found.length === 0) throw unknown(name, tests.all);
  return tell(
    { schema: "faultline/explain/v1", tests: tests.found },
    tests.found.map((test) => prettyTest(test, terminal)).join("\n"),
  );
}

/** The rule that a name is, or that a line of a report begins with: `accounting-leak, line 84: ...`. */
function ruleIn(name: string): string | null {
  const words = name.toLowerCase().split(/[^\w-]+/);
  return all_rules.find((rule) => words.includes(rule.toLowerCase())) ?? null;
}

function explain(rule: string): explained_rule {
  const explanation = explanationOf(rule);
  const lesson = lessonOf(rule);
  if (explanation === undefined || lesson === undefined)
    throw new Error(`The rule ${rule} has no explanation.`);
  const { terms, ...rest } = explanation;
  return { rule, category: categoryOf(rule), ...rest, lesson, terms: meaningsOf(terms) };
}

/** Tests of that id, or of `exercise/id`; and all ids, in case there are none. */
async function testsNamed(
  name: string,
): Promise<{ readonly found: explained_test[]; readonly all: readonly string[] }> {
  const found: explained_test[] = [];
  const all: string[] = [];
  for (const exercise of exercise_ids) {
    const loaded = await loadExercise(exercise);
    if (loaded === null || isReview(loaded)) continue;
    for (const { id, title, category, visibility, hint } of loaded.tests) {
      // The names of hidden tests are nobody's business who has not met them in a report.
      if (visibility === "visible") all.push(id);
      if (name !== id && name !== `${exercise}/${id}`) continue;
      const about = loaded.categories.find((one) => one.id === category)?.title ?? category;
      const rules = all_rules.filter((rule) => categoryOf(rule) === category);
      const told = visibility === "visible" ? hint : null;
      found.push({ test: id, exercise, title, category: about, visibility, hint: told, rules });
    }
  }
  return { found, all: [...new Set(all)] };
}

function unknown(name: string, tests: readonly string[]): Usage {
  const near = nearestNames(name, [...all_rules, ...categories, ...tests]);
  const meant = near.length === 0 ? "" : ` Did you mean ${near.join(" or ")}?`;
  return new Usage(
    `nothing here is called ${JSON.stringify(name)}.${meant} \`faultline explain\` lists all rules.`,
  );
}
