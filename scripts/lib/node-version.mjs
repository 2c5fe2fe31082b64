import { EX_UNAVAILABLE, Failure } from "./failure.mjs";

const MAJOR = 20;
const MINOR = 19;

/** Says so at once when this Node is too old, instead of failing later in somebody else's words. */
export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > MAJOR || (major === MAJOR && minor >= MINOR)) return;
  throw new Failure(
    `Node ${MAJOR}.${MINOR} or newer is needed, and this is Node ${version}.`,
    EX_UNAVAILABLE,
  );
}
