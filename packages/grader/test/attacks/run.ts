// Runs attacks through everything that a submission passes on its way to a mark, and notes what became of each.

import { rmSync } from "node:fs";
import { grade, type grading, refusal } from "../../src/grade.ts";
import { readSubmission } from "../../src/intake/file.ts";
import { Problem } from "../../src/problem.ts";
import { newReport } from "../../src/report/report.ts";
import type { result } from "../../src/report/result.ts";
import type { grade_options } from "../../src/run_cases.ts";
import type { isolation } from "../../src/sandbox/layers.ts";
import { builtChild, takenChild } from "../support/child_script.ts";
import { fakeChild, recorded } from "../support/fake_child.ts";
import { HONEST_SUBMISSION, submission } from "../support/sources.ts";
import type { attack, honest_case } from "./corpus/attack.ts";
import { CANARY, type ground, target } from "./ground.ts";

/** What became of an attack. */
export interface outcome {
  readonly learner: result;
  readonly instructor: result;
  /** What it got hold of, by its own account; sorted, each once. */
  readonly reached: readonly string[];
}

/** For what only the clock ends: long enough to start on a busy machine, short enough to wait for. */
const SLOW_MS = 4000;

export interface stage {
  readonly ground: ground;
  readonly isolation: isolation;
  /** What an honest child records of right code. */
  readonly honest: readonly honest_case[];
}

export async function newStage(ground: ground, isolation: isolation): Promise<stage> {
  return { ground, isolation, honest: await recorded(target, HONEST_SUBMISSION) };
}

/** Attacks that share one submission, or the only one of a submission. */
export type volley = readonly [attack, ...attack[]];

/** Probes share a submission: none of them changes anything if it fails. */
export function volleys(attacks: readonly attack[]): volley[] {
  const probes = attacks.filter(({ how }) => how.by === "probe");
  const others = attacks.filter(({ how }) => how.by !== "probe");
  const [first, ...rest] = probes;
  return [
    ...(first === undefined ? [] : [[first, ...rest] as const]),
    ...others.map((one) => [one] as const),
  ];
}

export async function run(volley: volley, stage: stage): Promise<Map<attack, outcome>> {
  const [grading, file] = await gradingOf(volley, stage);
  const facts = { file, sha256: "", seed: 1, duration_ms: 0 };
  const learner = newReport(grading, facts, "learner");
  const instructor = newReport(grading, facts, "instructor");
  const said = instructor.tests.flatMap(({ log }) => log);
  return new Map(
    volley.map((one) => [one, { learner, instructor, reached: reachedBy(one, said) }]),
  );
}

/** Right code, in the middle of attacks. */
export async function runHonest({ isolation }: stage): Promise<result> {
  const grading = await grade(target, bytesOf(HONEST_SUBMISSION), {
    script: builtChild(),
    isolation,
  });
  return newReport(grading, { file: "a.ts", sha256: "", seed: 1, duration_ms: 0 }, "learner");
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function gradingOf(volley: volley, stage: stage): Promise<[grading, file: string]> {
  const [{ how, slow }] = volley;
  const options: grade_options = {
    script: builtChild(),
    isolation: stage.isolation,
    ...(slow && { wall_ms: SLOW_MS }),
  };
  const graded = async (bytes: Uint8Array): Promise<[grading, string]> => [
    await grade(target, bytes, options),
    "a.ts",
  ];
  if (how.by === "probe") return graded(bytesOf(probing(volley)));
  if (how.by === "text") return graded(bytesOf(how.text()));
  if (how.by === "bytes") return graded(how.bytes());
  if (how.by === "file") return fromDisk(how.make, stage, options);
  const right = bytesOf(HONEST_SUBMISSION);
  if (how.by === "process") {
    const script = takenChild(volley[0].id, `${stage.ground.constants}\n${how.code}`);
    return [await grade(target, right, { ...options, script }), "a.ts"];
  }
  const lines = how.lines(stage.honest);
  const child = fakeChild(() => [
    '{"kind":"up"}',
    ...lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))),
  ]);
  return [await grade(target, right, { ...options, start: () => child }), "a.ts"];
}

/** One function for each probe, so that one's stack and `arguments` are not another's. */
export function probing(volley: readonly attack[]): string {
  const tries = volley.map(({ id, how }) => {
    if (how.by !== "probe") throw new Error(`${id} is no probe.`);
    return `try {
    const got: any = (function (this: any) { return ${how.code}; })();
    if (got) { console.log("REACHED ${id}", typeof got); console.log(JSON.stringify(got.env ?? null)); }
  } catch {}`;
  });
  return submission("", `${tries.join("\n  ")}\n  return 0;`);
}

async function fromDisk(
  make: (folder: string) => string,
  { ground }: stage,
  options: grade_options,
): Promise<[grading, file: string]> {
  const folder = ground.folder();
  try {
    const path = make(folder);
    const { name, bytes } = readSubmission(path);
    return [await grade(target, bytes, options), name];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [refusal(target, error), "a.ts"];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Attacks say "REACHED what" where they get hold of something; a secret that is seen speaks for itself. */
function reachedBy({ id, how }: attack, said: readonly string[]): string[] {
  const mine = said.filter((line) =>
    line.startsWith(how.by === "probe" ? `REACHED ${id}` : "REACHED"),
  );
  const found = mine.map((line) =>
    how.by === "probe" ? "something of the host's" : line.slice(8),
  );
  if (said.some((line) => line.includes(CANARY))) found.push("a secret");
  return [...new Set(found)].sort();
}
