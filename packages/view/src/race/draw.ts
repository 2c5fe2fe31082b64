// A race as a view: what each CPU did, and which step broke what.

import { type answer, rivalsOf, sayAnswer, sayOp } from "../steps.ts";
import { brokenRow } from "./broken.ts";
import { fold } from "./fold.ts";
import type { race_cpu, race_fault, race_record, race_row, race_view } from "./model.ts";
import { type drawn_row, rowsOf } from "./rows.ts";

/**
 * Draws a race in which `faults` were found; there may be none.
 *
 * @param whole show every call, however little it matters
 */
export function drawRace(
  record: race_record,
  faults: readonly race_fault[] = [],
  { whole = false } = {},
): race_view {
  const drawn = rowsOf(record);
  const broken = new Set(faults.map((fault) => brokenRow(drawn, record.trace, fault)));
  const rows = drawn.map((row, i) => plain(row, broken.has(i)));
  return { cpus: cpusOf(record), rows: whole ? rows : fold(rows), faults };
}

/** Without the entry that it was made from. */
function plain({ entry: _, ...row }: drawn_row, broken: boolean): race_row {
  return { ...row, broken };
}

function cpusOf({ scenario, index, answers }: race_record): race_cpu[] {
  const op = scenario.ops[index];
  if (op === undefined) return [];
  const { race: _race, rivals: _rivals, ...alone } = op;
  return [alone, ...rivalsOf(op)].map((one, cpu) => ({
    cpu,
    does: sayOp(one),
    returned: answerOf(answers[cpu]),
  }));
}

const answerOf = (answer: answer | null | undefined): string =>
  answer === null || answer === undefined ? "" : sayAnswer(answer);
