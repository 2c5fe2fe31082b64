// Runs a submission in cases: in one child after the other, until every case has been told of or there is no use in more.

import type { target_name } from "@faultline/core";
import { startChild } from "#host";
import type { child_input } from "./child/protocol.ts";
import { type companion, decodeCompanion } from "./companions.ts";
import { decodeSource } from "./intake/text.ts";
import type { judged_case } from "./judge/cases.ts";
import type { Knowledge } from "./judge/knowledge.ts";
import { readLine } from "./judge/lines.ts";
import type { held_tests } from "./plan.ts";
import { Problem } from "./problem.ts";
import { newProgress, type progress, RELEASE } from "./progress.ts";
import { Clock } from "./sandbox/clock.ts";
import type { hired_child, start_options } from "./sandbox/hired.ts";
import { hear, isDone, noteEnd, type share, sharesOf } from "./share.ts";

/** How many children a share of the cases may use up: one that dies is replaced. */
const MAX_CHILDREN = 4;

/** How a submission is run, and with what around it. */
export interface grade_options extends start_options {
  /** How long nothing may be heard of it; the clock's own patience, if it is left out. */
  readonly wall_ms?: number;
  /** Of the random scenarios; each seed gives others. */
  readonly seed?: number;
  /** Tests that are not run yet. */
  readonly held?: held_tests;
  /** What runs beside the submission, in the same child. */
  readonly companions?: readonly companion[];
  /** What need not be found out again; what is found out on the way is noted there. */
  readonly knowledge?: Knowledge;
  /** Gives a child that nobody has used yet, such as a pool's; if left out, one is started when it is needed. */
  readonly start?: () => hired_child;
}

/**
 * Runs cases of one's own choice on what was handed in.
 *
 * @param required functions that it must export
 * @throws as grade() does
 */
export async function runCases(
  required: readonly target_name[],
  cases: readonly judged_case[],
  bytes: Uint8Array,
  options: grade_options,
): Promise<progress> {
  const { companions = [] } = options;
  const progress = newProgress(required, cases, companions, options.knowledge);
  try {
    const source = decodeSource(bytes);
    await runAll({ source, beside: companions.map(decodeCompanion) }, progress, options);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    progress.problem = { status: error.kind, message: error.message };
  }
  return progress;
}

/** The texts that a child is given. */
type texts = Required<Pick<child_input, "source" | "beside">>;

/** All shares at a time. */
async function runAll(texts: texts, progress: progress, options: grade_options): Promise<void> {
  const shares = sharesOf(progress.cases);
  progress.turns.push(...shares.map(({ turns }) => turns));
  const ends = shares.map((share) => runShare(share, texts, progress, options));
  // Whatever has gone wrong with one of them, no child is left behind.
  for (const end of await Promise.allSettled(ends)) if (end.status === "rejected") throw end.reason;
}

async function runShare(
  share: share,
  texts: texts,
  progress: progress,
  options: grade_options,
): Promise<void> {
  const { start = () => startChild(options), wall_ms } = options;
  const clock = new Clock(wall_ms);
  for (let n = 1; n <= MAX_CHILDREN && progress.problem === null; n++) {
    if (isDone(share, progress)) return;
    const child = start();
    const end = await runOne(child, texts, share, progress, clock);
    const late = clock.left <= 0;
    if (!share.up && (late || n === MAX_CHILDREN))
      throw new Error(`The child did not start. ${child.lastWords()}`);
    if (share.up) noteEnd(late ? "timeout" : end, n < MAX_CHILDREN, share, progress);
    if ((share.up && end === "done") || late) return;
  }
}

/** Gives a child what is left to do, and takes in what it says. */
function runOne(
  child: hired_child,
  texts: texts,
  share: share,
  progress: progress,
  clock: Clock,
): ReturnType<hired_child["run"]> {
  const input = { ...inputOf(texts.source, share, progress), beside: texts.beside };
  progress.enclosure = child.enclosure;
  share.up = false;
  share.running = null;
  const hearLine = (line: string): void => {
    // Playing what was recorded takes time too, and a record can be made to take long.
    if (clock.left <= 0) child.kill();
    else if (hear(readLine(line), share, progress)) clock.heard();
    // Nothing more is wanted of it, and to end a process is quicker than to let it end.
    const refused = progress.problem !== null && !share.refused;
    if (refused || isDone(share, progress)) child.kill();
  };
  return child.run(input, hearLine, clock);
}

/** What a child is told: the submission, and the cases of its share that are left. */
export function inputOf(
  source: string,
  { cases }: Pick<share, "cases">,
  { outcomes, required }: progress,
): child_input {
  const left = cases.filter((one) => !outcomes.has(one.n));
  // What the judge alone can do is no JSON, and stays here.
  const told = left.map(({ tests: _, ...one }) => ({ ...one, release: RELEASE }));
  return { source, required, cases: told };
}
