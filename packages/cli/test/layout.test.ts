import { expect, it } from "vitest";
import { ends, paragraph } from "../src/pretty/layout.ts";

it("puts a head before the first line of a paragraph only", () => {
  expect(paragraph("one two", 8, 4, " -")).toEqual([" -  one", "    two"]);
});

it("sets two words at the ends of a line, and keeps them apart", () => {
  expect(ends("a", "b", 5)).toBe("a   b");
  expect(ends("long", "er", 5)).toBe("long er");
});
