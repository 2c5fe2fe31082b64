// A child that has been taken over, and knows what right code would have recorded: it says so, and changes something.

import type { attack, forged_line, honest_case } from "./attack.ts";
import {
  answered,
  called,
  change,
  type events,
  forged,
  inserted,
  only,
  READY,
  returned,
  told,
  without,
} from "./forging.ts";
import { object_traces } from "./trace_objects.ts";

const results: readonly attack[] = [
  forged("300-result-without-work", "report a result and no calls", only(["v", 0, 1])),
  forged("301-no-events", "report nothing", () => []),
  forged("302-own-result", "do the work, and report another result", returned(-1), "fail", [
    "fills",
    "two-holders",
  ]),
  forged("303-string-result", "report the result as text", returned("0")),
  forged("304-minus-zero", "report minus zero", () => [], "fail"),
  forged("305-infinity", "report a number that is none", returned(["n", "NaN"])),
  forged(
    "306-named-number",
    "report a number by the name of a property",
    returned(["n", "constructor"]),
  ),
  forged("307-list-result", "report a list", returned(["a", [0]])),
  forged("308-box-result", "report an out-parameter as the result", returned(["b", 0])),
  forged("309-object-result", "report an object that was never seen", returned(["o", 99])),
  forged("310-truth-result", "report true", returned(true)),
  forged("311-stranger-result", "report a symbol", returned(["?", "symbol", true])),
  forged(
    "312-stranger-of-no-type",
    "report a thing of a type that does not exist",
    returned(["?", "__proto__", true]),
  ),
  forged("313-large-result", "report 2 to the 53rd", returned(2 ** 53)),
];

const calls: readonly attack[] = [
  forged("320-call-that-did-not-happen", "claim a payment whose effect did not happen", (all) =>
    change(called("shmem_inode_acct_block"), (one) => [
      "c",
      "i_size_read",
      [(one[2] as unknown[])[0]],
      1,
    ])(all),
  ),
  forged(
    "321-answer-from-another-call",
    "answer a call as another would have been answered",
    change(
      (one) => one[0] === "k" && one[1] === true,
      () => answered(false),
    ),
  ),
  forged(
    "322-payment-left-out",
    "leave out the payment",
    without("shmem_inode_acct_block"),
    "fail",
    ["fills", "two-holders"],
  ),
  forged(
    "323-failures-left-out",
    "leave out the calls that fail, and what follows from them",
    (all) => all.filter((one) => !(one[0] === "x")).slice(0, -2),
  ),
  forged("324-undo-claimed", "claim that what was paid was given back", (all) => [
    ...without("shmem_inode_unacct_blocks")(all).slice(0, -1),
    ["k", ["u"], []],
    ...all.slice(-1),
  ]),
  forged("325-call-without-answer", "leave out an answer", (all) =>
    all.filter((one, i) => !(one[0] === "k" && i < 12)),
  ),
  forged("326-answer-without-call", "answer what was not asked", inserted(answered(0))),
  forged("327-twice", "say everything twice", (all) => [...all, ...all]),
  forged("328-backwards", "say everything backwards", (all) => [...all].reverse()),
  forged("329-cut-short", "end in the middle", (all) => all.slice(0, Math.floor(all.length / 2))),
  forged("330-one-more", "say one thing more after the end", (all) => [
    ...all,
    ["c", "i_size_read", [["o", 6]], 1],
  ]),
  forged(
    "331-call-of-the-machine",
    "call what is no kernel function",
    inserted(["c", "boot", [], 1], answered(["u"])),
  ),
  forged(
    "332-call-of-a-prototype",
    "call what every object has",
    inserted(["c", "constructor", [], 1], answered(["u"])),
  ),
  forged(
    "333-call-of-proto",
    "call __proto__",
    inserted(["c", "__proto__", [], 1], answered(["u"])),
  ),
  forged(
    "334-call-of-a-constant",
    "call a constant",
    inserted(["c", "PAGE_SIZE", [], 1], answered(4096)),
  ),
  forged("335-call-of-a-number", "call a number", inserted(["c", 5, [], 1], answered(["u"]))),
  forged(
    "336-many-arguments",
    "pass more arguments than any function takes",
    inserted(["c", "i_size_read", new Array(2000).fill(0), 1], answered(0)),
  ),
  forged(
    "337-failure-that-did-not-happen",
    "claim that a call failed",
    change(
      (one) => one[0] === "k" && one[1] === true,
      () => ["x", "type"],
    ),
  ),
  forged(
    "338-failure-of-the-engine",
    "claim that a call ended by a full stack, half done",
    change(
      (one) => one[0] === "k" && one[1] === true,
      () => ["x", "other"],
    ),
  ),
  forged("339-panic-that-did-not-happen", "claim a panic", only(["t", "bug", 1, "", ""])),
  forged("340-throw-of-no-kind", "throw what is no failure", only(["t", "pass", 1, "", ""])),
  forged(
    "341-panic-hidden",
    "cause a panic, and leave it out",
    inserted(["c", "BUG_ON", [true], 1], answered(["u"])),
  ),
  forged("342-target-within", "enter the target where nobody called it", (all) => [
    ...all.slice(0, 1),
    ...all,
  ]),
  forged(
    "343-another-target",
    "enter another target",
    change(
      (one) => one[0] === "e",
      () => ["e", "mcopy_atomic_install_pte", []],
    ),
  ),
  forged(
    "344-other-arguments",
    "claim that the target got other arguments",
    change(
      (one) => one[0] === "e",
      ([, name]) => ["e", name, [["o", 1], ["o", 2], ["o", 3], 4096, 8192, false, ["o", 4]]],
    ),
  ),
  forged(
    "345-record-of-the-visible-case",
    "give the record of the visible case for every case",
    () => [],
    "fail",
  ),
  forged("346-targets-without-end", "call the target from the target without end", (all) =>
    Array.from({ length: 50_000 }, (_, i) =>
      i % 2 ? ["c", "mcopy_atomic_install_pte", all[0]?.[2], 1] : all[0],
    ),
  ),
];

