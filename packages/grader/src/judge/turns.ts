// Notes what a child said that no child of ours says: too early, twice, of cases that there are not, or in no words that
// we know. None of it is heard; an instructor may want to know of it.

/** A line that was out of turn. */
export interface odd_line {
  /** Its number among all that were written, from 1. */
  readonly line: number;
  /** What was said, after "it said". */
  readonly about: string;
}

/** A few are evidence enough. */
const MAX_NOTES = 10;

export class Turns {
  readonly odd: odd_line[] = [];
  #line = 0;

  /** @param oddity what is wrong with the next line; null if nothing is */
  next(oddity: string | null): void {
    this.#line += 1;
    if (oddity !== null && this.odd.length < MAX_NOTES)
      this.odd.push({ line: this.#line, about: oddity });
  }
}
