import { describe, expect, it } from "vitest";
import { describeSnapshot, drawingOf, textOf } from "../src/index.ts";
import { BASE, machine } from "./support/machines.ts";

describe("describeSnapshot()", () => {
  it("gives a row to every page of a mapping, also where nothing is mapped", () => {
    //          0 1 2
    // file     * . c
    const { areas } = describeSnapshot(machine({ pages: "*.c" }));

    expect(areas[0]?.ptes.map(({ page, state, pfn }) => [page, state, pfn])).toEqual([
      [0, "page", 10],
      [1, "none", null],
      [2, "none", null],
    ]);
  });

  it("names the rights of a mapping and what it is watched for", () => {
    const [area] = describeSnapshot(machine({ pages: "." })).areas;

    expect(area?.rights).toEqual(["read", "write", "shared"]);
    expect(area?.watched).toEqual(["missing"]);
  });

  it("says who holds a page", () => {
    const [frame] = describeSnapshot(machine({ pages: "*" })).frames;

    expect(frame?.holders.map(({ kind }) => kind)).toEqual(["pte", "page cache"]);
    expect(frame?.belongs).toBe("file 3, page 0");
  });

  it("says how many references nobody explains", () => {
    const sound = machine({ pages: "c" });
    const pages = sound.pages.map((page) => ({ ...page, _refcount: 3 }));
    const [frame] = describeSnapshot({ ...sound, pages }).frames;

    expect(frame?.holders.at(-1)).toEqual({
      kind: "unknown",
      say: "2 more that nothing here explains",
    });
  });

  it("says when a page has fewer references than holders", () => {
    const sound = machine({ pages: "*" });
    const pages = sound.pages.map((page) => ({ ...page, _refcount: 1 }));
    const [frame] = describeSnapshot({ ...sound, pages }).frames;

    expect(frame?.holders.at(-1)?.say).toBe("1 fewer than there are holders");
  });

  it("marks the pages of a file that lie past its end", () => {
    const [file] = describeSnapshot(machine({ pages: "cc", i_size: 4096 })).files;

    expect(file?.slots.map(({ past_end }) => past_end)).toEqual([false, true]);
  });

  it("counts a page that has only begun as part of the file", () => {
    const [file] = describeSnapshot(machine({ pages: "..", i_size: 4097 })).files;

    expect(file?.slots).toHaveLength(2);
  });

  it("counts the blocks that a mount has been paid for and no file has", () => {
    expect(describeSnapshot(machine({ pages: "*." })).lost_blocks).toBe(0);
    expect(describeSnapshot(machine({ pages: "*.", used_blocks: 3 })).lost_blocks).toBe(2);
  });

  it("counts the pages that a file has and has not paid for", () => {
    const sound = machine({ pages: "**" });
    const files = sound.files.map((file) => ({ ...file, alloced: 1 }));

    expect(describeSnapshot(sound).unpaid_pages).toBe(0);
    expect(describeSnapshot({ ...sound, files }).unpaid_pages).toBe(1);
  });

  it("says nothing of a file that has paid for more: reclaim drops pages and tells nobody", () => {
    const sound = machine({ pages: "*" });
    const files = sound.files.map((file) => ({ ...file, alloced: 2 }));

    expect(describeSnapshot({ ...sound, files }).unpaid_pages).toBe(0);
  });

  it("leaves out a mount that has no limit, because it counts nothing", () => {
    const { ledger } = describeSnapshot(machine({ pages: "*", max_blocks: 0, used_blocks: 0 }));

    expect(ledger.map(({ name }) => name)).not.toContain("used_blocks");
  });

  it("gives every thing a key of its own", () => {
    const view = describeSnapshot(machine({ pages: "**c.", dmesg: ["a", "b"] }));
    const keys = [
      ...view.areas,
      ...view.areas.flatMap(({ ptes }) => ptes),
      ...view.frames,
      ...view.files,
      ...view.files.flatMap(({ slots }) => slots),
      ...view.ledger,
      ...view.rss,
      ...view.lru,
    ].map(({ key }) => key);

    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("drawingOf()", () => {
  it("puts a PTE, its frame and the file's place into one column", () => {
    const { strips, loose } = drawingOf(describeSnapshot(machine({ pages: "*c." })));
    const columns = strips[0]?.columns.map(({ frame, cached, slot }) => [
      frame?.pfn ?? null,
      cached?.pfn ?? null,
      slot?.state ?? null,
    ]);

    expect(columns).toEqual([
      [10, null, "page"],
      [null, 11, "page"],
      [null, null, "hole"],
    ]);
    expect(loose).toEqual([]);
  });

  it("keeps a frame that nothing holds where it can be seen", () => {
    const sound = machine({ pages: "." });
    const lost = { ...machine({ pages: "c" }).pages[0]!, mapping: null };
    const { loose } = drawingOf(describeSnapshot({ ...sound, pages: [lost] }));

    expect(loose.map(({ pfn }) => pfn)).toEqual([10]);
  });

  it("keeps unwatched anonymous memory out of the strips, with its frames", () => {
    const sound = machine({ pages: "*" });
    const vmas = sound.mms[0]!.vmas.map((vma) => ({ ...vma, file: null, flags: 0 }));
    const mms = sound.mms.map((mm) => ({ ...mm, vmas }));
    const drawn = drawingOf(describeSnapshot({ ...sound, mms, files: [] }));

    expect(drawn.strips).toEqual([]);
    expect(drawn.others).toHaveLength(1);
    expect(drawn.loose).toEqual([]);
  });
});

describe("textOf()", () => {
  it("says the whole machine in lines", () => {
    expect(textOf(describeSnapshot(machine({ pages: "*.", used_blocks: 2 })))).toBe(
      [
        "Mappings and page table",
        `  2 pages at 0x${BASE.toString(16)}, read write shared, of file 3, watched for missing faults`,
        "    page 0: frame 10, present write dirty",
        "    page 1: none",
        "Page frames",
        "  frame 10: held by 2, mapped by 1, uptodate dirty lru swapbacked; file 3, page 0",
        `    held: PTE of page 0 at 0x${BASE.toString(16)}`,
        "    held: page cache of file 3, page 0",
        "Page cache",
        "  file 3, 8192 bytes",
        "    page 0: frame 10",
        "    page 1: a hole",
        "Ledger",
        "  the mount: used_blocks 2 of 8",
        "  file 3: alloced 1",
        "  file 3: i_blocks 8",
        "  file 3: nrpages 1",
        "  the system: Committed_AS 2",
        "  1 block is paid for, and no file has it.",
        "Resident",
        "  MM_SHMEMPAGES 1",
        "Reclaim's lists",
        "  inactive_anon 1",
      ].join("\n"),
    );
  });
});
