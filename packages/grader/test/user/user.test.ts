// Goal: a program's own code is graded by replay exactly as the kernel's is, and can be forged no better.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { grade } from "../../src/grade.ts";
import { casesOf } from "../../src/judge/cases.ts";
import { replayCase, verdictOf } from "../../src/judge/verdict.ts";
import { newReport } from "../../src/report/report.ts";
import { fakeChild, recorded, type told_case } from "../support/fake_child.ts";
import { graded, printed } from "../support/graded.ts";
import { MOVING_FULL, mover, moving } from "./moving.ts";

const run = (first: string) => graded(mover(first), {}, "instructor", moving);
const cases = casesOf(moving).filter((one) => "scenario" in one);
const honest = await recorded(moving, mover(""));

/** What a child is judged by that records this of the first case. */
async function said(events: readonly unknown[]) {
  const told: told_case[] = honest.map((one, n) => (n === 0 ? { ...one, events } : one));
  const lines = [{ kind: "up" }, { kind: "ready", targets: ["pager"] }, ...told];
  const start = () => fakeChild(() => lines.map((one) => JSON.stringify(one)));
  const bytes = new TextEncoder().encode(mover(""));
  const grading = await grade(moving, bytes, { script: "none", start });
  return newReport(grading, { file: "a.ts", sha256: "", seed: 1, duration_ms: 0 }, "instructor");
}

const isCall = (event: unknown, name: string): boolean =>
  Array.isArray(event) && event[0] === "c" && event[1] === name;
const events = honest[0]?.events ?? [];
const after = (name: string): number => events.findIndex((event) => isCall(event, name)) + 1;
/** The record with `lost` events at `at` replaced by others. */
function changed(at: number, lost: number, ...instead: unknown[]): unknown[] {
  const list = [...events];
  list.splice(at, lost, ...instead);
  return list;
}

describe("a monitor's code", () => {
  it("is graded, and what it keeps in variables is kept from run to run but not from case to case", async () => {
    const report = await run("  known += 1;\n  console.log(known);");
    expect(report).toMatchObject({ score: MOVING_FULL, irregularities: [] });
    expect(printed(report)).toBe("1\n2\n1\n2");
  });

  it("sees the fields of its structures, cannot change them, and finds nothing else in them", async () => {
    const report = await run(`
  const packet = known === 0 ? recv_page(m.socket) : null;
  const message = known === 0 ? uffd_read(m.uffd) : null;
  if (packet !== null && message !== null) {
    console.log(Object.getOwnPropertyNames(Object.getPrototypeOf(packet)).join(" "));
    console.log(packet.offset, packet.len, packet.zero, message.event, message.flags, message.start);
    console.log(message.address === m.start, packet.addr > m.start, m.len);
    try { (packet as { offset: number }).offset = 8; } catch (error) { console.log((error as Error).message); }
    console.log(String((m as { stream?: unknown }).stream));
  }
  known += 1;`);
    expect(report.tests[0]?.log.join("\n")).toBe(
      [
        "offset len addr zero",
        "0 8192 false 18 0 0",
        "true true 8192",
        "packet.offset is not written by hand: kernel functions change it.",
        "undefined",
      ].join("\n"),
    );
    expect(report.irregularities).toEqual([]);
  });

  it("cannot call the kernel's functions, and is told so in words that the judge repeats", async () => {
    const report = await run("  if (current.mm !== null) find_vma(current.mm, m.start);");
    expect(report).toMatchObject({ score: 0, irregularities: [] });
    expect(report.tests[0]?.message).toContain(
      "find_vma() is the kernel's: a program cannot call it.",
    );
  });

  it("may catch that and go on, and is judged by what it does then", async () => {
    const report = await run("  try { find_vma(current.mm!, m.start); } catch { known += 1; }");
    expect(report).toMatchObject({ score: MOVING_FULL, irregularities: [] });
  });

  it("does not come to an end where it tries for ever what cannot work", async () => {
    const report = await run("  while (uffdio_copy(m.uffd, 0, 0, 0, 0) < 0);");
    expect(report).toMatchObject({ status: "timeout", score: 0 });
  });
});

describe("a forged record", () => {
  it("of a fill that was refused, but is said to have filled, does not fit", async () => {
    const report = await said(changed(after("uffdio_copy"), 1, ["k", 4096, []]));
    expect(report).toMatchObject({ score: 1, irregularities: [{ kind: "record" }] });
    expect(report.irregularities?.[0]?.message).toContain("uffdio_copy() returned something else");
  });

  it("of a packet that has not come does not fit", async () => {
    const empty = events.map((event) => isCall(event, "recv_page")).lastIndexOf(true) + 1;
    const report = await said(changed(empty, 1, ["k", ["o", 99], []]));
    expect(report.irregularities?.[0]?.message).toContain("recv_page() returned something else");
  });

  it("that leaves out the call that woke a thread earns no more than code without that call", async () => {
    const at = after("uffdio_wake") - 1;
    const report = await said(changed(at, 2));
    expect(report).toMatchObject({ score: 1, irregularities: [] });
    expect(report.tests[0]).toMatchObject({ status: "failed" });
  });

  it("of a call into the kernel does not fit: it would have been refused", async () => {
    const call = ["c", "mmap_read_lock", [0], 1];
    const report = await said(changed(1, 0, call, ["k", ["u"], []]));
    expect(report).toMatchObject({ score: 1, irregularities: [{ kind: "record" }] });
  });
});

const value = fc.constantFrom<unknown>(
  0,
  -17,
  4096,
  8192,
  2 ** 45,
  1e308,
  true,
  null,
  "0",
  ["o", 1],
  ["o", 2],
  ["u"],
  [],
);
const change = fc.record({
  at: fc.nat(),
  part: fc.nat({ max: 4 }),
  what: fc.constantFrom("lose", "double", "part", "argument"),
  value,
});

describe("a record that is changed at random", () => {
  it("never breaks the judge, and never passes for what it is not", () => {
    const [one, told] = [cases[0], honest[0]];
    if (one === undefined || told === undefined) throw new Error("The child recorded nothing.");
    const seen = (list: readonly unknown[]) =>
      replayCase(one, "5.14", ["pager"], { events: list, log: [] });
    const right = seen(told.events).run.steps.map(({ r }) => r);
    const property = fc.property(change, ({ at, part, what, value }) => {
      const list = structuredClone(told.events) as unknown[];
      const i = at % list.length;
      const event = list[i];
      if (what === "lose") list.splice(i, 1);
      if (what === "double") list.splice(i, 0, event);
      if (what === "part" && Array.isArray(event)) event[part] = value;
      if (what === "argument" && Array.isArray(event) && Array.isArray(event[2]))
        event[2][part] = value;
      const outcome = seen(list);
      const statuses = one.tests.map((test) => verdictOf(test, outcome).status);
      expect(["passed", "failed"]).toEqual(expect.arrayContaining(statuses));
      const ends = (r: readonly unknown[]): unknown[] => [r[3], r[5]];
      if (statuses[0] === "passed")
        expect(ends(outcome.run.steps.slice(1).map(({ r }) => r))).toEqual(ends(right.slice(1)));
    });
    fc.assert(property, { numRuns: 400 });
  });
});
