// Goal: a race is drawn as it happened. Method: real runs, found by the explorer, and their pictures line by line.

import {
  anon_vma_prepare,
  cond_resched,
  explore,
  type run as finished_run,
  kernel,
  type op,
  reference_targets,
  type rival_op,
  runScenario,
  type scenario,
  spin_lock,
  spin_unlock,
  type targets,
} from "@faultline/core";
import { describe, expect, it } from "vitest";
import { drawRace, linesOfRace, type race_row, raceRecord, sentencesOfRace } from "../src/index.ts";

/** A copy into page 1 of an empty file of four pages, raced by others. */
function copyRacedBy(rivals: readonly rival_op[], schedule = ""): scenario {
  return {
    region: { backing: "shmem", sharing: "shared", prot: "rw", pages: 4, fs_limit_pages: 16 },
    register: ["missing"],
    features: ["sigbus"],
    ops: [{ op: "copy", page: 1, race: { rivals, schedule } }],
  };
}

const truncate: rival_op = { op: "ftruncate", pages: 1 };

/** The schedule under which Linux itself leaves a page beyond the end of a file. */
function window(): string {
  const { outcomes } = explore(copyRacedBy([truncate]));
  return outcomes.find(({ findings }) => findings.length > 0)?.schedule ?? "none";
}

const run = (scenario: scenario, livepatch: Partial<targets> = {}): finished_run =>
  runScenario(scenario, { audit: true, trace: true, livepatch });

function draw(run: finished_run, whole = false) {
  const record = raceRecord(run);
  if (record === null) throw new Error("There is no race in it.");
  return drawRace(record, run.findings, { whole });
}

const texts = (rows: readonly race_row[]): string[] =>
  rows.map(({ cpu, depth, text }) => `${cpu} ${"  ".repeat(depth)}${text}`);

describe("the window of Linux itself", () => {
  const view = draw(run(copyRacedBy([truncate], window())));

  it("is drawn with each CPU's steps in the order in which they happened", () => {
    expect(texts(view.rows)).toEqual([
      "0 __mcopy_atomic(mm, 0x200000001000, 0x240000000000, 4096, 0, &false, 0) {",
      "0   mmap_read_lock(mm)",
      "0   ... 7 calls ...",
      "0   mfill_atomic_pte(mm, pmd, vma, 0x200000001000, 0x240000000000, &NULL, 0, false) {",
      "0     shmem_mcopy_atomic_pte(mm, pmd, vma, 0x200000001000, 0x240000000000, false, &NULL) {",
      expect.stringMatching(/^0 {7}\.\.\. \d+ calls \.\.\.$/),
      "0       mcopy_atomic_install_pte(mm, pmd, vma, 0x200000001000, page, true, false) {",
      expect.stringMatching(/^0 {9}\.\.\. \d+ calls \.\.\.$/),
      "0         pte_offset_map_lock(mm, pmd, 0x200000001000)",
      expect.stringMatching(/^0 {9}\.\.\. \d+ calls \.\.\.$/),
      "0         pte_unmap_unlock(ptep, ptl)",
      "0       } = 0",
      "1 makes the file smaller",
      "1 cuts the mappings beyond it",
      "1 asks whether the file has paid for pages",
      "0       SHMEM_I(inode)",
      "0       spin_lock_irq(info->lock)",
      "0       info.alloced = 1",
      "0       inode.i_blocks = 8",
      expect.stringMatching(/^0 {7}\.\.\. \d+ calls \.\.\.$/),
      "0       spin_unlock_irq(info->lock)",
      expect.stringMatching(/^0 {7}\.\.\. \d+ calls \.\.\.$/),
      "0     } = 0",
      "0   } = 0",
      "0   ... 2 calls ...",
      "0   mmap_read_unlock(mm)",
      "0 } = 4096",
      "1 drops the pages beyond it",
      "1 cuts the mappings beyond it",
    ]);
  });

  it("marks the last step that came between, for only the state in the end shows what is wrong", () => {
    const broken = view.rows.filter((row) => row.broken);
    expect(broken.map(({ text }) => text)).toEqual(["asks whether the file has paid for pages"]);
    expect(view.faults.map(({ rule }) => rule)).toEqual(["data-beyond-eof"]);
  });

  it("says which call takes a lock, which gives it back, and what is held in between", () => {
    const locks = view.rows.filter(({ taken, released }) => taken.length + released.length > 0);
    expect(locks.map(({ text, taken, released }) => [text.split("(")[0], taken, released])).toEqual(
      [
        ["mmap_read_lock", ["mmap_lock"], []],
        ["pte_offset_map_lock", ["ptl"], []],
        ["pte_unmap_unlock", [], ["ptl"]],
        ["spin_lock_irq", ["info->lock"], []],
        ["spin_unlock_irq", [], ["info->lock"]],
        ["mmap_read_unlock", [], ["mmap_lock"]],
      ],
    );
    const write = view.rows.find(({ kind }) => kind === "write");
    expect(write?.held).toEqual(["mmap_lock", "info->lock"]);
  });

  it("says what every CPU did, and what it came to", () => {
    expect(view.cpus).toEqual([
      { cpu: 0, does: "UFFDIO_COPY to page 1", returned: "0" },
      { cpu: 1, does: "ftruncate(2) to 1 page", returned: "0" },
    ]);
  });

  it("knows no line, as nobody wrote the function", () => {
    expect(view.rows.filter(({ line }) => line !== null)).toEqual([]);
  });

  it("is a list of sentences, too: one for each row", () => {
    const sentences = sentencesOfRace(view);
    expect(sentences).toHaveLength(2 + view.rows.length + 2 + 1);
    expect(sentences).toContain("CPU 1: asks whether the file has paid for pages. Here it breaks.");
    expect(sentences).toContain(
      "CPU 0, holding mmap_lock: spin_lock_irq(info->lock), and takes info->lock.",
    );
    expect(sentences.join("\n")).not.toMatch(/\.\.\.|[{}]/);
  });
});

