// The backstop: how long a submission may go without a word. Budgets are counted and end a case long before; this ends
// what no budget can see, such as a loop inside of an engine's own function.

/** How long nothing may be heard, unless somebody asks for another time. */
const PATIENCE_MS = 10_000;
/** How many times as long it may take in all, however often it says something. */
const IN_ALL = 6;
/** How long a process may take until its first word. Nothing of a submission runs before: the machine is what is slow. */
const START_MS = 60_000;
/** How often whoever listens says so, in milliseconds. */
export const BEAT_MS = 200;

export class Clock {
  readonly #patience_ms: number;
  #end: number;
  #heard = performance.now();
  #beat = this.#heard;
  /** Since when a process is being waited for; null if none is. */
  #starting: number | null = null;

  /** @param patience_ms how long nothing may be heard of a submission */
  constructor(patience_ms: number = PATIENCE_MS) {
    this.#patience_ms = patience_ms;
    this.#end = this.#heard + IN_ALL * patience_ms;
  }

  /** A process is waited for, at no submission's cost. */
  starts(): void {
    this.#starting = performance.now();
    this.#beat = this.#starting;
  }

  /** It has said its first word; from here on, time is the submission's. */
  isUp(): void {
    this.heard();
    if (this.#starting !== null) this.#end += this.#heard - this.#starting;
    this.#starting = null;
  }

  /** Something was heard that makes sense: on a busy machine it only goes slowly. */
  heard(): void {
    this.#heard = performance.now();
  }

  /** Somebody listens. Where beats are missing nobody did, having had to judge something else: that is no silence. */
  beat(): void {
    const now = performance.now();
    this.#heard += Math.max(0, now - this.#beat - 2 * BEAT_MS);
    this.#beat = now;
  }

  /** Milliseconds; none or fewer if its time is up. */
  get left(): number {
    const end =
      this.#starting === null
        ? Math.min(this.#heard + this.#patience_ms, this.#end)
        : this.#starting + START_MS;
    return end - performance.now();
  }
}
