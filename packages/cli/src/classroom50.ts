// Whose submission it is, as Classroom 50's runner says it in the environment.
// Names: https://github.com/foundation50/classroom50/wiki/Advanced-Autograding

import type { classroom50_identity } from "@faultline/grader";
import { Usage } from "./terminal.ts";

/** @throws Usage naming what is missing */
export function identityOf(
  env: Readonly<Record<string, string | undefined>>,
): classroom50_identity {
  const missing = ["CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL"].filter(
    (name) => !env[name],
  );
  if (missing.length > 0)
    throw new Usage(
      `--format classroom50 is written where Classroom 50 grades: its runner sets ${missing.join(", ")}, and nobody has here.`,
    );
  const { CLASSROOM = "", ASSIGNMENT = "", SUBMISSION_TAG = "" } = env;
  const { COMMIT_URL = "", RELEASE_URL = "", REVIEW_URL, ASSIGNMENT_TYPE } = env;
  const owner = env["OWNER"] || env["USERNAME"];
  return {
    classroom: CLASSROOM,
    assignment: ASSIGNMENT,
    submission: SUBMISSION_TAG,
    commit: COMMIT_URL,
    release: RELEASE_URL,
    review: REVIEW_URL || COMMIT_URL,
    datetime: env["SUBMISSION_DATETIME"] || submittedAt(SUBMISSION_TAG),
    ...(owner && { owner }),
    ...(ASSIGNMENT_TYPE && { assignment_type: ASSIGNMENT_TYPE }),
  };
}

/** The tag has the moment in it, so that the same submission has the same moment whenever it is graded. */
function submittedAt(tag: string): string {
  const [, day, hour, minute, second] =
    /^submit\/(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})Z-/.exec(tag) ?? [];
  if (day !== undefined) return `${day}T${hour}:${minute}:${second}Z`;
  throw new Usage(
    `SUBMISSION_TAG says no moment, such as submit/2026-06-01T14-32-05Z-a1b2c3d: set SUBMISSION_DATETIME to when it was handed in.`,
  );
}
