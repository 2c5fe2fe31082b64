// What a learner may read of each exercise. Put together field by field: what is not named here is in no page.

import { exercise_ids, isReview, loadExercise } from "@faultline/grader";
import ts from "typescript";
import { readOf } from "./repository.mjs";

export const materials = () => Promise.all(exercise_ids.map(materialOf));

/** @param {string} id */
async function materialOf(id) {
  const exercise = await loadExercise(id);
  if (exercise === null) throw new Error(`There is no exercise ${id}.`);
  const { title, task, minutes, categories, hints, targets } = exercise;
  const review = isReview(exercise);
  return {
    id,
    title,
    task,
    minutes,
    exports: review ? ["tests"] : targets,
    kind: review ? "review" : "code",
    categories,
    hints,
    starter: readOf(id, "starter.ts"),
    tests: review ? [] : testsOf(exercise),
  };
}

/** @param {import("@faultline/kit").exercise} exercise */
function testsOf({ id, tests }) {
  const codes = codesOf(readOf(id, "src/visible.ts"));
  return tests.map(({ id: test, title, category, visibility, points }) => {
    const code = visibility === "visible" ? (codes.get(test) ?? codes.get("")) : "";
    if (code === undefined) throw new Error(`The visible test ${test} of ${id} cannot be found.`);
    return { id: test, title, category, visibility, points, code };
  });
}

/**
 * The text of each test in a file of visible tests, by its id; that of the random one by an empty name.
 *
 * @param {string} text
 * @returns {Map<string, string>}
 */
function codesOf(text) {
  const file = ts.createSourceFile("visible.ts", text, ts.ScriptTarget.ESNext, true);
  const codes = new Map();
  /** @param {import("typescript").Node} node */
  const visit = (node) => {
    const word = ts.isCallExpression(node) ? node.expression.getText() : "";
    if (word === "test" || word === "race") codes.set(idOf(node), dedented(node));
    else if (word === "random") codes.set("", dedented(node));
    else ts.forEachChild(node, visit);
  };
  visit(file);
  return codes;
}

/** @param {import("typescript").CallExpression} call */
function idOf({ arguments: [about] }) {
  const named = ts.isObjectLiteralExpression(about) ? about.properties : [];
  const id = named.find((one) => one.name?.getText() === "id");
  if (id === undefined || !ts.isPropertyAssignment(id) || !ts.isStringLiteral(id.initializer))
    throw new Error(`A visible test has no id:\n${about.getText()}`);
  return id.initializer.text;
}

/** The text of a call, moved to the left edge. @param {import("typescript").Node} node */
function dedented(node) {
  const { character } = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart());
  return node.getText().replaceAll(`\n${" ".repeat(character)}`, "\n");
}
