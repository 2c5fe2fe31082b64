// The machine's own monitor: it moves a region that is in use, whatever others do to the region meanwhile.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { migration_plan, op } from "../../src/index.ts";
import { go, moving, results } from "./migration.ts";

const read = (page: number, id = page) => ({ op: "bg", kind: "read", page, id }) as const;
const wait = (id: number) => ({ op: "bg_wait", id }) as const;
const has = (v: number) => ({ bg: "done", res: { a: "ok", v } });
const run = { op: "pager" } as const;

describe("the reference monitor", () => {
  it.each(["5.14", "6.18"] as const)(
    "asks for what is missed, and lets who missed it go on: %s",
    (release) => {
      const ops = [read(4), read(2), run, run, run, wait(4), wait(2)];
      const told = results(
        moving(ops, { migration: { contents: [1, 2, 3, 4, 5, 6], arrive: [0, 1] } }),
        undefined,
        release,
      );

      expect(told[2]).toMatchObject({ ret: 0, asked: [4, 2], received: 0 });
      expect(told.slice(5)).toMatchObject([has(5), has(3)]);
    },
  );

  it("gives the region back when all has come, and not before", () => {
    const watched = go(moving([run, run], { migration: { contents: [], arrive: [5, 1] } }));
    const flags = watched.steps.map(({ seen }) => seen?.vma[0]?.[2]?.split(" ").includes("um"));

    expect(flags).toEqual([true, true, false]);
  });

  it.each([
    ["it was touched before", [read(2), run, { op: "bg", kind: "dontneed", page: 2, id: 9 }]],
    ["it is touched after", [{ op: "bg", kind: "dontneed", page: 2, id: 9 }, run, read(2)]],
    ["nobody touches it", [{ op: "bg", kind: "dontneed", page: 2, id: 9 }, run]],
  ] as const)("leaves zeros where the program gave a page up: %s", (_what, ops) => {
    const migration = { contents: [1, 2, 3, 4, 5, 6], arrive: [0, 0, 3, 9] };
    const told = results(moving([...ops, run, run, run, { op: "read", page: 2 }], { migration }));

    expect(told.at(-1)).toMatchObject({ a: "ok", v: 0 });
  });

  it("puts in what is left of a run where others were faster, and wakes who they left asleep", () => {
    const migration = { contents: [1, 2, 3, 4, 5, 6], pushes: [{ page: 0, n: 6 }] };
    const ops = [
      read(2),
      { op: "copy", page: 2, byte: 0x77, mode: ["dontwake"] },
      wait(2),
      run,
      wait(2),
    ] as const;
    const told = results(moving([...ops, { op: "read", page: 5 }], { migration }));

    expect(told.slice(2)).toMatchObject([{ bg: "blocked" }, { ret: 0 }, has(0x77), { v: 6 }]);
  });

  it("tries again later where the mappings change, and gives up when the program is gone", () => {
    const changing = (value: boolean) => ({ op: "mmap_changing", value }) as const;
    const migration = { contents: [1, 2, 3, 4, 5, 6], arrive: [6] };
    const ops = [changing(true), run, changing(false), run, { op: "read", page: 3 }] as const;

    expect(results(moving(ops, { migration })).slice(1)).toMatchObject([
      { ret: 0, work: { uffdio_copy: 1 } },
      { ret: 0 },
      { ret: 0, work: { uffdio_copy: 6 } },
      { a: "ok", v: 4 },
    ]);
    expect(results(moving([run, run], { migration, dead_mm: true }))).toMatchObject([
      { ret: -1, err: "ESRCH" },
      { ret: -1, err: "ESRCH", work: {} },
    ]);
  });
});

const page = fc.integer({ min: 0, max: 5 });
const byte = fc.integer({ min: 100, max: 255 });
const n = fc.integer({ min: 1, max: 3 });

/** What happens meanwhile: the program writes or reads, gives memory up, or a second monitor is faster. */
const meanwhile: fc.Arbitrary<op> = fc.oneof(
  fc.record({
    op: fc.constant("bg" as const),
    kind: fc.constantFrom("read", "write"),
    page,
    byte,
    id: page,
  }),
  fc.record({
    op: fc.constant("bg" as const),
    kind: fc.constant("dontneed" as const),
    page,
    n,
    id: fc.constant(9),
  }),
  fc.record({
    op: fc.constant("copy" as const),
    page,
    byte,
    mode: fc.constantFrom([], ["dontwake"] as const),
  }),
  fc.record({ op: fc.constantFrom("bg_wait"), id: fc.oneof(page, fc.constant(9)) }),
  fc.constant(run),
);

const plan: fc.Arbitrary<migration_plan> = fc.record({
  contents: fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 6, maxLength: 6 }),
  pushes: fc.constantFrom(
    [{ page: 0, n: 6 }],
    [
      { page: 3, n: 3 },
      { page: 0, n: 3 },
    ],
    [5, 1, 0, 4, 2, 3].map((page) => ({ page })),
  ),
  arrive: fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 5 }).map((some) => [...some, 2]),
});

describe("whatever the program does meanwhile", () => {
  it("everybody goes on in the end, no rule is broken, and no page is asked for twice", () => {
    const property = fc.property(plan, fc.array(meanwhile, { maxLength: 14 }), (migration, ops) => {
      const ids = [0, 1, 2, 3, 4, 5, 9];
      // Twelve runs are enough for six pages, and for every thread that faults once more after a page was given up.
      const rest = [...Array.from({ length: 12 }, () => run), ...ids.map(wait)];
      const done = results(moving([...ops, ...rest], { migration })) as Record<string, unknown>[];
      const asked = done.flatMap((r) => (r["asked"] as number[] | undefined) ?? []);

      expect(done.slice(-ids.length).map((r) => r["bg"])).not.toContain("blocked");
      expect(asked).toEqual([...new Set(asked)]);
    });
    fc.assert(property, { numRuns: 300 });
  });
});
