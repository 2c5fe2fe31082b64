// The page on one exercise: its task, the learner's file, what fails in it first, and what to type next.

import { noteStart, standingOf } from "@faultline/progress";
import { factLines } from "../pretty/course.ts";
import { focusLines, tallyLine } from "../pretty/focus.ts";
import { coloursFor, paragraph } from "../pretty/layout.ts";
import { exit_codes, type terminal } from "../terminal.ts";
import { type graded, now } from "./attempt.ts";
import type { course_exercise } from "./course.ts";
import { openInEditor } from "./editor.ts";
import { gradeNow } from "./grading.ts";
import { entriesOf, type format_flag, type learner, sumLine, tell, widthOf } from "./learner.ts";
import { shownPath } from "./places.ts";
import { nextLines, scopeLines } from "./words.ts";
import { makeWorkFile } from "./work_file.ts";

export interface open_flag {
  /** Whether to open the file in an editor, too. */
  readonly open?: boolean;
}

/** More of the first failure is for the whole report. */
const ROOM = 40;

/**
 * Makes the file if there is none, grades it, and tells of it.
 *
 * @param begin whether this was asked for by name, so that it is the exercise to go on with from now on
 */
export async function openExercise(
  learner: learner,
  one: course_exercise,
  begin: boolean,
  flags: format_flag & open_flag,
  terminal: terminal,
): Promise<number> {
  const { places, store } = learner;
  const { state } = standingOf(store.read(), one);
  const made = await makeWorkFile(places, one);
  // To look at it is no new beginning: what is done stays done.
  if (begin || made || state === "new")
    await store.update((progress) => noteStart(progress, one.id, now()));
  const graded = await gradeNow(learner, one, terminal);
  const news = madeWords(one, made, state);
  tell(
    flags,
    opened(learner, one, made, graded),
    () => page(learner, one, news, graded, terminal),
    terminal,
  );
  if (flags.open) await openInEditor(one.file);
  return exit_codes.ok;
}

function madeWords({ file }: course_exercise, made: boolean, state: string): string {
  const name = shownPath(file);
  if (!made) return `${name} is yours, and is left as it is.`;
  return state === "new"
    ? `${name} was made from the starter.`
    : `${name} was not there any more, so it was made from the starter.`;
}

function opened(
  { course, store }: learner,
  one: course_exercise,
  made: boolean,
  { result }: graded,
): object {
  const { id, exercise, position, file, lesson } = one;
  return {
    schema: "faultline/exercise/v1",
    exercise: id,
    title: exercise.title,
    task: exercise.task,
    position,
    exercises: course.length,
    minutes: exercise.minutes,
    file,
    made,
    lesson,
    graded_tests: one.scope,
    standing: standingOf(store.read(), one),
    result,
  };
}

function page(
  learner: learner,
  one: course_exercise,
  news: string,
  graded: graded,
  { colour, columns }: terminal,
): string[] {
  const width = widthOf(columns);
  const c = coloursFor(colour);
  const { exercise, position, lesson, file } = one;
  const { course, store } = learner;
  const entries = entriesOf(course, store.read());
  return [
    ...paragraph(`${one.id}: ${exercise.title}`, width, 0).map(c.bold),
    ...paragraph(
      `Exercise ${position} of ${course.length}, about ${exercise.minutes} minutes; ${sumLine(entries)}.`,
      width,
      0,
    ),
    "",
    ...paragraph(exercise.task, width, 2),
    "",
    ...factLines(
      [
        ["File", shownPath(file)],
        ["Lesson", lesson],
      ],
      width,
    ),
    ...paragraph(news, width, 2),
    ...focusLines(graded.result, width, ROOM, c),
    "",
    c.bold(tallyLine(graded.result)),
    ...scopeLines([one], width),
    "",
    ...nextLines(learner, one, graded, width),
  ];
}
