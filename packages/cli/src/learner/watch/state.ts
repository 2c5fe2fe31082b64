// What there is to show while watching.

import type { result } from "@faultline/grader";
import type { list_entry } from "../../pretty/course.ts";
import type { course_exercise } from "../course.ts";
import type { hint } from "../hints.ts";

export interface shown {
  readonly one: course_exercise;
  /** Of the last grading; null before the first. */
  readonly result: result | null;
  /** Whether these are the visible tests alone, and the others are on their way. */
  readonly partial: boolean;
  /** How long a grading has been going on; null if none is. */
  readonly grading_seconds: number | null;
  /** When the last grading ended, as a clock shows it; empty before the first. */
  readonly graded_at: string;
  readonly full: boolean;
  readonly hint: hint | null;
  /** Something that happened, in a sentence. */
  readonly note: string;
  /** What lies over the page on the exercise. */
  readonly over: "nothing" | "keys" | "list" | "report";
  readonly entries: readonly list_entry[];
  /** The exercise that the key for the next one leads to. */
  readonly next: course_exercise | null;
}
