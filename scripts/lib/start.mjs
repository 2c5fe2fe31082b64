import { join } from "node:path";
import { run } from "./process.mjs";

/** The second version of the patch, as it was posted and praised; it leaks on two of its error paths. */
const EXAMPLE = join("examples", "submissions", "v2-as-posted.ts");

/**
 * From a fresh clone to a graded submission on the screen.
 * @param {string[]} rest
 */
export async function start(rest) {
  const script = join("scripts", "faultline.mjs");
  const code = await run(process.execPath, [script, "grade", "shmem-mcopy", EXAMPLE, ...rest]);
  // 1 says that the submission is wrong, and showing that is what this command is for.
  return code === 1 ? 0 : code;
}
