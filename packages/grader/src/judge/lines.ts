// Reads the lines that a child writes, by type alone: the child may have been taken over.

import type { target_name } from "@faultline/core";
import type { overrun } from "../child/budget.ts";
import { target_names } from "../kernel_api.ts";
import { isBounded } from "../review/bounded.ts";
import { MAX_RACE_EVENTS, MAX_RUNS } from "../trace/format.ts";
import { asLine } from "../trace/read.ts";

/** A line of the child's as far as it can be believed: nothing in `events` has been looked at. */
export type told =
  | { readonly kind: "up" }
  | { readonly kind: "problem"; readonly problem: told_problem; readonly message: string }
  | { readonly kind: "ready"; readonly targets: readonly target_name[] }
  | { readonly kind: "begin"; readonly n: number }
  | {
      readonly kind: "case";
      readonly n: number;
      readonly events: readonly unknown[];
      readonly log: readonly string[];
      readonly overrun: overrun | null;
    }
  | {
      readonly kind: "race" | "pack";
      readonly n: number;
      readonly records: readonly (readonly unknown[])[];
      /** Places in `records`. */
      readonly runs: readonly number[];
      /** The child did not make all the runs that there are. */
      readonly cut_short: boolean;
      readonly overrun: overrun | null;
    }
  /** Plain data, within bounds; nobody has looked at what it says. */
  | { readonly kind: "data"; readonly value: unknown; readonly log: readonly string[] };

const problems = ["compile_error", "rejected", "crashed", "timeout"] as const;
export type told_problem = (typeof problems)[number];

const MAX_EVENTS = 60_000;
const MAX_MESSAGE = 1000;
const MAX_LOG_LINES = 200;

/** What a line says; null for one that says nothing we know. */
export function readLine(line: string): told | null {
  const value = parse(line);
  if (typeof value !== "object" || value === null) return null;
  const { kind, n } = value as Record<string, unknown>;
  const fields = value as Record<string, unknown>;
  if (kind === "up") return { kind };
  if (kind === "problem") return readProblem(fields);
  if (kind === "ready") return { kind, targets: readTargets(fields["targets"]) };
  if (kind === "data") return readData(fields);
  if (typeof n !== "number") return null;
  if (kind === "begin") return { kind, n };
  if (kind === "race" || kind === "pack") return readRuns(kind, n, fields);
  return kind === "case" ? readCase(n, fields) : null;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function readProblem({ problem, message }: Record<string, unknown>): told | null {
  const known = problems.find((one) => one === problem);
  if (known === undefined || typeof message !== "string") return null;
  return { kind: "problem", problem: known, message: message.slice(0, MAX_MESSAGE) };
}

function readData({ value, log }: Record<string, unknown>): told | null {
  return isBounded(value) ? { kind: "data", value, log: readLog(log) } : null;
}

function readTargets(value: unknown): target_name[] {
  return Array.isArray(value) ? target_names.filter((name) => value.includes(name)) : [];
}

function readCase(n: number, { events, log, overrun }: Record<string, unknown>): told | null {
  if (!Array.isArray(events) || events.length > MAX_EVENTS) return null;
  return { kind: "case", n, events, log: readLog(log), overrun: readOverrun(overrun) };
}

function readRuns(kind: "race" | "pack", n: number, fields: Record<string, unknown>): told | null {
  const { records, runs, cut_short } = fields;
  const told = { kind, n, overrun: readOverrun(fields["overrun"]) } as const;
  // Nothing of it is played then.
  if (cut_short === true) return { ...told, records: [], runs: [], cut_short };
  if (!Array.isArray(records) || !Array.isArray(runs)) return null;
  if (records.length > MAX_RUNS || runs.length > MAX_RUNS) return null;
  if (!records.every((one) => Array.isArray(one))) return null;
  if (!runs.every((place) => Number.isInteger(place) && place in records)) return null;
  // All of them will be played, and one record can serve for every run.
  const lengths = records.map((one) => one.length);
  const events = runs.reduce((all: number, place: number) => all + (lengths[place] ?? 0), 0);
  return events > MAX_RACE_EVENTS ? null : { ...told, records, runs, cut_short: false };
}

function readLog(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  const lines = value.slice(0, MAX_LOG_LINES).filter((one) => typeof one === "string");
  let left = 4200; // what the child may keep, and a word about the rest
  return lines.map((line) => {
    const kept = line.slice(0, Math.max(0, left));
    left -= kept.length + 1;
    return kept;
  });
}

function readOverrun(value: unknown): overrun | null {
  if (typeof value !== "object" || value === null) return null;
  const { what, line, count } = value as Record<string, unknown>;
  const kind = (["steps", "calls", "targets", "pages"] as const).find((one) => one === what);
  if (kind === undefined) return null;
  const known = typeof count === "number" && Number.isSafeInteger(count) ? count : 0;
  return { what: kind, line: asLine(line) ?? 0, count: known };
}