/** Those that need the record of another case, or a value that a list of changes cannot say. */
const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
const special: readonly attack[] = [
  {
    id: "304-minus-zero",
    change: (all: events) => `${JSON.stringify(all.slice(0, -1)).slice(0, -1)},["v",-0,1]]`,
  },
  {
    id: "375-deep-result",
    change: (all: events) =>
      `${JSON.stringify(all.slice(0, -1)).slice(0, -1)},["v",${nested(100_000)},1]]`,
  },
  {
    id: "374-deep-arguments",
    change: (all: events) =>
      `${JSON.stringify(all.slice(0, -1)).slice(0, -1)},["c","put_page",[${nested(5_000)}],1],["k",["u"],[]]]`,
  },
].map(({ id, change }) =>
  rewritten(
    id,
    ({ n, events }) =>
      `{"kind":"case","n":${n},"log":[],"overrun":null,"events":${change(events as events)}}`,
  ),
);

function rewritten(
  id: string,
  line: (one: honest_case, all: readonly honest_case[]) => forged_line,
): attack {
  const found = [...results, ...calls, ...object_traces].find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no attack ${id}.`);
  return {
    ...found,
    how: { by: "lines", lines: (cases) => [READY, ...cases.map((one) => line(one, cases))] },
  };
}

const visibleForAll = rewritten("345-record-of-the-visible-case", ({ n }, all) =>
  told(n, all[0]?.events),
);
const replaced = [
  ...special,
  { ...visibleForAll, earns: ["fills", "two-holders"], expected: "any" as const },
];

export const traces: readonly attack[] = [...results, ...calls, ...object_traces].map(
  (one) => replaced.find(({ id }) => id === one.id) ?? one,
);
