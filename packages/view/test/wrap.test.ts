import { describe, expect, it } from "vitest";
import { wrap } from "../src/index.ts";

describe("wrap", () => {
  it.each([
    ["", 10, []],
    ["one", 10, ["one"]],
    ["one two three", 7, ["one two", "three"]],
    ["one two three", 8, ["one two", "three"]],
    ["abcdefghij", 4, ["abcd", "efgh", "ij"]],
    ["  spaces\n\nand\tlines  ", 20, ["spaces and lines"]],
  ])("%j in %i columns", (text, width, lines) => expect(wrap(text, width)).toEqual(lines));
});
