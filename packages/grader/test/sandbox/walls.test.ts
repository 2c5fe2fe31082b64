// Goal: what each layer holds when SES has been broken, so that one that is broken too leaves the others.
// Method: a child that somebody else has written tries what a process can try, and says what worked.

import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Child } from "../../src/sandbox/child.ts";
import { Clock } from "../../src/sandbox/clock.ts";
import { enclosureFor, type isolation, MissingIsolation } from "../../src/sandbox/layers.ts";
import { builtChild, hostileChild } from "../support/child_script.ts";

const folder = mkdtempSync(join(tmpdir(), "faultline-walls-"));
const secret = join(folder, "secret");
writeFileSync(secret, "the marks");
const server = createServer((socket) => socket.destroy());
let port = 0;
beforeAll(
  () =>
    new Promise<void>((done) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        port = typeof address === "object" && address !== null ? address.port : 0;
        done();
      });
    }),
);
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const bubblewrapped = enclosureFor().in_force.some(({ name }) => name === "bubblewrap");

/** Each is a piece of code that answers something if it got out. */
const attempts = (place: string) => ({
  "reads a file": `fs.readFileSync(${JSON.stringify(secret)}, "utf8")`,
  "reads the password file": `fs.readFileSync("/etc/passwd", "utf8")`,
  "lists a folder": `fs.readdirSync("/etc").length`,
  "lists its root": `fs.readdirSync("/").length`,
  "writes a file": `(fs.writeFileSync(${JSON.stringify(join(place, "written"))}, ""), 1)`,
  "writes beside itself": `(fs.writeFileSync(__filename + ".x", ""), 1)`,
  "makes a folder": `(fs.mkdirSync(${JSON.stringify(join(place, "made"))}), 1)`,
  "starts a program": `cp.spawnSync("/bin/true").status === 0`,
  "starts Node again": `cp.spawnSync(process.execPath, ["--version"]).status === 0`,
  "starts a worker": `(new (require("node:worker_threads").Worker)("", { eval: true }), 1)`,
  "sees its parent": `process.ppid`,
  "signals its parent": `process.kill(process.ppid || 1, 0)`,
  "has an environment": `Object.keys(process.env).some((name) => name !== "PWD")`,
  "sees processes": `fs.existsSync("/proc/self")`,
});

/** What a child that tries everything gets done. */
async function tries(isolation: isolation): Promise<string[]> {
  const place = join(folder, isolation);
  mkdirSync(place);
  const code = `
const cp = require("node:child_process");
const tries = ${JSON.stringify(attempts(place))};
for (const [name, text] of Object.entries(tries)) {
  let got = false;
  try { got = Boolean(eval(text)); } catch {}
  if (got) say(name);
}
const socket = require("node:net").connect(${port}, "127.0.0.1");
socket.on("connect", () => { say("connects"); process.exit(0); });
socket.on("error", () => process.exit(0));`;
  const said: string[] = [];
  const child = new Child(hostileChild(`walls-${isolation}`, code), isolation);
  await child.run(
    { source: "", required: [], cases: [] },
    (line) => said.push(line),
    new Clock(20_000),
  );
  const written = readdirSync(place).map((name) => `left ${name}`);
  return [...said.filter((line) => !line.startsWith("{")), ...written];
}

describe("a child that has been taken over", () => {
  it("is an ordinary process behind SES alone", async () => {
    const done = await tries("ses");
    expect(done).toEqual(
      expect.arrayContaining(["reads a file", "starts a program", "connects", "left made"]),
    );
  });

  it("reads, writes and starts nothing under the permission model, which leaves it the network", async () => {
    const done = await tries("permission");
    const held = [
      "reads a file",
      "reads the password file",
      "lists a folder",
      "writes a file",
      "writes beside itself",
      "makes a folder",
      "starts a program",
      "starts Node again",
      "starts a worker",
      "left made",
    ];
    expect(done.filter((name) => held.includes(name))).toEqual([]);
  });

  describe.skipIf(!bubblewrapped)("in bubblewrap", () => {
    // A thread is its own, and stays in the same sandbox.
    const harmless = ["starts a worker"];

    it.each(["bubblewrap", "full"] as const)("gets nothing done: %s", async (isolation) => {
      const done = await tries(isolation);
      expect(done.filter((name) => !harmless.includes(name))).toEqual([]);
    });

    it("finds Node and its script in an empty root, and no place to write", async () => {
      const code = `
const there = ["/node", "/child.cjs", "/etc", "/proc", "/dev", "/tmp", "/home", "/root", "/bin"];
say(JSON.stringify(there.filter((path) => fs.existsSync(path))));
for (const path of ["/x", "/child.cjs", "/node", "/lib/x", "/dev/shm/x", "/tmp/x"])
  try { fs.writeFileSync(path, "x"); say("wrote " + path); } catch {}`;
      const said: string[] = [];
      const child = new Child(hostileChild("root", code), "bubblewrap");
      await child.run(
        { source: "", required: [], cases: [] },
        (line) => said.push(line),
        new Clock(20_000),
      );
      expect(said.slice(1)).toEqual([JSON.stringify(["/node", "/child.cjs"])]);
    });
  });
});

describe("the layers", () => {
  const names = (isolation?: isolation) => enclosureFor(isolation).in_force.map(({ name }) => name);

  it("always have SES, a process and the replay", () => {
    for (const isolation of ["ses", "permission", undefined] as const)
      expect(names(isolation)).toEqual(expect.arrayContaining(["ses", "process", "replay"]));
  });

  it("are exactly those that were asked for", () => {
    expect(names("ses")).not.toContain("permission");
    expect(names("ses")).not.toContain("bubblewrap");
    expect(names("permission")).toContain("permission");
    expect(names("permission")).not.toContain("bubblewrap");
  });

  it.skipIf(!bubblewrapped)("have bubblewrap with the permission model or without", () => {
    expect(names("bubblewrap")).toContain("bubblewrap");
    expect(names("bubblewrap")).not.toContain("permission");
    expect(names("full")).toEqual(expect.arrayContaining(["permission", "bubblewrap"]));
    expect(names()).toEqual(names("full"));
  });

  it.skipIf(bubblewrapped)("are refused where they are not to be had", () => {
    expect(() => new Child(builtChild(), "full")).toThrow(MissingIsolation);
  });

  it.runIf(process.env["CI"] && process.platform === "linux")("have bubblewrap in CI", () => {
    expect(enclosureFor().missing).toEqual([]);
  });

  it("that are missing are named with a reason", () => {
    for (const { name, why } of enclosureFor("ses").missing)
      expect([name, why]).toEqual([name, "it was not asked for"]);
  });
});