describe("the picture", () => {
  const rivals: rival_op[] = [truncate, { op: "stat" }, { op: "mlock", page: 1 }];

  it.each([1, 2, 3])("of %i other CPUs fits in 80 columns, and in 40", (n) => {
    const view = draw(run(copyRacedBy(rivals.slice(0, n), window())));
    for (const width of [80, 40]) {
      const lines = linesOfRace(view, width).map(({ text }) => text);
      expect(lines.filter((line) => line.length > width)).toEqual([]);
      expect(lines.filter((line) => /\s$/.test(line))).toEqual([]);
    }
  });

  it("has a column for each CPU, and a bar for each lock that is held", () => {
    const lines = linesOfRace(draw(run(copyRacedBy([truncate], window())))).map(({ text }) => text);
    const column = lines[0]?.indexOf("CPU 1") ?? 0;
    expect(lines[0]?.indexOf("CPU 0")).toBe(3);
    expect(lines.find((line) => line.includes("makes the file smaller"))).toBe(
      `${"|".padEnd(column)}makes the file smaller`,
    );
    const lock = lines.findIndex((line) => line.includes("[ptl"));
    expect(lines.slice(lock, lock + 3).map((line) => line.slice(0, 3))).toEqual([
      "|, ",
      "|| ",
      "|' ",
    ]);
  });

  it("says here it breaks, on the line below and in the same column", () => {
    const lines = linesOfRace(draw(run(copyRacedBy([truncate], window()))));
    const broken = lines.filter((line) => line.broken).map(({ text }) => text);
    const column = lines[0]?.text.indexOf("CPU 1") ?? 0;
    expect(broken.at(-1)?.slice(column)).toBe("<-- here it breaks");
    expect(
      broken
        .slice(0, -1)
        .map((text) => text.slice(column))
        .join(" "),
    ).toBe("asks whether the file has paid for pages");
  });

  it("names the CPU before each step where several share a column", () => {
    const lines = linesOfRace(draw(run(copyRacedBy(rivals, window())))).map(({ text }) => text);
    expect(lines[0]).toMatch(/CPU 0 +other CPUs$/);
    expect(lines.some((line) => line.endsWith("CPU 3: mlock(2), page 1"))).toBe(true);
    expect(lines.some((line) => line.endsWith("CPU 1: makes the file"))).toBe(true);
  });
});

