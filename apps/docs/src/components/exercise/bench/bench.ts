// Where an answer is graded: a judge in one worker, the submission in another that cannot reach it. Made when somebody
// turns to the editor, thrown away when the page is left or the grading is called off.

import workers from "@made/workers.json";
import type { pair_of_runs, parting, question, reply, verdict } from "./messages";
import { newYard } from "./yard";

/** Longer than any grading takes: whoever waits so long is told that something of ours is wrong. */
const PATIENCE_MS = 60_000;

type answer = Exclude<reply, { kind: "failed" }>;

interface waiting {
  readonly resolve: (reply: answer) => void;
  readonly reject: (error: Error) => void;
}

export class Bench {
  readonly #judge: Worker;
  readonly #jobs = new Map<number, waiting>();
  readonly #opened: Promise<void>;
  #yard: HTMLIFrameElement | null = null;
  #count = 0;
  #closed = false;

  /** @param folder address of the folder that the workers' scripts are in */
  constructor(exercise: string, folder: string) {
    this.#judge = new Worker(folder + workers.judge, { type: "module" });
    this.#judge.onmessage = ({ data }: MessageEvent<reply>) => this.#hear(data);
    this.#judge.onerror = (event) =>
      this.#fail(`The judge cannot be loaded. ${event.message ?? ""}`);
    this.#opened = this.#open(exercise, folder);
    this.#opened.catch((error: unknown) => this.#fail(String(error)));
  }

  async grade(source: string): Promise<verdict> {
    const reply = await this.#ask((job) => ({ kind: "grade", job, source }));
    if (reply.kind !== "graded") throw new Error("The judge has answered something else.");
    return reply.verdict;
  }

  /** Runs one scenario with the submission, and once more with Linux's own functions. */
  async watch(source: string, scenario: parting["scenario"]): Promise<pair_of_runs> {
    const reply = await this.#ask((job) => ({ kind: "watch", job, source, scenario }));
    if (reply.kind !== "watched") throw new Error("The judge has answered something else.");
    return reply.runs;
  }

  /** Ends everything at once. Whoever waits is told that it was called off. */
  close(why = "Called off."): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#judge.terminate();
    this.#yard?.remove();
    for (const { reject } of this.#jobs.values()) reject(new Error(why));
    this.#jobs.clear();
  }

  async #open(exercise: string, folder: string): Promise<void> {
    const response = await fetch(folder + workers.child);
    if (!response.ok) throw new Error(`What runs an answer cannot be loaded (${response.status}).`);
    const script = await response.text();
    if (this.#closed) return;
    const { port1, port2 } = new MessageChannel();
    this.#yard = newYard(script, port1);
    this.#judge.postMessage({ kind: "open", exercise } satisfies question, [port2]);
  }

  async #ask(question: (job: number) => question): Promise<answer> {
    await this.#opened;
    if (this.#closed) throw new Error("Called off.");
    this.#count += 1;
    const job = this.#count;
    return new Promise((resolve, reject) => {
      const late = setTimeout(
        () => this.#fail("No verdict has come for a minute. Reload the page, and try again."),
        PATIENCE_MS,
      );
      const done = <T>(then: (value: T) => void) => {
        return (value: T): void => {
          clearTimeout(late);
          then(value);
        };
      };
      this.#jobs.set(job, { resolve: done(resolve), reject: done(reject) });
      this.#judge.postMessage(question(job));
    });
  }

  #hear(reply: reply): void {
    const job = this.#jobs.get(reply.job);
    this.#jobs.delete(reply.job);
    if (reply.kind === "failed") job?.reject(new Error(reply.why));
    else job?.resolve(reply);
  }

  #fail(why: string): void {
    this.close(why);
  }

  /** Whether it has ended, and another is needed. */
  get closed(): boolean {
    return this.#closed;
  }
}
