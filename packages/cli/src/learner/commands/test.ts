// faultline test: grades the learner's file once, and writes the whole report.

import { isFull } from "@faultline/progress";
import { prettyReport } from "../../pretty/report.ts";
import { exit_codes, type terminal } from "../../terminal.ts";
import { gradeNow } from "../grading.ts";
import { type format_flag, meant, newLearner, tell, widthOf } from "../learner.ts";
import { nextLines, scopeLines } from "../words.ts";

export interface test_flags extends format_flag {
  readonly all: boolean;
}

export async function testCommand(
  id: string | undefined,
  flags: test_flags,
  terminal: terminal,
): Promise<number> {
  const learner = await newLearner(terminal);
  const one = meant(learner, learner.store.read(), id);
  const graded = await gradeNow(learner, one, terminal);
  const width = widthOf(terminal.columns);
  const words = () => [
    prettyReport(graded.result, terminal, flags.all).trimEnd(),
    ...scopeLines([one], width),
    "",
    ...nextLines(learner, one, graded, width),
  ];
  tell(flags, graded.result, words, terminal);
  return isFull(graded.attempt) ? exit_codes.ok : exit_codes.below;
}
