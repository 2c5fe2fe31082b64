import { describe, expect, it } from "vitest";
import { ends, paragraph, wrap } from "../src/pretty/layout.ts";

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

it("puts a head before the first line of a paragraph only", () => {
  expect(paragraph("one two", 8, 4, " -")).toEqual([" -  one", "    two"]);
});

it("sets two words at the ends of a line, and keeps them apart", () => {
  expect(ends("a", "b", 5)).toBe("a   b");
  expect(ends("long", "er", 5)).toBe("long er");
});
