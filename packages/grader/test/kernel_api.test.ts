// What a submission may import, and what it may replace: not everything that can be replaced can be called.

import { describe, expect, it } from "vitest";
import { compile } from "../src/compile/index.ts";
import { api_names, api_types, kernelFunction, target_names } from "../src/kernel_api.ts";

const read = (source: string) =>
  compile(source, { values: api_names, types: api_types }, target_names);

describe("what a submission can import", () => {
  it("is the installer, but not the part of it that makes the pte", () => {
    const importing = (name: string) =>
      read(`import { ${name} } from "@faultline/core"; export const f = ${name};`);

    expect(() => importing("mcopy_atomic_install_pte")).not.toThrow();
    expect(() => importing("mk_fill_pte")).toThrow(/"mk_fill_pte"/);
  });

  it("is all that its record can say it called", () => {
    expect(kernelFunction("mcopy_atomic_install_pte")).toBeTypeOf("function");
    expect(kernelFunction("mk_fill_pte")).toBeUndefined();
  });
});

describe("what a submission can replace", () => {
  it("is that part, too", () => {
    const { exports } = read("export function mk_fill_pte() {}");

    expect(exports).toEqual(["mk_fill_pte"]);
    expect(target_names).toContain("mk_fill_pte");
  });
});
