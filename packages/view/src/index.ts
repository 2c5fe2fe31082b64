// Snapshots of a machine, as tables and sentences: pure functions, for a terminal and a browser alike.

export { describeSnapshot } from "./describe.ts";
export { diffSnapshots, diffViews, sayArea, sayLost, sayPte, saySlot, sayUnpaid } from "./diff.ts";
export { sayFrame } from "./diff_frames.ts";
export type * from "./model.ts";
export { hex, page_flag_meaning, pte_bit_meaning } from "./names.ts";
export { type parting_words, sayParting } from "./parting.ts";
export { drawRace } from "./race/draw.ts";
export {
  type race_cpu,
  type race_fault,
  type race_record,
  type race_row,
  type race_view,
  raceRecord,
} from "./race/model.ts";
export { sentencesOfRace } from "./race/sentences.ts";
export { linesOfRace, type race_line } from "./race/text.ts";
export { sayDetails, saySetting } from "./setting.ts";
export { type answer, sayAnswer, sayOp } from "./steps.ts";
export type { moment, story, story_fault, story_options, story_row } from "./story/model.ts";
export { tellRun } from "./story/tell.ts";
export { type column, type drawing, drawingOf, type strip } from "./strips.ts";
export { textOf } from "./text.ts";
export { wrap } from "./wrap.ts";
