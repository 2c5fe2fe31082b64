// The backstop: how long a submission may go without a word. Budgets are counted and end a case long before; this ends
// what no budget can see, such as a loop inside of an engine's own function.

/** How many times as long it may take in all, however often it says something. */
const IN_ALL = 6;

export class Clock {
  readonly #patience_ms: number;
  readonly #end: number;
  #heard = performance.now();

  /** @param patience_ms how long nothing may be heard */
  constructor(patience_ms: number) {
    this.#patience_ms = patience_ms;
    this.#end = this.#heard + IN_ALL * patience_ms;
  }

  /** Something was heard that makes sense: on a busy machine it only goes slowly. */
  heard(): void {
    this.#heard = performance.now();
  }

  /** Milliseconds; none or fewer if its time is up. */
  get left(): number {
    return Math.min(this.#heard + this.#patience_ms, this.#end) - performance.now();
  }
}
