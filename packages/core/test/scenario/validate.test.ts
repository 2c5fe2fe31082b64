// A scenario from outside: what is wrong with it is named, field by field.

import { describe, expect, it } from "vitest";
import { checkScenario, parseScenario } from "../../src/index.ts";

const region = { pages: 4, backing: "shmem", sharing: "shared", prot: "rw" };

describe("checkScenario()", () => {
  it("accepts a scenario with everything that tests need", () => {
    const ops = [
      { op: "copy", page: 0, fail: { shmem_alloc_page: [true] } },
      { op: "copy", page: 1, rivals: [{ at: "kmap", do: { op: "fill_fs", leave: 0 } }] },
      { op: "install", page: 2, source: "cached" },
      { op: "ftruncate", bytes: 4097 },
      { op: "copy", page: 3, race: { rivals: [{ op: "stat" }], schedule: "3a" } },
    ];

    expect(checkScenario({ region, register: ["missing"], ops })).toEqual([]);
  });

  it("accepts a migration with threads that wait for it", () => {
    const migration = {
      contents: [1, 0],
      pushes: [{ page: 0, n: 2 }, { page: 3 }],
      arrive: [0, 2],
    };
    const ops = [{ op: "bg", page: 1, id: 3 }, { op: "pager" }, { op: "bg_wait", id: 3 }];

    expect(checkScenario({ region, register: ["missing"], migration, ops })).toEqual([]);
  });

  it.each([
    ["nothing", null, "scenario must be an object."],
    ["no operations", { region }, "scenario.ops is missing."],
    [
      "a region that begins after the last pte of a table",
      { region: { ...region, pte_index: 512 }, ops: [] },
      "scenario.region.pte_index must be a whole number from 0 to 511.",
    ],
    [
      "a region of nine pages",
      { region: { ...region, pages: 9 }, ops: [] },
      "scenario.region.pages must be a whole number from 1 to 8.",
    ],
    ["an unknown field", { region, ops: [], speed: 1 }, "scenario.speed is unknown here."],
    [
      "a byte too large",
      { region, ops: [{ op: "write", byte: 256 }] },
      "scenario.ops[0].byte must be a whole number from 0 to 255.",
    ],
    [
      "a field of another operation",
      { region, ops: [{ op: "wake", byte: 1 }] },
      "scenario.ops[0].byte is unknown here.",
    ],
    [
      "a rival of a rival",
      { region, ops: [{ op: "copy", rivals: [{ at: "kmap", do: { op: "copy", rivals: [] } }] }] },
      "scenario.ops[0].rivals[0].do.rivals is unknown here.",
    ],
    [
      "a schedule that goes back",
      { region, ops: [{ op: "copy", race: { rivals: [{ op: "stat" }], schedule: "7a3a" } }] },
      "scenario.ops[0].race.schedule must be a schedule",
    ],
    [
      "rivals of both kinds",
      { region, ops: [{ op: "copy", race: { rivals: [] }, rivals: [] }] },
      "scenario.ops[0] has rivals at named calls and a race: only one of them is possible.",
    ],
    [
      "a migration to nowhere",
      { region, ops: [], migration: { pushes: [{ n: 9 }] } },
      "scenario.migration.contents is missing.",
    ],
    [
      "a push of nine pages",
      { region, ops: [], migration: { contents: [1], pushes: [{ page: 0, n: 9 }] } },
      "scenario.migration.pushes[0].n must be a whole number from 1 to 8.",
    ],
    [
      "an inherited name",
      { region, ops: [{ op: "toString" }] },
      "scenario.ops[0].op must be one of",
    ],
  ])("names what is wrong with %s", (_what, value, message) => {
    expect(checkScenario(value).join()).toContain(message);
    expect(() => parseScenario(value)).toThrow(TypeError);
  });
});
