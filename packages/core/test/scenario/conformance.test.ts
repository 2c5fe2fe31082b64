// The machine against a running Linux 6.18: a handful of recordings travel with the code, and the rest where they lie near.

import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type recording, replay } from "../../src/index.ts";

const here = dirname(fileURLToPath(import.meta.url));

const load = (file: string): recording[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as recording);

const id = (recording: recording): string => recording.s.id ?? "";

describe("a recording of Linux 6.18", () => {
  it.each(load(resolve(here, "fixtures/linux-6.18.jsonl")).map((one) => [id(one), one] as const))(
    "%s is answered in the same way, field by field",
    (_id, recording) => {
      expect(replay(recording)).toEqual([]);
    },
  );

  it("with one byte changed is told apart", () => {
    const [recording] = load(resolve(here, "fixtures/linux-6.18.jsonl"));
    if (recording === undefined) throw new Error("There are no fixtures.");
    const other = recording.o.map((seen, step) => (step === 1 ? { ...seen, lck: 7 } : seen));

    expect(replay({ ...recording, o: other })).toMatchObject([
      { step: 1, field: "lck", recorded: "7" },
    ]);
  });
});

/** The whole collection, where it lies next to the repository. */
const all = resolve(here, "../../../../../shared/oracle/recordings");

describe.runIf(existsSync(all))("the collection of recordings", () => {
  it.each(["a", "b", "c"])("agrees in a sample of part %s", (part) => {
    const sample = load(resolve(all, `recordings-${part}.jsonl`)).filter((_one, i) => i % 25 === 0);

    expect(sample.filter((one) => replay(one).length > 0).map(id)).toEqual([]);
  });
});
