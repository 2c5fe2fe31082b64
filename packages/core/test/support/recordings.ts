// The recordings of a running Linux that travel with the code.

import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { recording } from "../../src/index.ts";

const corpus = resolve(dirname(fileURLToPath(import.meta.url)), "../../corpus");

/** Part `a` is made by hand, `b` a cross product, `c` random: see corpus/README.md. */
export const recordings = (part: "a" | "b" | "c"): recording[] =>
  gunzipSync(readFileSync(resolve(corpus, `recordings-${part}.jsonl.gz`)))
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as recording);
