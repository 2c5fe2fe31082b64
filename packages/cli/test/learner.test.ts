// Goal: a learner is never asked what to do next, and loses nothing. Method: the commands as they are typed, on real files.

import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { result } from "@faultline/grader";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Learner, starterOf } from "./support/learner.ts";

let me: Learner;
beforeEach(() => {
  me = new Learner();
});
afterEach(() => me.leaves());

const ID = "pte-bits";

describe("faultline without a command", () => {
  it("takes somebody who has never been here into the first exercise", async () => {
    const { code, stdout, stderr } = await me.types();
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^pte-bits: Give the page its pte\nExercise 1 of 10, about 25 minutes;/);
    expect(stdout).toContain("Write mk_fill_pte()");
    expect(stdout).toMatch(/pte-bits\.ts was made from the starter\./);
    expect(stdout).toContain("What fails first\n  FAIL  ");
    expect(stdout).toMatch(/\nNext: edit the file and save it\. \.\/faultline watch pte-bits/);
    expect(me.reads(ID)).toBe(starterOf(ID));
  });

  it("goes on where the learner left off, and moves on from what is done", async () => {
    await me.types("start", "zeropage");
    expect((await me.types()).stdout).toMatch(/^zeropage: /);
    me.takes("zeropage");
    expect((await me.types("test")).code).toBe(0);
    expect((await me.types()).stdout).toMatch(/^install-pte: /);
  });

  it("does not begin anew by being looked at", async () => {
    await me.types();
    await me.types();
    expect(me.progress().exercises[ID]?.started.length).toBe(1);
    expect(me.progress().exercises[ID]?.attempts.length).toBe(1);
  });

  it("says that a file is gone, and makes it again", async () => {
    await me.types();
    rmSync(me.path(ID));
    const { stdout } = await me.types();
    expect(stdout.replace(/\s+/g, " ")).toContain(
      "was not there any more, so it was made from the starter.",
    );
    expect(me.reads(ID)).toBe(starterOf(ID));
  });

  it("says the same as data", async () => {
    const data = await me.json<Record<string, unknown>>();
    expect(data).toMatchObject({
      schema: "faultline/exercise/v1",
      exercise: ID,
      position: 1,
      made: true,
      file: me.path(ID),
      standing: { state: "started", attempts: 1 },
      result: { schema: "faultline/result/v1", score: 0 },
    });
  });

  it("takes flags for itself, and names of commands for mistakes where there are none such", async () => {
    expect((await me.types("--no-color", "--format", "json")).stdout).toMatch(/^\{/);
    expect((await me.types("resume")).stdout).toMatch(/^pte-bits: /);
    const wrong = await me.types("lst");
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      "faultline: unknown command 'lst'\n(Did you mean list?)\n",
    ]);
  });
});

describe("faultline start", () => {
  it("never writes over what is there", async () => {
    me.writes(ID, "// mine\n");
    const { code, stdout } = await me.types("start", ID);
    expect(code).toBe(0);
    expect(stdout.replace(/\s+/g, " ")).toContain("is yours, and is left as it is.");
    expect(me.reads(ID)).toBe("// mine\n");
  });

  it("knows which exercises there are", async () => {
    const { code, stderr } = await me.types("start", "no-such");
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^faultline: there is no exercise "no-such" here; take one of: pte-bits, /,
    );
  });
});

describe("faultline test", () => {
  it("ends with 1 below full marks and with 0 at full marks, and says what is next", async () => {
    await me.types("start", ID);
    const first = await me.types("test", ID);
    expect(first.code).toBe(1);
    expect(first.stdout).toMatch(/\nScore: 0 of \d+\n\nNext: edit the file/);
    me.takes(ID);
    const last = await me.types("test", ID);
    expect(last.code).toBe(0);
    expect(last.stdout).toMatch(/Full marks\..*\nNext: \.\/faultline start zeropage \(/);
  });

  it("writes the report that grade writes, and puts the attempt on record", async () => {
    me.takes(ID);
    const report = await me.json<result>("test", ID);
    expect(report).toMatchObject({ schema: "faultline/result/v1", exercise: ID, status: "graded" });
    expect(me.progress().exercises[ID]?.attempts).toMatchObject([
      { sha256: report.submission.sha256, score: report.max_score, scope: "all", status: "graded" },
    ]);
  });

  it("says what to do where there is no file", async () => {
    const { code, stderr } = await me.types("test", ID);
    expect(code).toBe(2);
    expect(stderr).toMatch(/there is no .*pte-bits\.ts\. \.\/faultline start pte-bits makes it/);
  });

  it("takes line ends of Windows and a byte order mark", async () => {
    me.takes(ID);
    me.writes(ID, `\ufeff${me.reads(ID).replaceAll("\n", "\r\n")}`);
    expect((await me.types("test", ID)).code).toBe(0);
  });
});

describe("faultline hint", () => {
  it("goes one step further each time, stays at the last, and costs nothing", async () => {
    const texts: string[] = [];
    for (let n = 1; n <= 9; n++) {
      const { hint } = await me.json<{
        hint: { number: number; of: number; text: string; again: boolean };
      }>("hint", ID);
      expect(hint).toMatchObject({ number: Math.min(n, 8), of: 8, again: n > 8 });
      texts.push(hint.text);
    }
    expect(new Set(texts).size).toBe(8);
    expect(me.progress().exercises[ID]?.hints.map(({ number }) => number)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8,
    ]);
    me.takes(ID);
    expect((await me.types("test", ID)).code).toBe(0);
  });

  it("gives two that ask at once two different hints", async () => {
    await me.types("start", ID);
    const asked = await Promise.all([
      me.types("hint", ID),
      me.types("hint", ID),
      me.types("hint", ID),
    ]);
    const numbers = asked.map(({ stdout }) => /hint (\d) of 8/.exec(stdout)?.[1]).sort();
    expect(numbers).toEqual(["1", "2", "3"]);
  });
});

