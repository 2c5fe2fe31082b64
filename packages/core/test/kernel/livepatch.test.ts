// Goal: a target is called in the place of the reference, it must return what its C function could, and one of them is
// the installer's own: learner code cannot call it, and nobody watches it.

import { describe, expect, it } from "vitest";
import {
  kernel_api,
  type kernel_call,
  type pte_t,
  reference_targets,
  runScenario,
  type scenario,
  type targets,
} from "../../src/index.ts";

type make = targets["mk_fill_pte"];

const filled: scenario = {
  region: { pages: 2, backing: "anon", sharing: "private", prot: "rw" },
  register: ["missing"],
  features: ["sigbus"],
  ops: [
    { op: "copy", page: 1, byte: 0x5a },
    { op: "read", page: 1 },
  ],
};

/** The scenario with another function in the place of the one that makes ptes. */
const filledWith = (mk_fill_pte: make, options = {}) =>
  runScenario(filled, { livepatch: { mk_fill_pte }, audit: true, ...options });

const constant = (value: unknown): make => {
  return () => value as pte_t;
};

describe("the function that makes the pte of a filled page", () => {
  it("is asked by the installer, with the vma, the page and whether to protect it", () => {
    const asked: unknown[][] = [];
    const run = filledWith((...args) => {
      asked.push(args);
      return reference_targets.mk_fill_pte(...args);
    });

    expect(run.findings).toEqual([]);
    expect(run.steps.map(({ r }) => r).at(-1)).toMatchObject({ a: "ok", v: 0x5a });
    expect(asked).toEqual([
      [expect.objectContaining({ vm_start: 0x200000000000 }), expect.anything(), false],
    ]);
  });

  it("decides what is in the page table", () => {
    const readonly: make = (vma, page) => kernel_api.mk_pte(page, vma.vm_page_prot);
    const bits = (mk_fill_pte: make) =>
      filledWith(mk_fill_pte, { snapshots: true }).steps[1]?.snapshot?.mms[0]?.ptes.map(
        (pte) => pte.bits,
      );

    expect(bits(reference_targets.mk_fill_pte)).toContainEqual(["present", "write", "dirty"]);
    expect(bits(readonly)).toContainEqual(["present"]);
  });

  it("is not asked by an installer that does not ask it", () => {
    const never = (): never => {
      throw new Error("asked");
    };
    const refuse = () => -17;
    const run = runScenario(filled, {
      livepatch: { mk_fill_pte: never, mcopy_atomic_install_pte: refuse },
    });

    expect(run.oops).toBeNull();
  });

  it("is out of the reach of learner code", () => {
    expect(Object.keys(reference_targets)).toContain("mk_fill_pte");
    expect(Object.keys(kernel_api)).not.toContain("mk_fill_pte");
  });

  it("is no boundary: whoever watches sees its calls as the installer's", () => {
    const calls = (livepatch: Partial<targets>): string[] => {
      const seen: string[] = [];
      const watch = {
        call: ({ depth, name, by_target }: kernel_call) =>
          seen.push(`${depth} ${name} ${by_target}`),
      };
      runScenario(filled, { livepatch, watch });
      return seen;
    };
    const { mk_fill_pte } = reference_targets;

    expect(calls({})).toContain("4 mk_pte true");
    expect(calls({})).not.toContainEqual(expect.stringContaining("mk_fill_pte"));
    expect(calls({ mk_fill_pte })).toEqual(calls({}));
  });

  it.each([
    ["none", 0, "wrong-mapcount"],
    ["one that leads to a frame of nobody's", 0x25, "wrong-mapcount"],
    ["one of a page that is swapped out", 0x1000, "wrong-rss"],
    ["the last that there can be", 2 ** 52 - 1, "bad-page-map"],
  ])("may return any pte, and it is found out what is wrong with %s", (_what, pte, rule) => {
    const { oops, findings } = filledWith(constant(pte));

    expect(oops?.kind).not.toBe("bad-return");
    expect(findings.map((found) => found.rule)).toContain(rule);
  });

  it.each([
    ["nothing", undefined, "undefined"],
    ["null", null, "null"],
    ["a negative errno", -14, "-14"],
    ["a second zero", -0, "0"],
    ["half a number", 0.5, "0.5"],
    ["no number", Number.NaN, "NaN"],
    ["more than a pte has bits", 2 ** 52, "4503599627370496"],
    ["text", "0", "a string"],
    ["a page", {}, "another object"],
  ])("may not return %s", (_what, value, words) => {
    const { oops } = filledWith(constant(value));

    expect(oops?.kind).toBe("bad-return");
    expect(oops?.message).toBe(
      `mk_fill_pte() returned ${words}; it must return a pte, such as mk_pte() makes.`,
    );
  });
});
