// A long run: `npm run bench -- --soak` grades a thousand submissions in a row and compares what this process holds
// on to early and late. Arguments: the child's script, a right submission, and how many.

import { readdirSync, readFileSync } from "node:fs";
import { grade, loadCodeExercise, MAX_SHARES, newReport, Pool } from "../src/index.ts";

const [script = "", file = "", count = "1000"] = process.argv.slice(2);
const total = Number(count);
const exercise = await loadCodeExercise("shmem-mcopy");
if (exercise === null) throw new Error("There is no exercise shmem-mcopy.");

/** What people hand in: right, wrong, without an end, no TypeScript, and more than there is memory for. */
const right = readFileSync(file, "utf8");
const inside = (code: string): string =>
  right.replace(/export function [^{]*\{/, (head) => `${head} ${code} `);
const sources = [
  right,
  right.replace(/SetPageDirty\(\w+\);/, ""),
  inside("for (;;) {}"),
  "const a = ;",
  right,
  inside("const a: unknown[] = []; for (;;) a.push(new Array(1e5).fill(1));"),
].map((text) => new TextEncoder().encode(text));

function held() {
  globalThis.gc?.();
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, "utf8");
  return {
    files: readdirSync("/proc/self/fd").length,
    processes: children.split(" ").filter(Boolean).length,
    resources: process.getActiveResourcesInfo().length,
    heap_mb: Math.round((10 * process.memoryUsage().heapUsed) / 2 ** 20) / 10,
    rss_mb: Math.round(process.memoryUsage().rss / 2 ** 20),
  };
}

async function gradeUpTo(from: number, to: number): Promise<void> {
  if (exercise === null) return;
  const pool = new Pool({ script, ahead: MAX_SHARES, expected: MAX_SHARES * (to - from) });
  for (let i = from; i < to; i++) {
    const bytes = sources[i % sources.length] ?? new Uint8Array();
    const grading = await grade(exercise, bytes, { script, start: pool.take });
    const { score, max_score } = newReport(
      grading,
      { file: "a.ts", sha256: "", seed: 1, duration_ms: 0 },
      "learner",
    );
    if (i % sources.length === 0 && score !== max_score)
      throw new Error(`Submission ${i} is right and scores ${score} of ${max_score}.`);
  }
  pool.close();
  await new Promise((done) => setTimeout(done, 500));
}

const early = Math.ceil(total / 10);
await gradeUpTo(0, early);
const before = held();
await gradeUpTo(early, total);
const after = held();
process.stdout.write(
  JSON.stringify({ submissions: total, after_a_tenth: before, at_the_end: after }),
);
