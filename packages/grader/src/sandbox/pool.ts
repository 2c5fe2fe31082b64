// Children started ahead of time. A child is used once: what a submission leaves behind ends with its process, so
// nothing has to be argued about what it may have left. See docs/adr/0013-a-child-is-used-once.md.

import { Child } from "./child.ts";
import type { isolation } from "./layers.ts";

export interface pool_options {
  /** The child's script. */
  readonly script: string;
  readonly isolation?: isolation;
  /** How many may wait. */
  readonly ahead: number;
  /** How many will be wanted in all, where that is known: none is started for nobody. */
  readonly expected?: number;
}

export class Pool {
  readonly #options: pool_options;
  readonly #waiting: Child[] = [];
  #expected: number;
  #closed = false;

  /** @throws MissingIsolation if that is not to be had on this machine */
  constructor(options: pool_options) {
    this.#options = options;
    this.#expected = options.expected ?? Number.POSITIVE_INFINITY;
    this.#fill();
  }

  /** A child that nobody has used: one that waits, or a new one. Another takes its place. */
  readonly take = (): Child => {
    this.#expected -= 1;
    let child = this.#waiting.shift();
    // One that somebody has killed while it waited is no use.
    while (child?.gone) child = this.#waiting.shift();
    child ??= this.#start();
    this.#fill();
    return child;
  };

  /** Ends those that wait. */
  close(): void {
    this.#closed = true;
    for (const child of this.#waiting.splice(0)) child.kill();
  }

  #fill(): void {
    const wanted = Math.min(this.#options.ahead, Math.max(0, this.#expected));
    while (!this.#closed && this.#waiting.length < wanted) this.#waiting.push(this.#start());
  }

  #start(): Child {
    return new Child(this.#options.script, this.#options.isolation);
  }
}