describe("what is folded", () => {
  const scenario = copyRacedBy([{ op: "stat" }], "20a");
  const [folded, whole] = [draw(run(scenario)), draw(run(scenario), true)];

  it("is as many calls as it says", () => {
    const calls = (rows: readonly race_row[]): number =>
      rows.filter(({ kind }) => kind === "call" || kind === "open").length;
    const left_out = folded.rows.map(({ kind, text }) =>
      kind === "fold" ? Number(/\d+/.exec(text)?.[0]) : 0,
    );
    expect(whole.rows.some(({ kind }) => kind === "fold")).toBe(false);
    expect(left_out.reduce((a, b) => a + b, calls(folded.rows))).toBe(calls(whole.rows));
    expect(folded.rows.length).toBeLessThan(whole.rows.length / 2);
  });

  it("is not what stands next to another CPU's step", () => {
    const at = whole.rows.findIndex(({ cpu }) => cpu === 1);
    for (const near of [-2, -1, 0, 1, 2]) expect(folded.rows).toContainEqual(whole.rows[at + near]);
  });
});

describe("a function of one's own", () => {
  /** Does as Linux does, but takes the file's lock around it, and forgets that it may sleep then. */
  const careless: targets["shmem_mcopy_atomic_pte"] = (...args) => {
    const { info } = lockOf(args[2]);
    spin_lock(info);
    const ret = reference_targets.shmem_mcopy_atomic_pte(...args);
    spin_unlock(info);
    return ret;
  };
  const lockOf = (vma: Parameters<typeof careless>[2]) => ({
    info: vma.vm_file!.f_inode.shmem.lock,
  });

  it("has its lines beside its calls, and beside nobody else's", () => {
    const written: targets["shmem_mcopy_atomic_pte"] = (...args) => {
      kernel().line = 7;
      const ret = reference_targets.shmem_mcopy_atomic_pte(...args);
      kernel().line = 8;
      anon_vma_prepare(args[2]);
      return ret;
    };
    const { rows } = draw(run(copyRacedBy([]), { shmem_mcopy_atomic_pte: written }), true);
    const lineOf = (name: string) => rows.find(({ text }) => text.startsWith(name))?.line;
    expect(["shmem_alloc_page(", "anon_vma_prepare("].map(lineOf)).toEqual([7, 8]);
    // The caller, and what is called in turn, are the kernel's own: the line that ran last is not theirs.
    expect(["mfill_atomic_pte(", "set_pte_at(", "cond_resched("].map(lineOf)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it("is marked where it broke, if that was seen at once", () => {
    const view = draw(run(copyRacedBy([{ op: "stat" }]), { shmem_mcopy_atomic_pte: careless }));
    const broken = view.rows.filter((row) => row.broken);
    expect(view.faults[0]?.call).not.toBeNull();
    expect(broken.map(({ cpu, kind }) => [cpu, kind])).toContainEqual([0, "call"]);
    expect(broken.map(({ text }) => text.split("(")[0])).toContain(view.faults[0]?.call);
  });
});

describe("a kernel that dies of what a function returned", () => {
  /** The first round asks for a second one, and leaves no page for it. */
  const empty: targets["shmem_mcopy_atomic_pte"] = () => {
    kernel().line = 3;
    cond_resched();
    return -2;
  };
  const view = draw(run(copyRacedBy([{ op: "stat" }]), { shmem_mcopy_atomic_pte: empty }));

  it("is marked where the kernel's own function stopped, not at the line that ran last", () => {
    const broken = view.rows.filter((row) => row.broken);
    expect(view.faults.map(({ rule, line }) => [rule, line])).toContainEqual(["kernel-bug", 3]);
    expect(broken.map(({ text, line }) => [text, line])).toEqual([["} never returns", null]]);
    expect(view.cpus.map(({ returned }) => returned)).toEqual(["", ""]);
  });

  it("says below the last row that it broke there", () => {
    const lines = linesOfRace(view).map(({ text }) => text);
    const at = lines.findIndex((line) => line.includes("} never returns"));
    expect(lines[at + 1]).toContain("<-- here it breaks");
  });
});

describe("a run without a race", () => {
  it("cannot be drawn", () => {
    const quiet = { ...copyRacedBy([]), ops: [{ op: "copy", page: 1 } as op] };
    expect(raceRecord(run(quiet))).toBeNull();
  });
});
