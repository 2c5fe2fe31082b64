// Where the versions of exercises are graded: one line for all of them, so that no processor waits while there is work.

import { availableParallelism } from "node:os";
import type { grade_options } from "../run_cases.ts";
import { Pool } from "../sandbox/pool.ts";

/** Authors' versions end by their budgets: the clock is only there for a child that hangs, and may be patient. */
const PATIENCE_MS = 60_000;

/** More than there are processors: while one is judged here, others run, and each waits for the other now and then. */
const AT_A_TIME = availableParallelism() + 1;

/** What a grading is given to work with. */
export type bench_options = Pick<grade_options, "script" | "start" | "wall_ms">;

export class Bench {
  readonly #options: bench_options;
  readonly #pool: Pool;
  readonly #waiting: (() => void)[] = [];
  readonly #told: (done: number, all: number) => void;
  #running = 0;
  #done = 0;
  #all = 0;
  /** What the first grading that could not be done threw; those that wait are not begun any more. */
  #broken: { readonly error: unknown } | null = null;

  /**
   * @param script the child's
   * @param told after each grading
   * @throws MissingIsolation as a pool does
   */
  constructor(script: string, told: (done: number, all: number) => void = () => {}) {
    this.#pool = new Pool({ script, ahead: AT_A_TIME });
    this.#options = { script, start: this.#pool.take, wall_ms: PATIENCE_MS };
    this.#told = told;
  }

  /** Does it when its turn has come: first come, first served. */
  async run<T>(work: (options: bench_options) => Promise<T>): Promise<T> {
    this.#all += 1;
    await this.#turn();
    try {
      if (this.#broken !== null) throw this.#broken.error;
      return await work(this.#options);
    } catch (error) {
      this.#broken ??= { error };
      throw error;
    } finally {
      this.#next();
    }
  }

  /** Ends the children that nobody has used. */
  close(): void {
    this.#pool.close();
  }

  async #turn(): Promise<void> {
    if (this.#running >= AT_A_TIME)
      await new Promise<void>((resolve) => void this.#waiting.push(resolve));
    else this.#running += 1;
  }

  #next(): void {
    this.#done += 1;
    this.#told(this.#done, this.#all);
    const next = this.#waiting.shift();
    // Whoever comes next takes the place over.
    if (next === undefined) this.#running -= 1;
    else next();
  }
}
