// Recordings from files, line by line. A line that is none is named, and the others are still read.

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import { checkScenario, type recording } from "@faultline/core";
import { Usage } from "../terminal.ts";

/** A line that is no recording. */
export interface malformed {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** What is wrong with it. */
  readonly message: string;
}

export type entry = { readonly recording: recording } | malformed;

/** Every line of the files, in order. Files whose name ends in .gz are unpacked. @throws Usage for a file that cannot be read */
export function* readRecordings(files: readonly string[]): Generator<entry> {
  for (const file of files) {
    let line = 0;
    for (const text of contents(file).split("\n")) {
      line += 1;
      if (text.trim() !== "") yield parse(text, basename(file), line);
    }
  }
}

function contents(file: string): string {
  try {
    const bytes = readFileSync(file);
    return (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  } catch (error) {
    const why = error instanceof Error ? error.message : "unknown";
    throw new Usage(
      `${file} cannot be read (${why}). Name a file of recordings, one JSON object a line.`,
    );
  }
}

function parse(text: string, file: string, line: number): entry {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return {
      file,
      line,
      message: `this is not JSON: ${error instanceof Error ? error.message : ""}`,
    };
  }
  const problem = problemOf(value);
  return problem === null ? { recording: value as recording } : { file, line, message: problem };
}

function problemOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null)
    return "a recording is an object with s, o and end.";
  const { s, o, end } = value as Record<string, unknown>;
  const problems = checkScenario(s);
  if (problems.length > 0) return `s is no scenario: ${problems.join("; ")}`;
  if (!Array.isArray(o) || o.length === 0 || !o.every(isObject))
    return "o must be a list of observations, the set-up first.";
  const ops = (s as { ops: unknown[] }).ops.length;
  if (o.length > ops + 1)
    return `o has ${o.length} observations, but s has only ${ops} operations.`;
  return Array.isArray(end) ? null : "end must be a list of counters.";
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;
