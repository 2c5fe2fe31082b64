// A learner with a folder of their own, in front of a pipe or of a terminal that answers.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseProgress, type progress } from "@faultline/progress";
import { run } from "../../src/index.ts";
import type { person } from "../../src/terminal.ts";

const exercises = join(import.meta.dirname, "../../../exercises");

export class Learner {
  /** A name with spaces, as on many a laptop. */
  readonly work = join(mkdtempSync(join(tmpdir(), "faultline-learner-")), "my work");
  readonly progressFile = join(this.work, ".faultline", "progress.json");
  columns = 80;
  /** What is answered when something is asked; nobody is there if it is left out. */
  answer: string | null | undefined = undefined;

  async types(...args: string[]) {
    let [stdout, stderr] = ["", ""];
    const before = process.env["FAULTLINE_WORK"];
    process.env["FAULTLINE_WORK"] = this.work;
    try {
      const code = await run(args, {
        stdout: (text) => {
          stdout += text;
        },
        stderr: (text) => {
          stderr += text;
        },
        colour: false,
        columns: this.columns,
        person: this.#person(),
      });
      return { code, stdout, stderr };
    } finally {
      if (before === undefined) delete process.env["FAULTLINE_WORK"];
      else process.env["FAULTLINE_WORK"] = before;
    }
  }

  async json<T>(...args: string[]): Promise<T> {
    return JSON.parse((await this.types(...args, "--format", "json")).stdout) as T;
  }

  path(id: string): string {
    return join(this.work, `${id}.ts`);
  }

  /** Puts a file of the exercise in the place of the learner's. */
  takes(id: string, from: "solution.ts" | "starter.ts" = "solution.ts"): void {
    mkdirSync(this.work, { recursive: true });
    cpSync(join(exercises, id, from), this.path(id));
  }

  writes(id: string, text: string): void {
    mkdirSync(this.work, { recursive: true });
    writeFileSync(this.path(id), text);
  }

  reads(id: string): string {
    return readFileSync(this.path(id), "utf8");
  }

  progress(): progress {
    return parseProgress(readFileSync(this.progressFile, "utf8"));
  }

  leaves(): void {
    rmSync(join(this.work, ".."), { recursive: true, force: true });
  }

  #person(): person | undefined {
    const { answer } = this;
    if (answer === undefined) return undefined;
    return {
      ask: () => Promise.resolve(answer),
      hearKeys: () => () => {},
      size: () => ({ columns: this.columns, rows: 24 }),
      onResize: () => () => {},
    };
  }
}

export const starterOf = (id: string): string =>
  readFileSync(join(exercises, id, "starter.ts"), "utf8");
