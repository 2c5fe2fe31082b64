// Where work is kept: this browser's own storage, which may be full, switched off, or emptied by the reader.

import { mergeWork, no_work, parseWork, type work } from "./work";

const KEY = "faultline-work";

/** Nothing could be read or kept, and why, in words for the reader. */
export class NotKept extends Error {
  override readonly name = "NotKept";
}

/** @throws NotKept */
export function readShelf(): work {
  const text = asked(() => localStorage.getItem(KEY));
  if (text === null) return no_work;
  const found = parseWork(text);
  if (found === null)
    throw new NotKept(
      "What this browser has kept of your work cannot be read. Export what is here, and clear this site's data.",
    );
  return found;
}

/**
 * Adds to what is kept; another window may have added something, too.
 *
 * @throws NotKept
 */
export function keep(work: work): work {
  const all = mergeWork(readShelf(), work);
  asked(() => localStorage.setItem(KEY, JSON.stringify(all)));
  return all;
}

/** Calls back when another window has kept something. @returns ends it */
export function onKept(heard: () => void): () => void {
  const listen = ({ key }: StorageEvent): void => {
    if (key === KEY) heard();
  };
  addEventListener("storage", listen);
  return () => removeEventListener("storage", listen);
}

function asked<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    const full = error instanceof DOMException && error.name === "QuotaExceededError";
    throw new NotKept(
      full
        ? "This browser's storage is full, so your work is not kept. Export it before you leave."
        : "This browser keeps nothing for this site (a private window may be the reason). Export your work before you leave.",
    );
  }
}
