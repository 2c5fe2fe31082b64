import { describe, expect, it } from "vitest";
import { xa_entries, xa_erase, xa_find, xa_init, xa_load, xa_store } from "../../src/lib/xarray.ts";

describe("an xarray", () => {
  it("holds entries at any index, also past 2^31, and lists them in order", () => {
    const xa = xa_init<string>();
    for (const index of [2 ** 31, 0, 511, 512, 2 ** 40]) xa_store(xa, index, `at ${index}`);

    expect(xa_entries(xa).map(([index]) => index)).toEqual([0, 511, 512, 2 ** 31, 2 ** 40]);
    expect(xa_load(xa, 2 ** 31)).toBe("at 2147483648");
    expect(xa_load(xa, 1)).toBeUndefined();
  });

  it("lists a range without its end", () => {
    const xa = xa_init<number>();
    for (let index = 510; index < 515; index++) xa_store(xa, index, index);
    expect(xa_entries(xa, 511, 513).map(([index]) => index)).toEqual([511, 512]);
  });

  it("finds an entry in a range without its end, and none outside of it", () => {
    const xa = xa_init<number>();
    for (const index of [0, 511, 512, 600, 2 ** 31]) xa_store(xa, index, index);
    const find = (first: number, end: number, wanted = (_: number): boolean => true) =>
      xa_find(xa, first, end, wanted);

    expect([find(511, 512), find(512, 513), find(601, Infinity)]).toEqual([511, 512, 2 ** 31]);
    expect([find(1, 511), find(513, 600), find(601, 2 ** 31)]).toEqual(Array(3).fill(undefined));
    expect(find(0, Infinity, (entry) => entry === 600)).toBe(600);
    expect(find(0, 600, (entry) => entry === 600)).toBeUndefined();
  });

  it("costs nothing once it is empty again", () => {
    const xa = xa_init<number>();
    xa_store(xa, 5, 1);
    expect(xa_store(xa, 5, 2)).toBe(1);
    expect(xa_erase(xa, 5)).toBe(2);
    expect(xa_erase(xa, 5)).toBeUndefined();
    expect(xa.chunks.size).toBe(0);
  });
});
