// What a format is given: results, and what only the one who asks for the report can know.

import type { mutation_report } from "../../review/mutation.ts";
import type { result } from "../result.ts";

/** One submission to one exercise. */
export interface reported {
  readonly result: result;
  /** Where the submission lies, for formats that point into it; its name, if this is left out. */
  readonly path?: string;
  /** Where tests were handed in: the same in the format of mutation testing. */
  readonly mutation?: mutation_report | null;
}

/** When Gradescope shows a test; in its own words. */
export const gradescope_visibilities = [
  "visible",
  "after_due_date",
  "after_published",
  "hidden",
] as const;
export type gradescope_visibility = (typeof gradescope_visibilities)[number];

/** Which submission it is, as Classroom 50 asks for it; its runner has this in the environment. */
export interface classroom50_identity {
  readonly classroom: string;
  readonly assignment: string;
  readonly submission: string;
  readonly commit: string;
  readonly release: string;
  readonly review: string;
  readonly datetime: string;
  /** Its runner puts these two in by itself. */
  readonly owner?: string;
  readonly assignment_type?: string;
}

export interface format_options {
  /** When grading was over, in milliseconds since 1970. What formats without a clock leave out, they do not need. */
  readonly ended?: number;
  /** When Gradescope shows hidden tests to learners. */
  readonly gradescope_hidden?: gradescope_visibility;
  readonly classroom50?: classroom50_identity;
}

export interface total {
  readonly score: number;
  readonly max_score: number;
}

/** Of several results together. Whole numbers, so that it is exact. */
export function totalOf(all: readonly total[]): total {
  const sum = (key: keyof total): number => all.reduce((so_far, one) => so_far + one[key], 0);
  return { score: sum("score"), max_score: sum("max_score") };
}

/** Only an instructor is told what stood around a submission. */
export const isForInstructors = ({ isolation }: result): boolean => isolation !== undefined;

/** As other programs read it. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
