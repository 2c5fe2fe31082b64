import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TOOLS } from "./paths.mjs";

/**
 * A step that is done again only when what it depends on has changed: the listing at the time it was last
 * done is kept in .tools.
 * @param {string} name
 * @param {() => string} listing
 * @param {string} [folder]
 */
export function stamp(name, listing, folder = TOOLS) {
  const path = join(folder, name);
  return {
    isFresh() {
      try {
        return readFileSync(path, "utf8") === listing();
      } catch {
        return false;
      }
    },
    /** @param {string} [seen]  the listing the step worked from, if a change meanwhile must not be lost */
    set(seen = listing()) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path, seen);
    },
  };
}
