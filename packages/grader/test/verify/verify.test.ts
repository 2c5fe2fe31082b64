// Goal: verify sees what is unfair about an exercise. Method: a small exercise in a folder of its own, with one thing wrong
// at a time.

import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type exercise, type mutant, type random_test, sharedFile } from "@faultline/kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Bench } from "../../src/verify/bench.ts";
import { mutantTable } from "../../src/verify/table.ts";
import { verify } from "../../src/verify/verify.ts";
import { builtChild } from "../support/child_script.ts";
import { tiny } from "../support/tiny.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "faultline-verify-")));
const folder = join(root, "packages", "exercises", "tiny");
const right = join(import.meta.dirname, "../../../exercises/shmem-mcopy/solution.ts");

const starter =
  'export function shmem_mcopy_atomic_pte() {\n  throw new Error("fill the page");\n}\n';

/** A file that stands where an exercise has one. */
const file = (path: string, text: string): void => writeFileSync(join(folder, path), text);

/** Keeps what was paid for a page beyond the end of the file. */
const edits = [
  {
    find: "if (pgoff >= max_off) return give_up(inode, page, -EFAULT);",
    replace:
      "if (pgoff >= max_off) {\n    unlock_page(page);\n    put_page(page);\n    return -EFAULT;\n  }",
  },
];
const keeps: mutant = {
  id: "keeps",
  belief: "Who fails has nothing to give back.",
  origin: "own",
  killed_by: ["pays-back"],
  edits,
};
const unmarked: mutant = {
  id: "lost",
  belief: "What is in the file need not be mapped.",
  origin: "own",
  killed_by: ["fills", "two-holders"],
  edits: [{ find: "shmem_add_to_page_cache(page, inode.i_mapping, pgoff,", replace: "Number(" }],
};

const fair: exercise = { ...tiny, hints: ["Who?", "What?", "That."], mutants: [keeps, unmarked] };

let bench: Bench;
const verified = (other: Partial<exercise> = {}, seeds = 1, repeat = 1) =>
  verify({ ...fair, ...other }, folder, bench, { seeds, repeat });
const failures = async (...args: Parameters<typeof verified>): Promise<readonly string[]> =>
  (await verified(...args)).failures;

beforeAll(() => {
  mkdirSync(join(folder, "src"), { recursive: true });
  mkdirSync(join(root, "apps", "docs", "docs"), { recursive: true });
  cpSync(right, join(folder, "solution.ts"));
  file("starter.ts", starter);
  file("lesson.mdx", "# A lesson\n");
  file("src/visible.ts", "");
  file("src/hidden.ts", "");
  bench = new Bench(builtChild());
});

afterAll(() => {
  bench.close();
  rmSync(root, { recursive: true });
});

describe("a fair exercise", () => {
  it("has nothing amiss, and a table of what kills what", async () => {
    const found = await verified();
    expect(found.failures).toEqual([]);
    expect(found.versions.map(({ id, score }) => [id, score])).toEqual([
      ["starter", 0],
      ["solution", 6],
      ["keeps", 3],
      ["lost", 3],
    ]);
    const { mutants, tests } = mutantTable(found);
    expect(mutants.map(({ killed_by }) => killed_by)).toEqual([
      ["pays-back"],
      ["fills", "two-holders"],
    ]);
    expect(tests.map(({ id, kills }) => [id, kills])).toEqual([
      ["fills", 1],
      ["pays-back", 1],
      ["two-holders", 1],
    ]);
  });
});

describe("is not fair", () => {
  it("if a wrong version is caught by other tests than it names, or by none", async () => {
    const other = { ...keeps, killed_by: ["fills"] };
    expect(await failures({ mutants: [other, unmarked] })).toEqual([
      "The mutant keeps is not killed by fills.",
      "The mutant keeps is also killed by pays-back.",
    ]);
    const same = [{ find: "// Pay first", replace: "// Pay at once" }];
    const harmless = { ...keeps, id: "harmless", killed_by: [], edits: same };
    expect(await failures({ mutants: [keeps, unmarked, harmless] })).toEqual([
      "The mutant harmless survives every test.",
    ]);
  });

  it("if a hidden test catches nobody, or a name stands for no test", async () => {
    expect(await failures({ mutants: [unmarked] })).toEqual([
      "The hidden test pays-back kills no mutant.",
    ]);
    const unknown = { ...keeps, killed_by: ["pays-back", "pays"] };
    expect(await failures({ mutants: [unknown, unmarked] })).toEqual([
      "The mutant keeps is not killed by pays.",
      "The mutant keeps names pays, which is no test.",
    ]);
  });

  it("if a right version loses a point: it says where", async () => {
    const [first, ...more] = await failures({ variants: [{ id: "mine", about: "Leaks.", edits }] });
    expect(first).toMatch(/^The variant mine, test pays-back: ./);
    expect(more).toEqual(["The variant mine scores 3, not 6."]);
  });

  it("if a version has no text, or one that cannot be run", async () => {
    const rotten = [{ find: "no such line", replace: "" }];
    expect((await failures({ variants: [{ id: "old", about: "Gone.", edits: rotten }] }))[0]).toBe(
      "The variant old has no text: This fits 0 times, not once:\nno such line",
    );
    const broken = [{ find: "if (pgoff >= max_off)", replace: "if (pgoff >=)" }];
    const syntax = { ...keeps, killed_by: fair.tests.map(({ id }) => id), edits: broken };
    expect((await failures({ mutants: [syntax, unmarked] }))[0]).toMatch(
      /^The mutant keeps was not judged: /,
    );
  });

  it("if the starter passes a test", async () => {
    cpSync(right, join(folder, "starter.ts"));
    const found = await failures();
    file("starter.ts", starter);
    expect(found[0]).toBe("The starter passes fills, pays-back, two-holders.");
  });

  it("if the lesson leads nowhere, or is not there", async () => {
    file("lesson.mdx", "[gone](/nowhere)");
    const leads = await failures();
    rmSync(join(folder, "lesson.mdx"));
    const gone = await failures();
    file("lesson.mdx", "# A lesson\n");
    expect(leads).toEqual(["The lesson leads to /nowhere: there is no such page."]);
    expect(gone).toEqual(["There is no lesson.mdx."]);
  });
});

describe("with other seeds", () => {
  /** In the third seed's scenarios a copy goes beyond the end of the file. */
  const lot: random_test = {
    id: "lot",
    title: "As in Linux",
    category: "results",
    visibility: "visible",
    points: 1,
    hint: "Look.",
    failure: "It is not as in Linux.",
    pack: {
      scenarios: (seed) => [
        sharedFile([{ op: "copy", page: seed === 3 ? 3 : 1 }], { region: { file_pages: 2 } }),
      ],
      simpler: () => [],
    },
  };
  const tests = [...tiny.tests.filter(({ id }) => id === "fills"), lot];
  const drawn = { tests, mutants: [], variants: [{ id: "leaks", about: "Leaks.", edits }] };

  it("a right version must be as Linux is in all of them", async () => {
    expect(await failures(drawn, 2)).toEqual([]);
    const [first, ...more] = await failures(drawn, 3);
    expect(first).toMatch(/^The variant leaks, with seed 3, is not as Linux is in .*"page":3/);
    expect(more).toEqual([]);
  });

  it("no verdict may change when everything is graded again", async () => {
    expect(await failures(drawn, 1, 2)).toEqual([]);
    const [first] = await failures(drawn, 1, 3);
    expect(first).toBe("With seed 3: The variant leaks fails lot, not nothing.");
  });
});
