// Goal: the story of a run is what happened, in order, and nothing of it is made up. Method: real runs with functions of
// our own in the kernel's place.

import {
  kernel,
  kernel_api,
  type op,
  reference_targets,
  runScenario,
  type scenario,
  snapshot,
  type targets,
  unwatched,
  type watcher,
} from "@faultline/core";
import { describe, expect, it } from "vitest";
import { type moment, type story_options, tellRun } from "../src/index.ts";

const shared = (ops: readonly op[], file_pages = 2): scenario => ({
  region: { pages: 2, backing: "shmem", sharing: "shared", prot: "rw", file_pages },
  register: ["missing"],
  features: ["sigbus"],
  ops,
});

/** Keeps what the machine was like around every call. */
function closely(): watcher & { readonly all: Map<number, moment> } {
  const all = new Map<number, moment>();
  const look = () => unwatched(kernel(), () => snapshot(kernel()));
  const open: [at: number, before: moment["before"]][] = [];
  let calls = 0;
  return {
    all,
    call: () => void open.push([calls++, look()]),
    done: () => {
      const [at, before] = open.pop() ?? [-1, look()];
      all.set(at, { before, after: look() });
    },
  };
}

function tell(scenario: scenario, livepatch: Partial<targets>, options: story_options = {}) {
  const watch = closely();
  const run = runScenario(scenario, {
    livepatch,
    audit: true,
    trace: true,
    snapshots: true,
    watch,
  });
  return tellRun(run, { moments: watch.all, ...options });
}

const { shmem_mcopy_atomic_pte } = reference_targets;
const copy: op = { op: "copy", page: 1, byte: 0x5a };

describe("the story of a run", () => {
  it("begins and ends in the program, and has every call of the function in between", () => {
    const { rows, setting, functions } = tell(shared([copy]), { shmem_mcopy_atomic_pte });
    expect(setting).toContain("2 pages, shared");
    expect(functions).toEqual(["shmem_mcopy_atomic_pte"]);
    expect(rows[0]).toMatchObject({ n: "1", who: "user", text: "UFFDIO_COPY to page 1" });
    expect(rows.at(-1)).toMatchObject({ n: "", who: "user", result: "0" });
    const texts = rows.map(({ text }) => text);
    const calls = ["shmem_inode_acct_block(", "copy_from_user(", "shmem_add_to_page_cache("];
    const at = calls.map((call) => texts.findIndex((text) => text.startsWith(call)));
    expect(at.every((one, i) => one > (at[i - 1] ?? 0))).toBe(true);
  });

  it("says at each call what it changes, what it gives, and which locks are held then", () => {
    const { rows } = tell(shared([copy]), { shmem_mcopy_atomic_pte });
    const row = (call: string) => rows.find(({ text }) => text.startsWith(call));
    expect(row("shmem_alloc_page(")).toMatchObject({ result: "page", locks: ["mmap_lock"] });
    expect(row("shmem_alloc_page(")?.changes?.[0]).toMatch(/^Frame \d+ is in use: held by 1/);
    expect(row("__SetPageLocked(")?.changes?.[0]).toMatch(/now locked/);
    expect(row("mmap_read_lock(")?.locks).toEqual(["mmap_lock"]);
    expect(row("mmap_read_unlock(")?.locks).toEqual([]);
  });

  it("counts no change twice: what a call has changed is not told of the one around it", () => {
    const { rows } = tell(shared([copy]), { shmem_mcopy_atomic_pte });
    const told = rows.flatMap(({ changes }) => changes ?? []);
    expect(told.filter((say) => say.includes("now locked"))).toHaveLength(1);
  });

  it("tells of an operation that calls no function of the learner's in one row", () => {
    const { rows } = tell(shared([copy, { op: "read", page: 1 }]), { shmem_mcopy_atomic_pte });
    expect(rows.at(-1)).toMatchObject({ n: "2", who: "user", result: "reads 0x5a" });
    expect(rows.filter(({ n }) => n.startsWith("2"))).toHaveLength(1);
  });

  it("leaves out what the kernel does by itself to no effect, unless all is asked for", () => {
    const short = tell(shared([copy]), { shmem_mcopy_atomic_pte }).rows;
    const long = tell(shared([copy]), { shmem_mcopy_atomic_pte }, { inside: true }).rows;
    expect(short.some(({ text }) => /^\.\.\. \d+ calls \.\.\.$/.test(text))).toBe(true);
    expect(long.some(({ text }) => text.startsWith("..."))).toBe(false);
    expect(long.length).toBeGreaterThan(short.length);
    const numbers = long.flatMap(({ n }) => (n.startsWith("1.") ? [Number(n.slice(2))] : []));
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  });

  it("tells of one step alone where that is asked for", () => {
    const ops: op[] = [copy, { op: "read", page: 1 }, { op: "stat" }];
    const { rows } = tell(shared(ops), { shmem_mcopy_atomic_pte }, { step: 2 });
    expect(rows.map(({ n }) => n)).toEqual(["2"]);
  });

  it("does not look where nobody has", () => {
    const run = runScenario(shared([copy]), { livepatch: { shmem_mcopy_atomic_pte }, trace: true });
    const alloc = tellRun(run, { inside: true }).rows.find(({ text }) =>
      text.startsWith("shmem_alloc_page("),
    );
    expect(alloc?.changes).toBeNull();
  });
});

describe("what is broken", () => {
  /** Pays for a block, and keeps it when the fill is refused. */
  const leaky: targets["shmem_mcopy_atomic_pte"] = (_mm, _pmd, vma) => {
    const inode = kernel_api.file_inode(vma.vm_file!);
    kernel_api.shmem_inode_acct_block(inode, 1);
    return -kernel_api.EFAULT;
  };

  it("stands at the row after which it shows, and only once", () => {
    const { rows, end } = tell(shared([copy]), { shmem_mcopy_atomic_pte: leaky });
    const broken = rows.flatMap((row) => row.broken.map(({ rule }) => ({ rule, n: row.n })));
    expect(broken.map(({ rule }) => rule)).toContain("accounting-leak");
    expect(rows.flatMap((row) => row.broken).map(({ rule }) => rule)).not.toContain("page-leak");
    expect(end).toEqual([]);
  });

  it("stands nowhere in the kernel's own story", () => {
    const { rows, end } = tell(shared([copy]), { shmem_mcopy_atomic_pte });
    expect([rows.flatMap(({ broken }) => broken), end]).toEqual([[], []]);
  });

  it("is told of a function that never returns, though it has called nothing", () => {
    const { rows } = tell(shared([copy]), {
      shmem_mcopy_atomic_pte: () => {
        throw new Error("not written yet");
      },
    });
    const own = rows.find(({ text }) => text.startsWith("shmem_mcopy_atomic_pte("));
    expect(own?.result).toBe("never returns");
    expect(rows.at(-1)).toMatchObject({ who: "user", result: "the kernel stopped" });
  });

  it("marks the end of the step in which Linux comes to something else, and no other", () => {
    const options = { parted: 1 };
    const { rows } = tell(shared([copy, copy]), { shmem_mcopy_atomic_pte: leaky }, options);
    const parted = rows.flatMap((row, i) => (row.parted ? [i] : []));
    expect(parted).toEqual([rows.findIndex(({ n }) => n === "2") - 1]);
  });
});
