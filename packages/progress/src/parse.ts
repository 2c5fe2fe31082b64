// Reads a record, and says in words why it cannot be read.

import * as v from "valibot";
import { type exercise_progress, exercise_schema, ID, type progress } from "./format.ts";
import { mergeProgress } from "./merge.ts";

/** `newer`: another version of this program wrote it. `broken`: nobody can read it. */
export class UnreadableProgress extends Error {
  override readonly name = "UnreadableProgress";
  readonly kind: "newer" | "broken";

  constructor(kind: "newer" | "broken", message: string) {
    super(message);
    this.kind = kind;
  }
}

/** @throws UnreadableProgress, whose message is the end of a sentence that begins with the file's name */
export function parseProgress(text: string): progress {
  const data = parseJson(text);
  const version = typeof data === "object" && data !== null ? versionOf(data) : null;
  if (typeof data !== "object" || data === null || version === null)
    throw new UnreadableProgress("broken", "is not a record of progress of faultline");
  if (version > 1)
    throw new UnreadableProgress(
      "newer",
      `was written by a newer faultline (version ${version} of the format; this one knows version 1)`,
    );
  const progress: progress = { schema: "faultline/progress/v1", exercises: exercisesOf(data) };
  return mergeProgress(progress, progress);
}

function parseJson(text: string): unknown {
  try {
    // Some editors begin a file with a mark of its encoding.
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new UnreadableProgress("broken", "is cut off or damaged: it is not JSON");
  }
}

function versionOf(data: object): number | null {
  if (!("schema" in data)) return null;
  const [, version] = /^faultline\/progress\/v([1-9]\d{0,5})$/.exec(String(data.schema)) ?? [];
  return version === undefined ? null : Number(version);
}

/** A record of valibot's would leave out ids that every object knows, such as "constructor". */
function exercisesOf(data: object): progress["exercises"] {
  const extra = Object.keys(data).find((key) => key !== "schema" && key !== "exercises");
  if (extra !== undefined) throw damaged(extra);
  const exercises = "exercises" in data ? data.exercises : null;
  if (typeof exercises !== "object" || exercises === null || Array.isArray(exercises))
    throw damaged("exercises");
  const entries = Object.entries(exercises).map(([id, one]) => [id, exerciseOf(id, one)] as const);
  return Object.fromEntries(entries);
}

function exerciseOf(id: string, data: unknown): exercise_progress {
  if (!ID.test(id)) throw damaged(`exercises.${JSON.stringify(id)}`);
  const read = v.safeParse(exercise_schema, data, { abortEarly: true });
  if (read.success) return read.output;
  const path = v.getDotPath(read.issues[0]);
  throw damaged(["exercises", id, ...(path === null ? [] : [path])].join("."));
}

const damaged = (place: string): UnreadableProgress =>
  new UnreadableProgress("broken", `is damaged: ${place} is not what it should be`);
