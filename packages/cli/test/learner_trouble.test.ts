// Goal: whatever happens to a learner's files, nothing is lost, and one sentence says what to do.

import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { editorCommand } from "../src/learner/editor.ts";
import { findPlaces } from "../src/learner/places.ts";
import { CannotWork } from "../src/terminal.ts";
import { Learner } from "./support/learner.ts";

const command = join(import.meta.dirname, "../dist/faultline.js");
const ID = "pte-bits";

let me: Learner;
beforeEach(() => {
  me = new Learner();
});
afterEach(() => me.leaves());

function hasRecord(text: string): void {
  mkdirSync(dirname(me.progressFile), { recursive: true });
  writeFileSync(me.progressFile, text);
}

const kept = (): string[] =>
  readdirSync(dirname(me.progressFile)).filter((name) => /^progress\..+\.json$/.test(name));

describe("a record that cannot be read", () => {
  it.each([
    [
      "cut in the middle",
      '{"schema":"faultline/progress/v1","exerc',
      "broken",
      /is cut off or damaged: it is not JSON/,
    ],
    [
      "of a newer version",
      '{"schema":"faultline/progress/v2","pages":[1]}',
      "newer",
      /newer faultline \(version 2/,
    ],
    ["empty", "", "broken", /is cut off or damaged/],
    ["of something else", "[]", "broken", /is not a record of progress/],
  ])("%s is kept aside as it was, and work goes on", async (_, text, kind, words) => {
    hasRecord(text);
    const { code, stderr, stdout } = await me.types("hint", ID);
    expect([code, stdout.includes("hint 1 of 8")]).toEqual([0, true]);
    expect(stderr).toMatch(words);
    const [name = ""] = kept();
    expect(name).toContain(`.${kind}-`);
    expect(stderr).toContain(name);
    expect(readFileSync(join(dirname(me.progressFile), name), "utf8")).toBe(text);
    expect((await me.types("hint", ID)).stdout).toContain("hint 2 of 8");
    expect(kept().length).toBe(1);
  });
});

describe("where nothing can be written", () => {
  // Root may write everywhere; a file in the place of the folder stops everybody.
  it("says so, and what to do", async () => {
    writeFileSync(me.work, "");
    for (const args of [
      ["start", ID],
      [],
      ["hint", ID],
      ["import-progress", join(me.work, "../p.json")],
    ]) {
      writeFileSync(
        join(me.work, "../p.json"),
        '{"schema":"faultline/progress/v1","exercises":{}}',
      );
      const { stderr } = await me.types(...args);
      expect(stderr, args.join(" ")).toMatch(/FAULTLINE_WORK/);
    }
    expect((await me.types("start", ID)).code).toBe(3);
    // A hint is read all the same.
    expect(await me.types("hint", ID)).toMatchObject({ code: 0 });
    // What must be on record is not done without.
    const given = await me.types("solution", ID, "--give-up");
    expect([given.code, given.stdout]).toEqual([3, ""]);
  });

  it.skipIf(process.getuid?.() === 0)("grades in a folder that is read-only", async () => {
    me.takes(ID);
    chmodSync(me.work, 0o555);
    const { code, stderr } = await me.types("test", ID);
    chmodSync(me.work, 0o755);
    expect(code).toBe(0);
    expect(stderr).toMatch(/nothing was put on record: .*FAULTLINE_WORK/);
  });
});

describe("two at once", () => {
  it("forget nothing of each other, as processes", async () => {
    me.takes(ID);
    const env = { ...process.env, FAULTLINE_WORK: me.work };
    const ask = () =>
      new Promise((resolve) => {
        spawn(process.execPath, [command, "hint", ID], { env, stdio: "ignore" }).on(
          "close",
          resolve,
        );
      });
    expect(await Promise.all([ask(), ask(), ask(), ask()])).toEqual([0, 0, 0, 0]);
    expect(
      me
        .progress()
        .exercises[ID]?.hints.map(({ number }) => number)
        .sort(),
    ).toEqual([1, 2, 3, 4]);
    expect(readdirSync(dirname(me.progressFile))).toEqual(["progress.json"]);
  });

  it("do not wait for one that has died", async () => {
    const lock = join(dirname(me.progressFile), "lock");
    mkdirSync(lock, { recursive: true });
    const long_ago = new Date(Date.now() - 60_000);
    utimesSync(lock, long_ago, long_ago);
    expect((await me.types("hint", ID)).code).toBe(0);
    expect(existsSync(lock)).toBe(false);
  });
});

describe("export-progress and import-progress", () => {
  it("carry what was done to another computer, and lose nothing of either", async () => {
    await me.types("hint", ID);
    await me.types("hint", ID);
    const file = join(me.work, "my progress.json");
    const written = await me.types("export-progress", file);
    expect([written.code, written.stdout]).toEqual([0, ""]);
    expect(written.stderr).toContain("import-progress");
    const other = new Learner();
    try {
      await other.types("hint", "zeropage");
      expect((await other.types("import-progress", file)).stdout).toMatch(
        /^2 entries were added from /,
      );
      expect((await other.types("import-progress", file)).stdout).toMatch(/^There was nothing in /);
      expect(Object.keys(other.progress().exercises)).toEqual([ID, "zeropage"]);
      expect((await other.types("hint", ID)).stdout).toContain("hint 3 of 8");
    } finally {
      other.leaves();
    }
  });

  it("write to standard output, and replace a file only where that is asked for", async () => {
    await me.types("hint", ID);
    expect((await me.types("export-progress")).stdout).toBe(readFileSync(me.progressFile, "utf8"));
    const file = join(me.work, "p.json");
    writeFileSync(file, "mine");
    const refused = await me.types("export-progress", file);
    expect([refused.code, readFileSync(file, "utf8")]).toEqual([2, "mine"]);
    expect((await me.types("export-progress", file, "--force")).code).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(readFileSync(me.progressFile, "utf8"));
  });

  it.each([
    ["{", /is cut off or damaged: it is not JSON\. Nothing was changed\.\n$/],
    ['{"schema":"faultline/progress/v9"}', /newer faultline \(version 9.*Nothing was changed\.\n$/],
    [
      '{"schema":"faultline/progress/v1","exercises":{"a":{}}}',
      /is damaged: exercises\.a.*Nothing was changed\.\n$/,
    ],
  ])("refuse %s and change nothing", async (text, words) => {
    await me.types("hint", ID);
    const before = readFileSync(me.progressFile, "utf8");
    const file = join(me.work, "p.json");
    writeFileSync(file, text);
    const { code, stderr } = await me.types("import-progress", file);
    expect(code).toBe(2);
    expect(stderr).toMatch(words);
    expect([readFileSync(file, "utf8"), readFileSync(me.progressFile, "utf8")]).toEqual([
      text,
      before,
    ]);
  });

  it("say that there is no such file", async () => {
    const { code, stderr } = await me.types("import-progress", "no-such.json");
    expect([code, stderr]).toEqual([
      2,
      'faultline: there is no file "no-such.json". Give one that ./faultline export-progress has written.\n',
    ]);
  });
});

describe("without a terminal", () => {
  it("watch writes a line of data for each grading, and ends by a signal", async () => {
    me.takes(ID);
    const env = { ...process.env, FAULTLINE_WORK: me.work };
    const watch = spawn(process.execPath, [command, "watch", ID, "--format", "json"], { env });
    let text = "";
    const lines = (count: number) =>
      new Promise<void>((resolve) => {
        const look = () => text.split("\n").length > count && resolve();
        watch.stdout.on("data", look);
        look();
      });
    watch.stdout.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
    await lines(1);
    me.writes(ID, "export const nothing = 0;\n");
    await lines(2);
    const ended = new Promise((resolve) => watch.on("close", resolve));
    watch.kill("SIGTERM");
    expect(await ended).toBe(3);
    const [first, second] = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(first).toMatchObject({
      schema: "faultline/result/v1",
      exercise: ID,
      score: first.max_score,
    });
    expect(second.score).toBe(0);
    expect(me.progress().exercises[ID]?.attempts.length).toBe(2);
  });

  it("list writes neither colours nor files", () => {
    const env = { ...process.env, FAULTLINE_WORK: me.work };
    const { stdout, status } = spawnSync(process.execPath, [command, "list"], {
      env,
      encoding: "utf8",
    });
    expect([status, stdout.includes("\u001b")]).toEqual([0, false]);
    expect(existsSync(me.work)).toBe(false);
  });
});

describe("where things are", () => {
  it("is beside the command in a clone and in a kit, and nowhere else", () => {
    const kit = join(me.work, "kit");
    mkdirSync(join(kit, "exercises", ID), { recursive: true });
    mkdirSync(join(kit, "lib", "deep"), { recursive: true });
    expect(() => findPlaces({}, "/")).toThrow(CannotWork);
    writeFileSync(join(kit, "faultline"), "");
    const found = findPlaces({}, join(kit, "lib", "deep"));
    expect(found).toMatchObject({ exercises: join(kit, "exercises"), work: join(kit, "work") });
    expect(findPlaces({ FAULTLINE_WORK: "/elsewhere" }, join(kit, "lib")).work).toBe("/elsewhere");
  });
});

describe("the editor", () => {
  it("is the one that was chosen, or VS Code where there is one", () => {
    const yes = () => true;
    const no = () => false;
    expect(editorCommand({ VISUAL: "emacs -nw", EDITOR: "vi" }, yes)).toBe("emacs -nw");
    expect(editorCommand({ EDITOR: "vi" }, yes)).toBe("vi");
    expect(editorCommand({ EDITOR: " " }, yes)).toBe("code");
    expect(editorCommand({}, no)).toBe(null);
    expect(editorCommand({ EDITOR: "vi", TERM_PROGRAM: "vscode" }, yes)).toBe("code -r");
    expect(editorCommand({ EDITOR: "vi", TERM_PROGRAM: "vscode" }, no)).toBe("vi");
  });

  it("is opened by --open, with the file as one word", () => {
    const env = {
      ...process.env,
      FAULTLINE_WORK: me.work,
      VISUAL: "",
      EDITOR: "printf '<%s>' edits",
    };
    const args = [command, "start", ID, "--open"];
    const text = execFileSync(process.execPath, args, { env, encoding: "utf8" });
    expect(text).toContain(`<edits><${me.path(ID)}>`);
  });
});
