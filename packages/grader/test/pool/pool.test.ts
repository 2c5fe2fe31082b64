import { readdirSync, readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import type { Child } from "../../src/sandbox/child.ts";
import { Pool } from "../../src/sandbox/pool.ts";
import { builtChild } from "../support/child_script.ts";
import { graded, printed } from "../support/graded.ts";
import { HONEST_SUBMISSION, submission } from "../support/sources.ts";
import { FULL } from "../support/tiny.ts";

const script = builtChild();
const ended = async (child: Child): Promise<void> => {
  while (!child.gone) await new Promise((done) => setTimeout(done, 5));
};

describe("a pool", () => {
  it("gives each child once, and starts another behind it", () => {
    const pool = new Pool({ script, ahead: 2 });
    const children = [pool.take(), pool.take(), pool.take(), pool.take()];
    expect(new Set(children).size).toBe(4);
    for (const child of children) child.kill();
    pool.close();
  });

  it("starts no more than are expected, unless one more is asked for", async () => {
    const pool = new Pool({ script, ahead: 8, expected: 1 });
    const [first, second] = [pool.take(), pool.take()];
    pool.close();
    expect(second).not.toBe(first);
    for (const child of [first, second]) {
      child.kill();
      await ended(child);
    }
  });

  it("does not give a child that died while it waited", async () => {
    const pool = new Pool({ script, ahead: 1 });
    const doomed = pool.take();
    doomed.kill();
    await ended(doomed);
    const start = () => pool.take();
    expect((await graded(HONEST_SUBMISSION, { start })).score).toBe(FULL);
    pool.close();
  });

  it("ends those that wait when it is closed, and starts none after", async () => {
    const pool = new Pool({ script, ahead: 2 });
    pool.close();
    const late = pool.take();
    late.kill();
    await ended(late);
  });

  it("passes nothing from one submission to the next", async () => {
    const pool = new Pool({ script, ahead: 2 });
    const write = `
  for (const it of [globalThis, Object.prototype, Array.prototype, Error, RegExp, Math, JSON, put_page, current])
    try { Object.defineProperty(it, "left", { value: 1, configurable: true }); } catch {}
  /(l)eft/.exec("left");
  try { (Error as any).stackTraceLimit = 77; } catch {}
  return honest(...args);`;
    const look = `
  const found = [globalThis, Object.prototype, Array.prototype, Error, RegExp, Math, JSON, put_page, current]
    .filter((it: any) => "left" in it).length;
  console.log("found", found, (RegExp as any).$1, (Error as any).stackTraceLimit);
  return honest(...args);`;
    const fresh = printed(await graded(submission("", look)));
    expect(fresh).toContain("found 0 ");
    for (const _round of [1, 2]) {
      await graded(submission("", write), { start: pool.take });
      expect(printed(await graded(submission("", look), { start: pool.take }))).toBe(fresh);
    }
    pool.close();
  });
});

/** What a grader holds on to: open files, processes, timers and sockets, and heap in megabytes. */
function held() {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  const linux = process.platform === "linux";
  const children = linux ? readFileSync(`/proc/self/task/${process.pid}/children`, "utf8") : "";
  return {
    files: linux ? readdirSync("/proc/self/fd").length : 0,
    processes: children.split(" ").filter(Boolean).length,
    resources: process.getActiveResourcesInfo().length,
    megabytes: process.memoryUsage().heapUsed / 1024 / 1024,
  };
}

it("forty more submissions leave no process, no open file and no memory behind", async () => {
  const sources = [
    HONEST_SUBMISSION,
    submission("", "for (;;) {}"),
    submission("", "throw 1"),
    "const a = ;",
  ];
  const gradeMany = async (n: number): Promise<void> => {
    const pool = new Pool({ script, ahead: 2, expected: n });
    for (let i = 0; i < n; i++)
      await graded(sources[i % sources.length] ?? "", { start: pool.take });
    pool.close();
    await new Promise((done) => setTimeout(done, 200));
  };
  await gradeMany(20);
  const before = held();
  await gradeMany(40);
  const after = held();
  expect(after.processes).toBe(before.processes);
  expect(after.files).toBeLessThanOrEqual(before.files);
  expect(after.resources).toBeLessThanOrEqual(before.resources);
  expect(after.megabytes - before.megabytes).toBeLessThan(8);
});
