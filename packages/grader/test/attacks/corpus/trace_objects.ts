// Forged records that tamper with objects and fields, or are no records at all.

import type { attack } from "./attack.ts";
import { answered, change, forged, inserted, only } from "./forging.ts";

const objects: readonly attack[] = [
  forged(
    "350-write-any-field",
    "write a field that kernel code does not write by hand",
    inserted(["w", 3, "vm_flags", 0, 1]),
  ),
  forged("351-write-proto", "write __proto__", inserted(["w", 3, "__proto__", null, 1])),
  forged(
    "352-write-constructor",
    "write a field that every object has",
    inserted(["w", 8, "constructor", 0, 1]),
  ),
  forged(
    "353-write-fraction",
    "write a fraction into a counter",
    inserted(["w", 8, "alloced", 0.5, 1]),
  ),
  forged(
    "354-write-nan",
    "write NaN into a counter",
    inserted(["w", 8, "alloced", ["n", "NaN"], 1]),
  ),
  forged(
    "355-write-minus-zero",
    "write minus zero into a counter",
    inserted(["w", 8, "alloced", ["n", "-0"], 1]),
    "fail",
    ["fills", "two-holders"],
  ),
  forged(
    "356-write-text-into-a-box",
    "write text into an out-parameter",
    inserted(["w", 4, "value", ["?", "string", true], 1]),
  ),
  forged(
    "357-write-object-into-a-box",
    "write an object of its own into an out-parameter",
    inserted(["w", 4, "value", ["?", "object", true], 1]),
  ),
  forged(
    "358-write-function-into-a-box",
    "write a function into an out-parameter",
    inserted(["w", 4, "value", ["?", "function", true], 1]),
  ),
  forged(
    "359-write-number-into-a-box",
    "write a number into an out-parameter",
    inserted(["w", 4, "value", 5, 1]),
  ),
  forged(
    "360-read-proto",
    "walk along __proto__ and constructor",
    inserted(["r", 3, "__proto__"], ["r", 12, "constructor"]),
  ),
  forged(
    "361-read-the-machine",
    "read a field that facades do not have",
    inserted(["r", 1, "pgd"]),
  ),
  forged(
    "362-object-not-seen",
    "use an object before it was seen",
    inserted(["c", "put_page", [["o", 99]], 1], answered(["u"])),
  ),
  forged(
    "363-object-of-no-number",
    "use objects numbered -1, 0.5, NaN and 1e308",
    inserted(
      ...[-1, 0.5, ["n", "NaN"], 1e308, "0", null].flatMap((n) => [
        ["c", "put_page", [["o", n]], 1],
        answered(["u"]),
      ]),
    ),
  ),
  forged(
    "364-object-renumbered",
    "answer with an object of another number",
    change(
      (one) => one[0] === "k" && Array.isArray(one[1]) && one[1][0] === "o",
      () => answered(["o", 77]),
    ),
  ),
  forged(
    "365-object-as-length",
    "use the number of an object as the name of a property",
    inserted(["c", "put_page", [["o", "length"]], 1], answered(["u"])),
  ),
  forged(
    "366-box-in-a-box",
    "put an out-parameter into an out-parameter",
    inserted(
      ["c", "shmem_getpage", [["o", 6], 0, ["b", ["b", ["b", null]]], 0], 1],
      answered(0, [null]),
    ),
  ),
  forged(
    "367-list-as-argument",
    "pass a list",
    inserted(["c", "put_page", [["a", [["o", 9]]]], 1], answered(["u"])),
  ),
  forged(
    "368-claimed-box",
    "claim to have got a page in an out-parameter",
    inserted(["c", "shmem_getpage", [["o", 6], 3, ["b", null], 0], 1], answered(0, [["o", 9]])),
  ),
];

const shapes: readonly attack[] = [
  forged("370-events-of-no-kind", "send events that are none", () => [
    1,
    null,
    "x",
    {},
    [[]],
    [null],
    ["e"],
    ["c"],
  ]),
  forged("371-events-with-a-length", "send an object that says that it is long", () => ({
    length: 5,
  })),
  forged("372-sixty-thousand-events", "send as many events as are read, and one", (all) =>
    new Array(60_001).fill(all[0]),
  ),
  forged("373-as-many-as-are-read", "send as many events as are read", (all) => [
    ...all.slice(0, -1),
    ...new Array(59_900).fill(["w", 8, "alloced", 1, 1]),
  ]),
  forged("374-deep-arguments", "nest an argument deeper than any stack", () => []),
  forged("375-deep-result", "nest a result deeper than any stack", () => [], "fail"),
  forged(
    "376-long-name",
    "name a function by a megabyte",
    inserted(["c", "x".repeat(1 << 20), [], 1], answered(["u"])),
  ),
  forged(
    "377-long-error",
    "throw a megabyte",
    only(["t", "own", 1, "x".repeat(1 << 20), "x".repeat(1 << 20)]),
  ),
  forged("378-proto-event", "send events that have a prototype in their JSON", () =>
    JSON.parse(`[{"__proto__":["v",0,1]},{"0":"v","1":0,"length":3}]`),
  ),
  forged(
    "379-huge-numbers",
    "send numbers that JSON has and a machine has not",
    inserted(["c", "linear_page_index", [["o", 3], 1e308], 1e308], answered(1e308)),
  ),
  forged(
    "380-lines-of-no-file",
    "claim lines that no file has",
    (all) => all.map((one) => (one[0] === "c" ? ["c", one[1], one[2], -5e9] : one)),
    "pass",
    ["fills", "pays-back", "two-holders"],
  ),
  forged(
    "381-lines-of-text",
    "claim a line that is a sentence",
    (all) => all.map((one) => (one[0] === "c" ? ["c", one[1], one[2], "<b>1</b>\u001b[2J"] : one)),
    "pass",
    ["fills", "pays-back", "two-holders"],
  ),
  forged(
    "382-poisoned-words",
    "throw words that a terminal obeys",
    only(["t", "own", 1, "\u001b]0;x\u0007", "\u001b[2J\u202e<script>"]),
  ),
];

export const object_traces: readonly attack[] = [...objects, ...shapes];
