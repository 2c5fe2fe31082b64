// The child in a browser: a worker that takes one submission, by a port that it is given, and says what it has to say to
// that port alone. It is in a page without an origin, whose policy allows no connection; see docs/adr/0018.

import type { child_input, child_line } from "../child/protocol.ts";
import { runChild } from "../child/run.ts";
import { emptyOut } from "./empty.ts";
import type { port } from "./port.ts";

/** What a worker's global object is here. */
interface worker_scope {
  onmessage: ((event: { readonly ports: readonly port[] }) => void) | null;
}

const scope = globalThis as unknown as worker_scope;

scope.onmessage = ({ ports: [judge] }) => {
  scope.onmessage = null;
  if (judge === undefined) return;
  const left = emptyOut(globalThis);
  if (left.length > 0) throw new Error(`The worker still has ${left.join(", ")}.`);
  const tell = (line: child_line): void => judge.postMessage(JSON.stringify(line));
  tell({ kind: "up" });
  judge.onmessage = ({ data }) => {
    judge.onmessage = null;
    runChild(JSON.parse(String(data)) as child_input, tell);
    judge.postMessage(null);
  };
};
