// Goal: gradings take turns: first come, first served, a few at a time, and none is begun once one could not be done.

import { availableParallelism } from "node:os";
import { expect, it } from "vitest";
import { Bench } from "../../src/verify/bench.ts";
import { builtChild } from "../support/child_script.ts";

/** One more than there are processors. */
const AT_A_TIME = availableParallelism() + 1;

/** Something that is done when somebody says so. */
function gate() {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

/** Long enough for everything to begin that can. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

it("begins as many at a time as it may, and in the order in which they came", async () => {
  const told: string[] = [];
  const bench = new Bench(builtChild(), (done, all) => void told.push(`${done} of ${all}`));
  const gates = Array.from({ length: AT_A_TIME + 2 }, gate);
  const begun: number[] = [];
  const all = gates.map(({ opened }, i) =>
    bench.run(async () => {
      begun.push(i);
      await opened;
      return i;
    }),
  );
  await settled();
  expect(begun).toEqual([...gates.keys()].slice(0, AT_A_TIME));

  gates[1]?.open();
  await settled();
  expect(begun).toEqual([...gates.keys()].slice(0, AT_A_TIME + 1));

  for (const { open } of gates) open();
  expect(await Promise.all(all)).toEqual([...gates.keys()]);
  expect(begun).toEqual([...gates.keys()]);
  expect(told[0]).toBe(`1 of ${gates.length}`);
  expect(told.at(-1)).toBe(`${gates.length} of ${gates.length}`);
  bench.close();
});

it("begins nothing more when one could not be done, and says why to all that wait", async () => {
  const bench = new Bench(builtChild());
  const broken = Array.from({ length: AT_A_TIME }, () =>
    bench.run(async () => {
      throw new Error("no child starts here");
    }),
  );
  let begun = false;
  const last = bench.run(async () => {
    begun = true;
  });
  for (const one of [...broken, last]) await expect(one).rejects.toThrow("no child starts here");
  expect(begun).toBe(false);
  bench.close();
});
