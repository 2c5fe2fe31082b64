import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository, wherever it was cloned to and whatever the caller's directory is. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What the bootstrap keeps for itself: the pinned pnpm, stamps, logs, the lock. Git-ignored. */
export const TOOLS = join(ROOT, ".tools");

export const CLI_ENTRY = join(ROOT, "packages", "cli", "dist", "faultline.js");
