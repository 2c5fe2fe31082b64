// How fast submissions are graded by a process that is warm: `npm run bench` bundles this and runs it.
// Arguments: the child's script, and a submission to shmem-mcopy.

import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import {
  enclosureFor,
  grade,
  type isolation,
  loadCodeExercise,
  MAX_SHARES,
  MissingIsolation,
  newReport,
  Pool,
} from "../src/index.ts";

const [script = "", file = ""] = process.argv.slice(2);
const exercise = await loadCodeExercise("shmem-mcopy");
if (exercise === null) throw new Error("There is no exercise shmem-mcopy.");
const bytes = readFileSync(file);

/** One report, with a child that has started, as a server would write it. */
async function report(pool: Pool): Promise<void> {
  if (exercise === null) return;
  const grading = await grade(exercise, bytes, { script, start: pool.take });
  const facts = { file: "a.ts", sha256: "", seed: 1, duration_ms: 0 };
  const { score, max_score } = newReport(grading, facts, "instructor");
  if (score !== max_score) throw new Error(`The solution scores ${score} of ${max_score}.`);
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Seconds for one report at a time, the next child having had time to start. */
async function warmReports(rounds: number, isolation?: isolation): Promise<number[]> {
  const pool = new Pool({
    script,
    ahead: MAX_SHARES,
    ...(isolation !== undefined && { isolation }),
  });
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await pause(300);
    const begin = performance.now();
    await report(pool);
    seconds.push((performance.now() - begin) / 1000);
  }
  pool.close();
  return seconds;
}

/** Submissions a second, with as many at a time as there are processors. */
async function throughput(total: number): Promise<number> {
  const parallel = availableParallelism();
  const pool = new Pool({ script, ahead: MAX_SHARES * parallel, expected: MAX_SHARES * total });
  let left = total;
  const work = async (): Promise<void> => {
    while (left-- > 0) await report(pool);
  };
  const begin = performance.now();
  await Promise.all(Array.from({ length: parallel }, work));
  pool.close();
  return (1000 * total) / (performance.now() - begin);
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** What each layer costs: a report in a child that is started for it, layer by layer in turn. */
async function layerSeconds(rounds: number): Promise<Record<string, number | null>> {
  const levels = ["ses", "permission", "full"] as const;
  const seconds = new Map<isolation, number[]>(levels.map((level) => [level, []]));
  for (let round = 0; round < rounds; round++)
    for (const level of levels) await timeLevel(level, seconds);
  return Object.fromEntries(
    levels.map((level) => {
      const times = seconds.get(level) ?? [];
      return [level, times.length === 0 ? null : median(times)];
    }),
  );
}

async function timeLevel(level: isolation, seconds: Map<isolation, number[]>): Promise<void> {
  try {
    enclosureFor(level); // tried before the clock runs
  } catch (error) {
    if (error instanceof MissingIsolation) return;
    throw error;
  }
  const begin = performance.now();
  const pool = new Pool({ script, ahead: 0, isolation: level });
  await report(pool);
  seconds.get(level)?.push((performance.now() - begin) / 1000);
}

await warmReports(5); // so that this process is warm
process.stdout.write(
  JSON.stringify({
    warm_report_seconds: median(await warmReports(9)),
    submissions_per_second: median([
      await throughput(24),
      await throughput(24),
      await throughput(24),
    ]),
    layer_seconds: await layerSeconds(7),
  }),
);
