// What can be wrong with where a kit is to be put, and with what is to be in it.

import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { newFolder } from "../../src/export/folder.ts";
import { faultline } from "../support/faultline.ts";
import { temporaryFolder } from "../support/temporary.ts";

const folder = temporaryFolder();
const fill = async (to: string) => writeFileSync(join(to, "file"), "text");

describe("a new folder", () => {
  it("is made, with the folders that lead there, for everybody to read", async () => {
    const out = join(folder, "a", "b");
    await newFolder(out, fill);
    expect(readdirSync(out)).toEqual(["file"]);
    expect(statSync(out).mode & 0o777).toBe(0o777 & ~process.umask());
  });

  it("may be there already, if it is empty", async () => {
    const out = join(folder, "empty");
    mkdirSync(out);
    await newFolder(out, fill);
    expect(readdirSync(out)).toEqual(["file"]);
  });

  it("is not there if something goes wrong while it is filled, and nothing is left beside it", async () => {
    const out = join(folder, "c", "d");
    const failing = newFolder(out, async (to) => {
      await fill(to);
      throw new Error("something");
    });
    await expect(failing).rejects.toThrow("something");
    expect(readdirSync(join(folder, "c"))).toEqual([]);
  });
});

describe("faultline export student", () => {
  const student = (...args: string[]) => faultline("export", "student", ...args);

  it("leaves a folder alone that has something in it", async () => {
    const out = join(folder, "full");
    mkdirSync(out);
    writeFileSync(join(out, "mine"), "text");
    const { code, stdout, stderr } = await student("--out", out);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("is not empty");
    expect(readdirSync(out)).toEqual(["mine"]);
  });

  it("puts nothing in the place of a file", async () => {
    const out = join(folder, "file");
    writeFileSync(out, "text");
    expect(await student("--out", out)).toMatchObject({ code: 2 });
  });

  it("says so in one line where nothing can be written", async () => {
    writeFileSync(join(folder, "no folder"), "text");
    const { code, stderr } = await student("--out", join(folder, "no folder", "kit"));
    expect(code).toBe(3);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toContain("Give another --out.");
  });

  it("names the exercises there are for one that there is not", async () => {
    const out = join(folder, "unknown");
    const { code, stderr } = await student("--exercises", "pte-bits,ptebits", "--out", out);
    expect(code).toBe(2);
    expect(stderr).toContain('"ptebits"');
    expect(stderr).toContain("zeropage");
    expect(existsSync(out)).toBe(false);
  });

  it("wants to know where", async () => {
    expect(await student("--exercises", "pte-bits")).toMatchObject({ code: 2 });
  });
});
