import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EX_UNAVAILABLE } from "../lib/failure.mjs";
import { locked } from "../lib/lock.mjs";
import { networkFailure } from "../lib/network.mjs";
import { requireNode } from "../lib/node-version.mjs";
import { manifests, sourceListing } from "../lib/sources.mjs";
import { stamp } from "../lib/stamp.mjs";

/** @type {string} */
let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline tools "));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the Node version", () => {
  test.each(["20.19.0", "20.20.2", "22.0.0", "24.1.0"])("%s will do", (version) => {
    expect(() => requireNode(version)).not.toThrow();
  });
  test.each(["20.18.3", "18.20.0", "8.0.0"])("%s is refused in one sentence", (version) => {
    expect(() => requireNode(version)).toThrow(
      expect.objectContaining({
        message: `Node 20.19 or newer is needed, and this is Node ${version}.`,
        code: EX_UNAVAILABLE,
      }),
    );
  });
});

describe("a package manager's output", () => {
  test("that speaks of an unreachable registry is a matter of the network", () => {
    expect(networkFailure("npm error code EAI_AGAIN")?.code).toBe(EX_UNAVAILABLE);
  });
  test("that speaks of anything else is not", () => {
    expect(networkFailure("ERR_PNPM_OUTDATED_LOCKFILE")).toBeUndefined();
  });
});

describe("a stamp", () => {
  test("is fresh until what it depends on changes", () => {
    let state = "a";
    const step = stamp("step", () => state, folder);
    expect(step.isFresh()).toBe(false);
    step.set();
    expect(step.isFresh()).toBe(true);
    state = "b";
    expect(step.isFresh()).toBe(false);
  });
});

describe("the listing of sources", () => {
  test("ends with the bundle, which is the one line that a build may change", () => {
    expect(sourceListing().split("\n").at(-1)).toMatch(/^packages.cli.dist.faultline\.js /);
  });
  test("has each manifest of the workspace", () => {
    expect(manifests()).toEqual(
      expect.arrayContaining([
        "package.json",
        join("packages", "core", "package.json"),
        join("packages", "exercises", "shmem-mcopy", "package.json"),
      ]),
    );
  });
});

describe("the lock", () => {
  test("lets one at a time in", async () => {
    const lock = join(folder, "lock");
    /** @type {string[]} */
    const order = [];
    const visit = (/** @type {string} */ name) =>
      locked(async () => {
        order.push(`${name} in`);
        await new Promise((resolve) => setTimeout(resolve, 20));
        order.push(`${name} out`);
      }, lock);
    await Promise.all([visit("a"), visit("b")]);
    const [first, ...rest] = order;
    expect(rest[0]).toBe(first?.replace("in", "out"));
    expect(order).toHaveLength(4);
  });

  test("is released after a failure", async () => {
    const lock = join(folder, "lock");
    await expect(locked(() => Promise.reject(new Error("no")), lock)).rejects.toThrow("no");
    await expect(locked(async () => "in", lock)).resolves.toBe("in");
  });

  test("of a process that has died is taken over", async () => {
    const lock = join(folder, "lock");
    mkdirSync(lock);
    // Above the largest process number that Linux gives out.
    writeFileSync(join(lock, "pid"), "4194305");
    await expect(locked(async () => "in", lock)).resolves.toBe("in");
  });

  test("that never got its owner's number is taken over after a while", async () => {
    const lock = join(folder, "lock");
    mkdirSync(lock);
    utimesSync(lock, new Date(0), new Date(0));
    await expect(locked(async () => "in", lock)).resolves.toBe("in");
  });
});
