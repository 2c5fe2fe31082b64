// What the tests of this exercise look at, and the migrations that they are about.

import type { migration_plan, op, scenario } from "@faultline/core";
import { expect, type judged_run, type setup } from "@faultline/kit";

/** Six pages that hold 0x10, 0x21, … at the source: no two alike, and none of zeros. */
const CONTENTS = [0x10, 0x21, 0x32, 0x43, 0x54, 0x65];

/** What a test wants different from the usual migration. */
export type difference = Partial<migration_plan> & { readonly setup?: setup };

/** Private memory on its way here; its program tells of what it gives up. Nothing is pushed before `arrive` says so. */
export function moving(
  ops: readonly op[],
  { setup: { region, ...rest } = {}, ...plan }: difference = {},
): scenario {
  return {
    register: ["missing"],
    features: ["event_remove", "event_unmap"],
    migration: { contents: CONTENTS, ...plan },
    ...rest,
    region: { pages: 6, backing: "anon", sharing: "private", prot: "rw", ...region },
    ops,
  };
}

/** The source's byte of a page. */
export const at_source = (page: number): number => CONTENTS[page] ?? 0;

export const run = { op: "pager" } as const;
export const runs = (n: number): readonly op[] => Array.from({ length: n }, () => run);

/** A thread of the program reads a page, or writes it; its id is the page's unless another one is given. */
export const reads = (page: number, id = page) => ({ op: "bg", kind: "read", page, id }) as const;
export const writes = (page: number, byte: number, id = page) =>
  ({ op: "bg", kind: "write", page, byte, id }) as const;

/** A thread of the program gives memory up. */
export const drops = (page: number, n = 1) =>
  ({ op: "bg", kind: "dontneed", page, n, id: 10 }) as const;
export const unmaps = (page: number, n = 1) =>
  ({ op: "bg", kind: "munmap", page, n, id: 11 }) as const;

/** What has become of a thread. */
export const of = (id: number) => ({ op: "bg_wait", id }) as const;
export const went_on = (v: number) => ({ bg: "done", res: { a: "ok", v } });
export const sleeps = { bg: "blocked" };

/** The program looks at its memory itself. */
export const look = (page: number) => ({ op: "read", page }) as const;
export const sees = (v: number) => ({ a: "ok", v });

/** The pages that were asked for in all runs, in order. */
export const asked = (r: judged_run, steps: readonly number[]): number[] =>
  steps.flatMap((step) => r.result(step)["asked"] as number[]);

/** How often the monitor called each function in a run. */
export const work = (r: judged_run, step: number): Readonly<Record<string, number>> =>
  r.result(step)["work"] as Record<string, number>;

/** How many calls of the kernel that were; for reading messages and packets is nothing to be blamed for. */
export function ioctls(r: judged_run, step: number): number {
  const names = Object.entries(work(r, step)).filter(([name]) => name.startsWith("uffdio_"));
  return names.reduce((sum, [, times]) => sum + times, 0);
}

/** Whether any part of the region is still watched. */
export const watched = (r: judged_run, step: number): boolean =>
  r.state(step).mms.some(({ vmas }) => vmas.some(({ uffd }) => uffd));

export const fine = { ret: 0 };
export const all_fine = (r: judged_run, steps: readonly number[]): void => {
  for (const step of steps) expect(r.result(step)).toMatchObject(fine);
};