describe("faultline reset", () => {
  it("asks, and keeps what was there", async () => {
    me.writes(ID, "// mine\n");
    me.answer = "n";
    expect((await me.types("reset", ID)).code).toBe(1);
    expect(me.reads(ID)).toBe("// mine\n");
    me.answer = "y";
    const { code, stdout } = await me.types("reset", ID);
    expect([code, me.reads(ID)]).toEqual([0, starterOf(ID)]);
    const kept = join(me.work, ".faultline", "kept");
    const [name = ""] = readdirSync(kept);
    expect(readFileSync(join(kept, name), "utf8")).toBe("// mine\n");
    expect(stdout).toContain(name);
  });

  it("takes the end of the input for a no", async () => {
    me.writes(ID, "// mine\n");
    me.answer = null;
    expect((await me.types("reset", ID)).code).toBe(1);
    expect(me.reads(ID)).toBe("// mine\n");
  });

  it("does nothing where nobody can be asked, unless that is not wanted", async () => {
    me.writes(ID, "// mine\n");
    const { code, stderr } = await me.types("reset", ID);
    expect([code, me.reads(ID)]).toEqual([2, "// mine\n"]);
    expect(stderr).toContain("./faultline reset pte-bits --yes");
    expect((await me.types("reset", ID, "--yes")).code).toBe(0);
    expect(me.reads(ID)).toBe(starterOf(ID));
  });
});

describe("faultline solution", () => {
  it("is shown after full marks, or to whoever gives up, which is put on record", async () => {
    const refused = await me.types("solution", ID);
    expect([refused.code, refused.stdout]).toEqual([2, ""]);
    expect(refused.stderr).toContain("--give-up");
    const given = await me.types("solution", ID, "--give-up");
    expect(given.stdout).toContain("export function mk_fill_pte");
    expect(me.progress().exercises[ID]?.given_up.length).toBe(1);
    expect((await me.types("solution", ID)).code).toBe(0);
  });

  it("is nobody's giving up after full marks", async () => {
    me.takes(ID);
    await me.types("test", ID);
    expect((await me.types("solution", ID, "--give-up")).code).toBe(0);
    expect(me.progress().exercises[ID]?.given_up).toEqual([]);
  });
});

describe("faultline list", () => {
  it("shows every exercise, what is done, and the points", async () => {
    me.takes(ID);
    await me.types("test", ID);
    await me.types("hint", "zeropage");
    const { stdout } = await me.types("list");
    expect(stdout).toMatch(/^1 of 10 done, 70 of \d+ points\n/);
    expect(stdout).toMatch(/^ {2}done {3}pte-bits .* 70 of 70$/m);
    expect(stdout).toMatch(/^> now {4}zeropage .*\(1 hint\)/m);
  });

  it("does not write anything, and has an entry for each exercise", async () => {
    const { exercises } = await me.json<{ exercises: { id: string; state: string }[] }>("list");
    expect(exercises.length).toBe(10);
    expect(new Set(exercises.map(({ state }) => state))).toEqual(new Set(["new"]));
    expect(existsSync(me.work)).toBe(false);
  });
});

describe("in a narrow terminal", () => {
  it("fits into 40 columns, whatever is written", async () => {
    me.columns = 40;
    for (const args of [[], ["list"], ["hint"], ["reset", "--yes"]]) {
      const { stdout } = await me.types(...args);
      // Paths are copied, so they are never broken into lines.
      const wide = stdout.split("\n").filter((line) => line.length > 40 && !line.includes("/"));
      expect(wide, args.join(" ")).toEqual([]);
    }
  });

  it("gives the list rows of two lines below 64 columns", async () => {
    me.columns = 64;
    expect((await me.types("list")).stdout).toMatch(
      /^> now {4}pte-bits +Give the page its pte +0 of 70$/m,
    );
    me.columns = 63;
    const { stdout } = await me.types("list");
    expect(stdout).toMatch(/^> now {4}pte-bits +0 of 70\n {9}Give the page its pte$/m);
    expect(stdout.split("\n").filter((line) => line.length > 63)).toEqual([]);
  });
});
