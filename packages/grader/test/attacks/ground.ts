// What there is to steal, and where a thief would be seen: secrets in the environment, in a file and in the hidden tests,
// a server that counts who comes, a folder in which nothing may appear.

import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import type { exercise } from "@faultline/kit";
import { tiny } from "../support/tiny.ts";

/** Stands in everything that a submission may not know. */
export const CANARY = "CANARY-5f1d";
const VARIABLE = "FAULTLINE_TEST_SECRET";

/** The small exercise, with a secret in the title of every hidden test. */
export const target: exercise = {
  ...tiny,
  tests: tiny.tests.map((test) =>
    test.visibility === "visible"
      ? test
      : {
          ...test,
          title: `${test.title} ${CANARY}`,
        },
  ),
};

/** What only the hidden scenario hands to a target: the address of page 3 of the mapping. */
export const HIDDEN_INPUTS = ["35184372101120"];

export interface ground {
  /** Names and places that a hostile child is told, as JavaScript. */
  readonly constants: string;
  /** An empty folder for a submission that is a file. */
  readonly folder: () => string;
  /** What was left behind or reached on the host; empty if nothing was. */
  readonly traces: () => string[];
  readonly clear: () => void;
}

export async function prepareGround(): Promise<ground> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "faultline-ground-")));
  const secret = join(root, "hidden.test.ts");
  const marker = join(root, "marker");
  const socket = join(root, "socket");
  writeFileSync(secret, CANARY);
  process.env[VARIABLE] = CANARY;
  let visits = 0;
  const visit = (): void => {
    visits += 1;
  };
  const [tcp, unix] = [await listening(0, visit), await listening(socket, visit)];
  const address = tcp.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const known = { secret, marker, socket, port, hostname: hostname() };
  const constants = Object.entries(known)
    .map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`)
    .join("\n");
  const expected = new Set(["hidden.test.ts", "socket"]);
  return {
    constants,
    folder: () => mkdtempSync(join(tmpdir(), "faultline-handed-in-")),
    traces: () => [
      ...readdirSync(root).filter((name) => !expected.has(name)),
      ...(visits > 0 ? [`${visits} connections`] : []),
    ],
    clear: () => {
      delete process.env[VARIABLE];
      tcp.close();
      unix.close();
      rmSync(root, { recursive: true });
    },
  };
}

function listening(at: number | string, visit: () => void): Promise<Server> {
  const server = createServer((connection) => {
    visit();
    connection.destroy();
  });
  return new Promise((resolve) => {
    const up = (): void => resolve(server);
    if (typeof at === "number") server.listen(at, "127.0.0.1", up);
    else server.listen(at, up);
  });
}
