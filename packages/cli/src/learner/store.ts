// The learner's record on disk. It is replaced in one step, never written into; what cannot be read is kept aside.

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  formatProgress,
  newProgress,
  parseProgress,
  type progress,
  UnreadableProgress,
} from "@faultline/progress";
import { CannotWork } from "../terminal.ts";
import { locked } from "./lock.ts";
import { shownPath } from "./places.ts";

export class Store {
  readonly #folder: string;
  readonly #file: string;
  readonly #warn: (sentence: string) => void;
  #warned = false;

  /** @param warn told, in a sentence, of what the learner should know */
  constructor(folder: string, warn: (sentence: string) => void) {
    this.#folder = folder;
    this.#file = join(folder, "progress.json");
    this.#warn = warn;
  }

  /** What is on record. */
  read(): progress {
    const text = this.#text();
    if (text === null) return newProgress();
    try {
      return parseProgress(text);
    } catch (error) {
      if (!(error instanceof UnreadableProgress)) throw error;
      this.#keepAside(error);
      return newProgress();
    }
  }

  /**
   * Puts something on record. Where nothing can be written, that is said once, and work goes on.
   *
   * @returns the record with the change, written or not
   */
  async update(change: (before: progress) => progress): Promise<progress> {
    try {
      return await this.insist(change);
    } catch (error) {
      if (!(error instanceof CannotWork)) throw error;
      if (!this.#warned) this.#warn(`nothing was put on record: ${error.message}`);
      this.#warned = true;
      return change(this.read());
    }
  }

  /** @throws CannotWork where nothing can be written */
  async insist(change: (before: progress) => progress): Promise<progress> {
    return await writing(this.#folder, () => {
      mkdirSync(this.#folder, { recursive: true });
      return locked(join(this.#folder, "lock"), () => {
        const before = this.read();
        const after = change(before);
        if (after !== before) replaceFile(this.#file, formatProgress(after));
        return after;
      });
    });
  }

  #text(): string | null {
    try {
      return readFileSync(this.#file, "utf8");
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOENT" || code === "ENOTDIR") return null;
      throw new CannotWork(
        `your progress in ${shownPath(this.#file)} cannot be read (${code}). Move it away, or make it readable.`,
      );
    }
  }

  /** Another version, or a person, may still make sense of it. */
  #keepAside({ kind, message }: UnreadableProgress): void {
    const stamp = new Date()
      .toISOString()
      .replace(/[^0-9]/g, "")
      .slice(0, 17);
    const aside = join(this.#folder, `progress.${kind}-${stamp}.json`);
    const how =
      kind === "newer"
        ? `With the newer faultline, bring it back by: ./faultline import-progress ${shownPath(aside)}`
        : "Whatever was in it is not lost, but not counted either.";
    try {
      renameSync(this.#file, aside);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOENT") return; // another command has kept it aside
      throw new CannotWork(
        `${shownPath(this.#file)} ${message}, and it cannot be moved aside (${code}).`,
      );
    }
    this.#warn(
      `${shownPath(this.#file)} ${message}. It is kept as ${shownPath(aside)}, and a new record is begun. ${how}`,
    );
  }
}

/** The old text or the new one, whatever happens in between. One process at a time, by the store's lock. */
export function replaceFile(file: string, text: string): void {
  const fresh = `${file}.${process.pid}.new`;
  try {
    // On disk before its name is: a computer that loses power may keep the name alone.
    writeFileSync(fresh, text, { flush: true });
    renameSync(fresh, file);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}

const UNWRITABLE = ["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "EEXIST", "ENOTDIR"];

/** @throws CannotWork saying what to do, if `work` cannot write in the folder */
export async function writing<T>(folder: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || !UNWRITABLE.includes(code)) throw error;
    throw new CannotWork(
      code === "ENOSPC" || code === "EDQUOT"
        ? `there is no room left to write in ${shownPath(folder)}. Make room and try again.`
        : `nothing can be written in ${shownPath(folder)} (${code}). Make it writable, or name a folder of your own in FAULTLINE_WORK.`,
    );
  }
}
