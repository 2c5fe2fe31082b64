// Goal: whoever misses something learns which one command brings it, on the computer that is in front of them.

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { diagnosis } from "../src/commands/doctor.ts";
import {
  checkChromium,
  checkEditor,
  checkFolder,
  checkGit,
  checkRoom,
  checkTerminal,
} from "../src/doctor/comforts.ts";
import { installerFor, onPath } from "../src/doctor/packages.ts";
import { run } from "../src/index.ts";
import { faultline } from "./support/faultline.ts";

const folder = mkdtempSync(join(tmpdir(), "faultline-doctor-"));
afterAll(() => rmSync(folder, { recursive: true }));

const only =
  (...names: string[]) =>
  (name: string) =>
    names.includes(name);
const plain = { stdout: () => {}, stderr: () => {}, colour: false, columns: 80 };

describe("the one command", () => {
  it.each([
    ["apt-get", false, "sudo apt-get install -y git", "sudo apt-get install bubblewrap"],
    ["apt-get", true, "apt-get install -y git", "apt-get install bubblewrap"],
    ["dnf", false, "sudo dnf install -y git", "sudo dnf install -y bubblewrap"],
    ["brew", false, "brew install git", ""],
    ["winget", false, "winget install Git.Git", ""],
    ["no manager at all", false, "", ""],
  ])("is that of %s, for root: %s", (manager, root, git, bubblewrap) => {
    const { install, translate } = installerFor(only(manager), root);
    expect(install("git")).toBe(git);
    expect(translate("apt-get install bubblewrap")).toBe(bubblewrap);
    expect(translate("")).toBe("");
  });
});

describe("a program on the PATH", () => {
  it("is found by its name, and by the endings that Windows adds", () => {
    writeFileSync(join(folder, "one"), "");
    writeFileSync(join(folder, "two.EXE"), "");
    const env = { PATH: `/nowhere:${folder}`, PATHEXT: ".COM;.EXE" };
    expect(["one", "two", "three"].map((name) => onPath(name, env))).toEqual([true, true, false]);
    expect(onPath("two", { PATH: folder })).toBe(false);
    expect(onPath("one", {})).toBe(false);
  });
});

describe("what is good to have", () => {
  const apt = installerFor(only("apt-get"), true);

  it("is a folder that can be written, or the one above it", () => {
    const work = join(folder, "writable");
    mkdirSync(work);
    expect(checkFolder(work)).toMatchObject({ ok: true, remedy: "" });
    expect(checkFolder(join(work, "not", "made", "yet"))).toMatchObject({ ok: true });
    // Root may write everywhere.
    if (process.getuid?.() === 0) return;
    chmodSync(work, 0o500);
    expect(checkFolder(work)).toMatchObject({
      ok: false,
      remedy: expect.stringMatching(/^chmod /),
    });
  });

  it("is room: 200 MB, and not a byte less", () => {
    expect(checkRoom(folder, 200e6)).toMatchObject({ ok: true, found: "200 MB are free" });
    expect(checkRoom(folder, 200e6 - 1)).toMatchObject({
      ok: false,
      remedy: "npm cache clean --force",
    });
    expect(checkRoom(folder, 12.34e9).found).toBe("12.3 GB are free");
    expect(checkRoom(folder).found).toMatch(/^[\d.]+ [GM]B are free/);
  });

  it("is an editor: the one that is named, or code, or the first that is usual", () => {
    expect(checkEditor({ EDITOR: "emacs" }, only(), apt)).toMatchObject({
      ok: true,
      found: "emacs",
    });
    expect(checkEditor({ VISUAL: "vi", EDITOR: "ed" }, only(), apt)).toMatchObject({ found: "vi" });
    expect(checkEditor({}, only("code"), apt)).toMatchObject({ ok: true, found: "code" });
    expect(checkEditor({}, only("vim", "vi"), apt)).toMatchObject({
      ok: false,
      remedy: "export EDITOR=vim",
    });
    expect(checkEditor({}, only(), apt).remedy).toBe("apt-get install -y nano");
  });

  it("is git, and Chromium in its usual place or where CHROMIUM_PATH says", () => {
    expect(checkGit(true, apt)).toMatchObject({ ok: true, remedy: "" });
    expect(checkGit(false, apt)).toMatchObject({ ok: false, remedy: "apt-get install -y git" });
    expect(checkChromium({}, apt, only("/usr/bin/chromium"))).toMatchObject({ ok: true });
    const none = { ok: false, remedy: "apt-get install -y chromium" };
    expect(checkChromium({}, apt, only())).toMatchObject(none);
    const elsewhere = { CHROMIUM_PATH: "/opt/chromium" };
    expect(checkChromium(elsewhere, apt, only("/usr/bin/chromium"))).toMatchObject(none);
    expect(checkChromium(elsewhere, apt, only("/opt/chromium"))).toMatchObject({ ok: true });
  });

  it("is a terminal, whose width and colour are told", () => {
    expect(checkTerminal(plain, {}).found).toBe("80 columns, no colour");
    expect(checkTerminal({ ...plain, columns: 60 }, {}).found).toBe("60 columns, no colour");
    expect(checkTerminal({ ...plain, columns: 59 }, {}).found).toContain("tables become lists");
    expect(checkTerminal({ ...plain, colour: true }, {}).found).toBe("80 columns, colour");
    expect(checkTerminal(plain, { NO_COLOR: "1" }).found).toContain("as NO_COLOR asks");
  });
});

describe("faultline doctor", () => {
  it("ends with 0 where grading works, whatever else is missing", async () => {
    const { code, stdout } = await faultline("doctor", "--format", "json");
    const { ok, checks, comforts } = JSON.parse(stdout) as diagnosis;
    expect([code, ok]).toEqual([0, true]);
    expect(checks.map(({ what }) => what)).toEqual([
      "Node",
      "the part that runs submissions",
      "a submission",
    ]);
    expect(comforts.map(({ what }) => what)).toEqual([
      "your folder",
      "room on the disk",
      "an editor",
      "git",
      "the terminal",
      "Chromium, for the tests of the site",
    ]);
  });

  it("says the same in words, in 40 columns too, and never by colour alone", async () => {
    let said = "";
    const stdout = (text: string): void => {
      said += text;
    };
    const code = await run(["doctor"], { stdout, stderr: stdout, colour: false, columns: 40 });
    expect(code).toBe(0);
    expect(said).toMatch(/^To grade at all$[\s\S]*^Good to have$[\s\S]*^What stands around/m);
    expect(said.split("\n").filter((line) => line.length > 40)).toEqual([]);
    for (const line of said.split("\n").filter((one) => /^ {2}\S/.test(one)))
      expect(line).toMatch(/^ {2}(ok|FAIL|----) /);
  });
});
