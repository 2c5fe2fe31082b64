// Grades the file as often as it is saved: the visible tests first, because they are quick, then all. The newest save wins.

import { childScript, isReview, MAX_SHARES, Pool } from "@faultline/grader";
import { isRandom } from "@faultline/kit";
import { Usage } from "../../terminal.ts";
import { type graded, gradeWork } from "../attempt.ts";
import type { course_exercise } from "../course.ts";
import { settled } from "./watcher.ts";

export interface listener {
  readonly begins: () => void;
  /** The file is not there. */
  readonly gone: () => void;
  /** @param partial whether this is about the visible tests alone, and more is to come */
  readonly graded: (graded: graded, partial: boolean) => void;
  readonly failed: (error: unknown) => void;
}

export class SaveGrader {
  /** One for the visible tests, and those for all. */
  readonly #pool = new Pool({ script: childScript(), ahead: 1 + MAX_SHARES });
  readonly #listener: listener;
  #asked: course_exercise | null = null;
  #busy = false;

  constructor(listener: listener) {
    this.#listener = listener;
  }

  /** Grades it as soon as may be; what is being graded is out of date then, and not told of. */
  ask(one: course_exercise): void {
    this.#asked = one;
    if (!this.#busy) void this.#work();
  }

  close(): void {
    this.#pool.close();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    try {
      for (let one = this.#asked; one !== null; one = this.#asked) {
        this.#asked = null;
        await this.#gradeOnce(one);
      }
    } catch (error) {
      this.#listener.failed(error);
    } finally {
      this.#busy = false;
    }
  }

  async #gradeOnce(one: course_exercise): Promise<void> {
    this.#listener.begins();
    const quick = quickPart(one);
    try {
      if (!(await settled(one.file))) this.#tell(() => this.#listener.gone());
      else {
        if (quick !== null) await this.#gradePart(quick, true);
        if (this.#asked === null) await this.#gradePart(one, false);
      }
    } catch (error) {
      // Somebody has removed it at the very moment.
      if (!(error instanceof Usage)) throw error;
      this.#tell(() => this.#listener.gone());
    }
  }

  async #gradePart(part: course_exercise, partial: boolean): Promise<void> {
    const graded = await gradeWork(part, this.#pool.take);
    this.#tell(() => this.#listener.graded(graded, partial));
  }

  #tell(news: () => void): void {
    if (this.#asked === null) news();
  }
}

/** The visible tests that were written by hand: the first thing to mend is among them. Null if that is all there is. */
function quickPart(one: course_exercise): course_exercise | null {
  const { exercise } = one;
  if (isReview(exercise)) return null;
  const tests = exercise.tests.filter((test) => test.visibility === "visible" && !isRandom(test));
  const none = tests.length === 0 || tests.length === exercise.tests.length;
  return none ? null : { ...one, exercise: { ...exercise, tests } };
}
