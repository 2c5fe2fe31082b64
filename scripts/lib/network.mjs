import { EX_UNAVAILABLE, Failure } from "./failure.mjs";

const SIGNS =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|META_FETCH_FAIL/;

/**
 * The failure to report when a package manager's output shows that it could not reach its registry.
 * @param {string} output
 */
export function networkFailure(output) {
  if (!SIGNS.test(output)) return undefined;
  return new Failure(
    "the package registry cannot be reached, and the first run must install from it: connect to the network and try again.",
    EX_UNAVAILABLE,
  );
}
