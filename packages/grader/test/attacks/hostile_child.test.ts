// Goal: a child that has been taken over completely earns nothing by what it says, and cannot hurt who listens.

import { expect, it } from "vitest";
import { hostileChild } from "../support/child_script.ts";
import { graded } from "../support/graded.ts";
import { HONEST_SUBMISSION } from "../support/sources.ts";
import { FULL } from "../support/tiny.ts";

const READY = `say(JSON.stringify({ kind: "ready", targets: ["shmem_mcopy_atomic_pte"] }));`;
const forEach = (events: string, more = ""): string =>
  `${READY} for (const { n } of input.cases) say(JSON.stringify({ kind: "case", n, events: ${events}, log: [], overrun: null ${more} }));`;
const ENTER = `["e", "shmem_mcopy_atomic_pte", [["o",1],["o",2],["o",3],35184372092928,39582418599936,false,["o",4]]]`;

it.each([
  ["silence", ""],
  ["nothing but readiness", READY],
  ["no events", forEach("[]")],
  ["a result without work", forEach(`[${ENTER}, ["v", 0, 1]]`)],
  [
    "an object that was never seen",
    forEach(`[${ENTER}, ["c", "put_page", [["o", 99]], 1], ["k", ["u"], []], ["v", 0, 1]]`),
  ],
  ["a write to any field", forEach(`[${ENTER}, ["w", 3, "vm_flags", 0, 1], ["v", 0, 1]]`)],
  ["a write to a prototype", forEach(`[${ENTER}, ["w", 3, "__proto__", null, 1], ["v", 0, 1]]`)],
  [
    "a read of a prototype",
    forEach(`[${ENTER}, ["r", 3, "__proto__"], ["r", 5, "constructor"], ["v", 0, 1]]`),
  ],
  [
    "a call of something else",
    forEach(`[${ENTER}, ["c", "boot", [], 1], ["k", ["u"], []], ["v", 0, 1]]`),
  ],
  [
    "a call of constructor",
    forEach(`[${ENTER}, ["c", "constructor", [], 1], ["k", ["u"], []], ["v", 0, 1]]`),
  ],
  ["a BUG that did not happen", forEach(`[${ENTER}, ["t", "bug", 1, "", ""]]`)],
  ["no list of events", forEach(`{ length: 5 }`)],
  ["events that are no events", forEach(`[1, null, "x", {}, [[]]]`)],
  [
    "lines that are no lines",
    forEach(`[${ENTER}, ["v", 0, { valueOf: 1 }]]`, ", log: [1, {}, null]"),
  ],
  ["no target", `say('{"kind":"ready","targets":[]}'); ${forEach("[]").replace(READY, "")}`],
  [
    "a target of another name",
    `say('{"kind":"ready","targets":["mcopy_atomic_pte"]}'); ${forEach("[]").replace(READY, "")}`,
  ],
  [
    "text deeper than any stack",
    `${READY} say("[".repeat(400000) + "]".repeat(400000)); say('{"kind":"case","n":0,"log":[],"overrun":null,"events":[' + "[".repeat(400000) + "]".repeat(400000) + "]}");`,
  ],
  [
    "arguments deeper than any stack",
    forEach(`[["e", "shmem_mcopy_atomic_pte", JSON.parse("[".repeat(5000) + "]".repeat(5000))]]`),
  ],
  [
    "targets inside targets",
    forEach(
      `Array.from({ length: 90000 }, (_, i) => i % 2 ? ["c", "shmem_mcopy_atomic_pte", [["o",1],["o",2],["o",3],35184372092928,39582418599936,false,["o",4]], 1] : ${ENTER})`,
    ),
  ],
  ["a line without end", `${READY} for (;;) fs.writeSync(1, "x".repeat(65536));`],
  ["lines without end", `${READY} for (;;) say('{"kind":"begin","n":0}' + " ".repeat(65536));`],
  [
    "errors without end",
    `${READY} for (let i = 0; i < 1000; i++) fs.writeSync(2, "x".repeat(65536));`,
  ],
  ["an exit code", "process.exit(77);"],
  ["a signal", "process.kill(process.pid, 'SIGSEGV'); for (;;);"],
  ["no end", `${READY} for (;;);`],
])("earns nothing by %s", async (what, code) => {
  const script = hostileChild(what.replaceAll(" ", "-"), code);
  const report = await graded(HONEST_SUBMISSION, { script, wall_ms: 3000 });
  expect(report.score).toBe(0);
  expect(report.status).not.toBe("rejected");
});

it("leaves the grader as it was", async () => {
  expect((await graded(HONEST_SUBMISSION)).score).toBe(FULL);
});
