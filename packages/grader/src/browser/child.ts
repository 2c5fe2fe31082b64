// A worker that runs a submission, as the judge sees it: lines come from a port, and it can be ended.

import type { child_input } from "../child/protocol.ts";
import { BEAT_MS, type Clock } from "../sandbox/clock.ts";
import {
  type child_end,
  type hired_child,
  MAX_LINE,
  MAX_OUTPUT,
  type surroundings,
} from "../sandbox/hired.ts";
import type { port } from "./port.ts";

const enclosure: surroundings = {
  in_force: [
    { name: "ses", about: "the submission reaches the kernel's API and nothing else" },
    { name: "worker", about: "one for each submission, without any of the browser's functions" },
    { name: "policy", about: "a page without an origin, whose policy allows no connection" },
    { name: "replay", about: "the verdict comes from a machine that the submission cannot reach" },
  ],
  missing: [],
};

export class WorkerChild implements hired_child {
  readonly enclosure = enclosure;
  readonly #port: port;
  readonly #terminate: () => void;
  #errors = "";
  #over = false;
  #end: (end: child_end) => void = () => {};

  /** @param terminate ends the worker */
  constructor(port: port, terminate: () => void) {
    this.#port = port;
    this.#terminate = terminate;
  }

  run(input: child_input, onLine: (line: string) => void, clock: Clock): Promise<child_end> {
    if (this.#over) return Promise.resolve("crashed");
    return new Promise((resolve) => {
      clock.starts();
      const listen = (): void => {
        clock.beat();
        if (!this.#over && clock.left <= 0) this.#finish("timeout");
      };
      // What has been said already is heard first: whoever listens may have been slower than who speaks.
      const beats = setInterval(() => setTimeout(listen, 0), BEAT_MS);
      this.#end = (end) => {
        clearInterval(beats);
        resolve(end);
      };
      this.#hear(onLine, () => clock.isUp());
      this.#port.postMessage(JSON.stringify(input));
    });
  }

  /** The worker has ended by itself, or could not be made. */
  died(why: string): void {
    this.#errors = why;
    this.#finish("crashed");
  }

  kill(): void {
    this.#finish("done");
  }

  lastWords(): string {
    return this.#errors.slice(0, 500).trim();
  }

  #hear(onLine: (line: string) => void, onFirst: () => void): void {
    let total = 0;
    let first = true;
    this.#port.onmessage = ({ data }) => {
      if (this.#over) return;
      if (first) onFirst();
      first = false;
      if (data === null) {
        this.#finish("done");
        return;
      }
      // A worker that was taken over can say anything; what is no text is a line in no words that are known.
      const line = typeof data === "string" ? data : "";
      total += line.length;
      if (line.length > MAX_LINE || total > MAX_OUTPUT) this.#finish("flooded");
      else onLine(line);
    };
  }

  #finish(end: child_end): void {
    if (this.#over) return;
    this.#over = true;
    this.#port.onmessage = null;
    this.#port.close();
    this.#terminate();
    this.#end(end);
  }
}
