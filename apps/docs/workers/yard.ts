// The judge's side of the yard, the page without an origin in which submissions run.

import { type hired_child, MAX_SHARES, type port, WorkerChild } from "@faultline/grader/browser";
import type { death, order } from "../src/components/exercise/bench/messages";

/** The yard's own port: with an order, a port can be sent. */
export interface gate extends port {
  postMessage(message: order, transfer?: unknown[]): void;
}

/** Hires workers, as many ahead of time as share a submission: to start one takes longer than to run a submission. */
export class Yard {
  readonly #gate: gate;
  readonly #alive = new Map<number, WorkerChild>();
  readonly #spare: WorkerChild[] = [];
  #count = 0;

  constructor(gate: gate) {
    this.#gate = gate;
    gate.onmessage = ({ data }) => {
      const { worker, why } = data as death;
      this.#alive.get(worker)?.died(why);
    };
    this.prepare();
  }

  /** A child that nobody has used. */
  readonly take = (): hired_child => this.#spare.shift() ?? this.#hire();

  /** Starts children for the next submission: when nothing is being run, as it would take the time of what is. */
  prepare(): void {
    while (this.#spare.length < MAX_SHARES) this.#spare.push(this.#hire());
  }

  #hire(): WorkerChild {
    const { port1, port2 } = new MessageChannel();
    this.#count += 1;
    const worker = this.#count;
    const child = new WorkerChild(port1 as unknown as port, () => {
      this.#alive.delete(worker);
      if (this.#spare.includes(child)) this.#spare.splice(this.#spare.indexOf(child), 1);
      this.#gate.postMessage({ kind: "end", worker });
    });
    this.#alive.set(worker, child);
    this.#gate.postMessage({ kind: "start", worker }, [port2]);
    return child;
  }
}
