// Facts that fresh recordings of Linux 6.18 taught after the corpus had been matched; each holds in 5.14 as well.

import { describe, expect, it } from "vitest";
import { runScenario } from "../../src/scenario/run.ts";
import type { scenario } from "../../src/scenario/types.ts";

const last = (scenario: scenario) =>
  runScenario(scenario, { release: "6.18", audit: true }).steps.at(-1);

describe("fallocate(2)", () => {
  //        0 1
  // file   C .      reserved once: in the cache, and not up to date
  it("zeroes a page that it reserved before, and leaves a page that it reserves now as it is", () => {
    const step = last({
      region: { pages: 2, backing: "shmem", sharing: "shared", prot: "rw", file_pages: 2 },
      ops: [
        { op: "falloc", page: 0 },
        { op: "falloc", page: 0, n: 2 },
      ],
    });
    expect(step?.seen?.fc).toEqual(["CI|udLs|0|0000", "C"]);
  });
});

describe("mprotect(2)", () => {
  const locked = (mlocked: "populate" | "onfault"): scenario => ({
    region: { pages: 1, backing: "shmem", sharing: "private", prot: "r", file_pages: 1, mlocked },
    ops: [
      { op: "read", page: 0 },
      { op: "mprotect", page: 0, prot: "rw" },
    ],
  });

  it("copies locked private pages as soon as they may be written, so that no write has to wait", () => {
    expect(last(locked("populate"))?.seen?.pg).toEqual([
      expect.stringMatching(/^PX\|.*a.*x\|1\|0000$/),
    ]);
  });

  it("leaves them to the first write where memory is only locked as it is touched", () => {
    expect(last(locked("onfault"))?.seen?.pg).toEqual([expect.stringMatching(/^PFX\|/)]);
  });
});
