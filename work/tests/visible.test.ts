// The visible tests of every exercise that you have begun, with your own functions in this process: set a breakpoint in
// your file, or in packages/core, and debug. This is for looking, and gives no marks: those come from the grader, which
// keeps your code away from everything else.

import { exercise_ids, isReview, loadExercise, type review_exercise } from "@faultline/grader";
import { checkTests, type exercise, judgeReviewTest } from "@faultline/kit";
import { describe, expect, inject, it } from "vitest";
import { failureOf } from "./failure.ts";
import { loaderOf, startedIn } from "./own_file.ts";

const files = inject("files");
const started = startedIn(files, exercise_ids);

if (started.length === 0)
  it.skip(`nothing is begun in ${files}: ./faultline start pte-bits begins the first exercise`);

for (const id of started) {
  const exercise = await loadExercise(id);
  if (exercise === null) continue;
  if (isReview(exercise)) describeReview(exercise);
  else describeCode(exercise);
}

function describeCode(exercise: exercise): void {
  const { id } = exercise;
  describe(id, () => {
    for (const test of exercise.tests.filter(({ visibility }) => visibility === "visible"))
      it(`${test.id}: ${test.title}`, () => {
        const failure = failureOf(test, exercise, loaderOf(files, id));
        if (failure !== null) throw failure;
      });
  });
}

/** There tests are handed in: each must pass on the right versions, which is all that can be seen before it is graded. */
function describeReview({ id, right }: review_exercise): void {
  describe(id, () => {
    it("has tests, each of which passes on the right versions", () => {
      const checked = checkTests(loaderOf(files, id)()["tests"]);
      if (typeof checked === "string") expect.fail(checked);
      const judged = checked.map((one) => judgeReviewTest(one, { right, wrong: [] }));
      const wrong = judged.filter(({ status }) => status !== "valid");
      if (wrong.length > 0)
        expect.fail(wrong.map(({ name, message }) => `${name}: ${message}`).join("\n"));
    });
  });
}
