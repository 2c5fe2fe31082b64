// Goal: every schedule is tried up to the bound, nothing is lost by leaving out what comes to the same, and each outcome
// can be had again by its schedule alone.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  explore,
  type op,
  type outcome,
  type race,
  type rival_op,
  runScenario,
  type scenario,
} from "../../src/index.ts";

/** A fill of page 1 of a file of four, raced by others. */
function fill(
  rivals: readonly rival_op[],
  { before = [], more = {} }: { before?: op[]; more?: Partial<Omit<op, "op">> } = {},
): scenario {
  const race: race = { rivals };
  return {
    region: {
      backing: "shmem",
      sharing: "shared",
      prot: "rw",
      pages: 4,
      noreserve: true,
      fs_limit_pages: 16,
      map2: "watched",
    },
    register: ["missing", "minor"],
    features: ["sigbus"],
    ops: [...before, { op: "copy", page: 1, ...more, race } as op],
  };
}

const cut_short: rival_op = { op: "ftruncate", pages: 1 };
const rules = ({ findings }: outcome): string[] => findings.map(({ rule }) => rule);
const visible = (outcomes: readonly outcome[]): string[] =>
  outcomes.map((one) => `${one.visible} ${rules(one)}`).sort();

describe("a fill that is raced by a truncation", () => {
  it("comes to every outcome that the order of the two can have", () => {
    const { outcomes } = explore(fill([cut_short], { before: [{ op: "file_write", page: 0 }] }));

    // the truncation comes after the fill, or the fill sees the new size
    expect(outcomes.map((one) => one.schedule)).toEqual(["", "0aaaaa"]);
    expect(outcomes[1]?.visible).toContain("EFAULT");
  });

  it("leaves a page beyond the end of a file that had paid for nothing: Linux does so too", () => {
    const { outcomes } = explore(fill([cut_short]));

    const left = outcomes.filter((one) => one.visible.includes("CI||0|a5a5"));
    expect(left).toHaveLength(1);
    // Between the installing and the accounting: the size goes down, the pte is cut, and no page has been paid for.
    expect(left[0]?.schedule).toMatch(/^\d+aaa$/);
  });

  it("is run under no schedule twice, and under all that the bound allows", () => {
    const once = explore(fill([cut_short]), { preemptions: 1, reduce: false });
    const twice = explore(fill([cut_short]), { preemptions: 2, reduce: false });

    expect(explore(fill([cut_short]), { preemptions: 0 }).schedules).toBe(1);
    expect(once.schedules).toBeGreaterThan(100);
    expect(twice.schedules).toBeGreaterThan(10 * once.schedules);
  });
});

describe("a schedule", () => {
  it("gives the outcome again that the explorer found under it", () => {
    const scenario = fill([cut_short, { op: "stat" }]);
    const { outcomes } = explore(scenario);

    for (const { schedule, visible } of outcomes) {
      const [raced] = scenario.ops as readonly (op & { race: race })[];
      const ops = [{ ...raced, race: { ...raced?.race, schedule } } as op];
      const run = runScenario({ ...scenario, ops }, { audit: true });
      expect(JSON.parse(visible)[0][1]).toEqual([
        run.steps[1]?.r,
        run.steps[1]?.rivals.map((rival) => rival.r),
      ]);
    }
  });

  it("is found again in the same order every time", () => {
    const again = () => explore(fill([cut_short, { op: "stat" }]), { preemptions: 1 });
    expect(again()).toEqual(again());
  });
});

describe("what is left out comes to the same as what is tried", () => {
  const rivals = fc.constantFrom<rival_op>(
    cut_short,
    { op: "stat" },
    { op: "punch", page: 1 },
    { op: "fill_fs" },
    { op: "map2_write", page: 1, byte: 7 },
    { op: "map2_copy", page: 1, byte: 9 },
    { op: "copy", page: 1, byte: 8 },
    { op: "write", page: 1, byte: 6 },
    { op: "reclaim", page: 1 },
    { op: "swapout", page: 1 },
    { op: "munmap", page: 1 },
    { op: "mprotect", page: 1, prot: "r" },
    { op: "mlock", page: 1 },
    { op: "mmap_changing", value: true },
    { op: "kill" },
    { op: "src_write", byte: 3 },
    { op: "file_write", page: 1, byte: 5 },
  );
  const before = fc.constantFrom<op[]>(
    [],
    [{ op: "file_write", page: 0 }],
    [{ op: "file_write", page: 1 }],
  );
  const what = fc.constantFrom<Partial<op>>(
    { op: "copy" },
    { op: "copy", src: "nonresident" },
    { op: "continue" },
    { op: "zeropage" },
  );

  it("with one preemption and two rivals", () => {
    const scenarios = fc.tuple(
      fc.uniqueArray(rivals, { minLength: 1, maxLength: 2 }),
      before,
      what,
    );
    fc.assert(
      fc.property(scenarios, ([rivals, before, more]) => {
        const scenario = fill(rivals, { before, more });
        const all = explore(scenario, { reduce: false });
        const reduced = explore(scenario);
        expect(visible(reduced.outcomes)).toEqual(visible(all.outcomes));
        expect(reduced.schedules).toBeLessThanOrEqual(all.schedules);
      }),
      { numRuns: 8 },
    );
  });

  it("with two preemptions and one rival", () => {
    fc.assert(
      fc.property(rivals, before, what, (rival, before, more) => {
        const scenario = fill([rival], { before, more });
        const all = explore(scenario, { preemptions: 2, reduce: false });
        expect(visible(explore(scenario, { preemptions: 2 }).outcomes)).toEqual(
          visible(all.outcomes),
        );
      }),
      { numRuns: 2 },
    );
  });
});

it("a scenario in which nobody races is refused", () => {
  const scenario = fill([]);
  const quiet = { ...scenario, ops: [{ op: "copy", page: 1 } as op] };

  expect(() => explore(quiet)).toThrow("nothing to explore");
});
