import { describe, expect, it } from "vitest";
import { diffSnapshots } from "../src/index.ts";
import { BASE, machine, prng } from "./support/machines.ts";

const say = (before: Parameters<typeof machine>[0], after: Parameters<typeof machine>[0]) =>
  diffSnapshots(machine(before), machine(after)).map((change) => change.say);

describe("diffSnapshots()", () => {
  it("tells a fill from the page table down to the lists of reclaim", () => {
    expect(say({ pages: ".." }, { pages: "*." })).toEqual([
      "The PTE of page 0 is now: frame 10, present write dirty.",
      "Page 0 of file 3: a hole, now frame 10.",
      "Frame 10 is in use: held by 2, mapped by 1, uptodate dirty lru swapbacked.",
      "used_blocks: 0, now 1 (up 1).",
      "alloced: 0, now 1 (up 1).",
      "i_blocks: 0, now 8 (up 8).",
      "nrpages: 0, now 1 (up 1).",
      "Committed_AS: 0, now 1 (up 1).",
      "MM_SHMEMPAGES: 0, now 1 (up 1).",
      "inactive_anon: 0, now 1 (up 1).",
    ]);
  });

  it("says that a block is lost", () => {
    expect(say({ pages: "*" }, { pages: "*", used_blocks: 2 })).toContain(
      "1 block is paid for, and no file has it.",
    );
  });

  it("says that a page was unmapped and is still in the file", () => {
    expect(say({ pages: "*" }, { pages: "c" })).toEqual([
      "The PTE of page 0 is now: none.",
      "Frame 10: held by 1, was 2; mapped by 0, was 1.",
      "MM_SHMEMPAGES: 1, now 0 (down 1).",
    ]);
  });

  it("puts the kernel's words first", () => {
    expect(say({ pages: "." }, { pages: ".", dmesg: ["BUG: something"] })).toEqual([
      "Log: BUG: something",
    ]);
  });

  it("says that a file was cut", () => {
    expect(say({ pages: ".." }, { pages: "..", i_size: 4096 })[0]).toBe(
      "File 3 is 4096 bytes long; it was 8192.",
    );
  });

  it("says that a mapping is gone", () => {
    const before = machine({ pages: "." });
    const after = { ...before, mms: before.mms.map((mm) => ({ ...mm, vmas: [] })) };

    expect(diffSnapshots(before, after).map((change) => change.say)).toEqual([
      `The mapping at 0x${BASE.toString(16)} is gone.`,
    ]);
  });

  // Goal: whatever differs is said, and only that. Method: random drawings of four pages, 50 seeds.
  it.each(Array.from({ length: 50 }, (_, seed) => seed))("is sound for seed %i", (seed) => {
    const random = prng(seed);
    const draw = () => ({
      pages: Array.from({ length: 4 }, () => ".c*"[random(3)]).join(""),
      used_blocks: random(6),
    });
    const [before, after] = [draw(), draw()];

    expect(diffSnapshots(machine(before), machine(before))).toEqual([]);
    const keys = diffSnapshots(machine(before), machine(after)).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (let page = 0; page < 4; page += 1) {
      const [was, is] = [before.pages[page], after.pages[page]];
      const pte = `pte:0:0x${(BASE + page * 4096).toString(16)}`;
      expect(keys.includes(pte)).toBe((was === "*") !== (is === "*"));
      expect(keys.includes(`slot:3:${page}`)).toBe((was === ".") !== (is === "."));
    }
    expect(keys.includes("ledger:mount0.used_blocks")).toBe(
      before.used_blocks !== after.used_blocks,
    );
  });
});
