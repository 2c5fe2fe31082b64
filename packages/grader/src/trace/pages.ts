// How many pages a submission holds: taken inside of its functions, and not given back there. The child counts, and
// the judge counts again, so that no record makes its machine larger than any submission's.

import { kernel } from "@faultline/core";

/** An honest function takes one page a call; every page that is lost is looked at after every later operation. */
export const MAX_PAGES = 4096;

export class PageCount {
  #held = 0;
  #atEntry = 0;
  #depth = 0;

  /** A target begins: what other code does with pages between targets does not count. */
  enter(): void {
    if (this.#depth === 0) this.#atEntry = framesInUse();
    this.#depth += 1;
  }

  leave(): void {
    this.#depth -= 1;
    if (this.#depth === 0) this.#held = Math.max(0, this.#now());
  }

  get exceeded(): boolean {
    return this.#depth > 0 && this.#now() > MAX_PAGES;
  }

  #now(): number {
    return this.#held + framesInUse() - this.#atEntry;
  }
}

function framesInUse(): number {
  const { frames, free_frames, free_head } = kernel();
  return frames.length - free_frames.length + free_head;
}
