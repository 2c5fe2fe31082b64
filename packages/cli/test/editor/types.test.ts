// Goal: an editor knows the kernel as a submission may use it: contracts on hovering, and no name that would be refused.
// Method: the server that editors ask, TypeScript's own.

import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root, work } from "./workspace.ts";

interface answer {
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly body?: unknown;
}

/** TypeScript's server, as an editor talks to it. */
class Server {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (body: unknown) => void>();
  #last = 0;

  constructor() {
    const path = createRequire(join(work, "package.json")).resolve("typescript/lib/tsserver.js");
    const args = [path, "--disableAutomaticTypingAcquisition"];
    this.#process = spawn(process.execPath, args, {
      cwd: root,
      stdio: ["pipe", "pipe", "inherit"],
    });
    if (this.#process.stdout === null) throw new Error("The server says nothing.");
    createInterface({ input: this.#process.stdout }).on("line", (line) => {
      if (!line.startsWith("{")) return;
      const { request_seq = -1, body } = JSON.parse(line) as answer;
      this.#waiting.get(request_seq)?.(body);
    });
  }

  ask<T>(command: string, args: object): Promise<T> {
    const answered = new Promise<unknown>((resolve) => this.#waiting.set(this.#last + 1, resolve));
    this.tell(command, args);
    return answered as Promise<T>;
  }

  tell(command: string, args: object): void {
    this.#last += 1;
    const request = { seq: this.#last, type: "request", command, arguments: args };
    this.#process.stdin?.write(`${JSON.stringify(request)}\n`);
  }

  end(): void {
    this.#process.kill();
  }
}

/** Files of a test's own, named as no exercise is; and where a learner has one already, it is left alone. */
const own = {
  good: join(work, "types-test-good.ts"),
  bad: join(work, "types-test-bad.ts"),
};
const review = join(work, "review-lab.ts");
const review_is_ours = !existsSync(review);

let server: Server;

beforeAll(() => {
  copyFileSync(join(root, "packages/exercises/install-pte/starter.ts"), own.good);
  writeFileSync(
    own.bad,
    'import { pte_none, runScenario } from "@faultline/core";\nexport const wrong: string = pte_none(0);\nexport const other = runScenario;\n',
  );
  if (review_is_ours) copyFileSync(join(root, "packages/exercises/review-lab/starter.ts"), review);
  server = new Server();
  for (const file of [own.good, own.bad, review]) server.tell("open", { file });
});

afterAll(() => {
  server.end();
  for (const file of [own.good, own.bad]) rmSync(file, { force: true });
  if (review_is_ours) rmSync(review, { force: true });
});

interface diagnostic {
  readonly message: string;
  readonly startLocation: { readonly line: number };
}

const errorsIn = (file: string): Promise<diagnostic[]> =>
  server.ask("semanticDiagnosticsSync", { file, includeLinePosition: true });

/** What an editor shows where a word first stands. */
async function hover(file: string, word: string) {
  const lines = readFileSync(file, "utf8").split("\n");
  const line = lines.findIndex((text) => new RegExp(`\\b${word}\\b`).test(text));
  const offset = (lines[line] ?? "").search(new RegExp(`\\b${word}\\b`)) + 1;
  return server.ask<{ readonly displayString: string; readonly documentation: string }>(
    "quickinfo",
    {
      file,
      line: line + 1,
      offset,
    },
  );
}

describe("an editor on a learner's file", () => {
  it("takes it for part of the workspace, and finds no fault in a starter", async () => {
    const info = await server.ask<{ configFileName: string }>("projectInfo", {
      file: own.good,
      needFileNameList: false,
    });
    expect(info.configFileName).toBe(join(work, "tsconfig.code.json"));
    expect(await errorsIn(own.good)).toEqual([]);
  });

  it.each([
    ["pte_offset_map_lock", /lock/i],
    ["page_add_new_anon_rmap", /anonymous/i],
    ["i_size_read", /bytes|length|size/i],
    ["set_pte_at", /pte/i],
  ])("shows the contract of %s on hovering", async (name, words) => {
    const { displayString, documentation } = await hover(own.good, name);
    expect(displayString).toContain(name);
    expect(documentation).toMatch(words);
  });

  it("names a wrong type, and a name that no submission may import, on their lines", async () => {
    const errors = await errorsIn(own.bad);
    const told = errors.map(({ message, startLocation }) => `${startLocation.line}: ${message}`);
    expect([...new Set(told.map((one) => one.split(":")[0]))]).toEqual(["1", "2"]);
    expect(told.find((one) => one.startsWith("1: "))).toContain("runScenario");
    expect(told.join("\n")).toMatch(/^2: .*not assignable to type 'string'/m);
  });

  it("knows the form of a test that is handed in", async () => {
    const info = await server.ask<{ configFileName: string }>("projectInfo", {
      file: review,
      needFileNameList: false,
    });
    expect(info.configFileName).toBe(join(work, "tsconfig.review.json"));
    if (review_is_ours) expect(await errorsIn(review)).toEqual([]);
    expect((await hover(review, "review_test")).displayString).toContain("review_test");
  });
});
