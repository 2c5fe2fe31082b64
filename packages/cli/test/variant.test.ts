// Goal: whose report it is decides which random scenarios there are, and can be repeated by whoever has the course's key.

import { describe, expect, it } from "vitest";
import { seedOf } from "../src/variant.ts";

describe("the seed of random scenarios", () => {
  it("is 1 if nobody asks for another", () => expect(seedOf({})).toBe(1));
  it("is the one that is asked for", () => expect(seedOf({ seed: 7 })).toBe(7));

  it("is the same for a learner whenever the key is the same, and another for everybody else", () => {
    const ada = seedOf({ variant: "ada", courseKey: "k1" });
    expect(seedOf({ variant: "ada", courseKey: "k1" })).toBe(ada);
    expect(seedOf({ variant: "bob", courseKey: "k1" })).not.toBe(ada);
    expect(seedOf({ variant: "ada", courseKey: "k2" })).not.toBe(ada);
    expect(Number.isInteger(ada) && ada >= 0 && ada < 2 ** 31).toBe(true);
  });

  it("is not given for a learner without a key, nor if it is asked for twice", () => {
    expect(() => seedOf({ variant: "ada" })).toThrow(/--course-key/);
    expect(() => seedOf({ variant: "ada", courseKey: "" })).toThrow(/--course-key/);
    expect(() => seedOf({ variant: "ada", courseKey: "k", seed: 1 })).toThrow(/only one/);
  });
});
