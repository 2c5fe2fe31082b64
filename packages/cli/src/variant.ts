// Other random scenarios for each learner, of the same difficulty: by a key that only the course knows, so that nobody can
// tell another learner's beforehand, and by who the learner is, so that the same report can be made again.

import { createHmac } from "node:crypto";
import { DEFAULT_SEED } from "@faultline/grader";
import { Usage } from "./terminal.ts";

export interface seed_flags {
  readonly seed?: number;
  /** Whose scenarios. */
  readonly variant?: string;
  readonly courseKey?: string;
}

/**
 * The seed of random scenarios that the flags ask for.
 *
 * @throws Usage for a learner without a course key, or two ways to say the same
 */
export function seedOf({ seed, variant, courseKey }: seed_flags): number {
  if (variant === undefined) return seed ?? DEFAULT_SEED;
  if (seed !== undefined)
    throw new Usage(
      "--seed and --variant each choose the random scenarios: give only one of them.",
    );
  if (courseKey === undefined || courseKey === "")
    throw new Usage(
      "--variant needs the key of the course: give it with --course-key, or in FAULTLINE_COURSE_KEY.",
    );
  return createHmac("sha256", courseKey).update(variant).digest().readUInt32BE() >>> 1;
}
