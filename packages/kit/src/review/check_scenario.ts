// Whether a scenario from outside is one, and one that can be run many times: its sizes are bounded.

import { checkScenario, type op, type scenario } from "@faultline/core";
import { limits } from "./vocabulary.ts";

/** What a review has no use for: addresses and numbers that the kernel refuses at once, or that have no bounds. */
const raw = ["addr_raw", "len_raw", "src_raw", "mode_raw", "features_raw", "api"];
const in_pages = ["page", "n", "sp", "good", "leave", "pages"];
const in_bytes = ["dadd", "ladd", "sadd", "bytes", "len"];
const PAGE_SIZE = 4096;
/** Functions that can be made to fail in one operation, and calls of each. */
const MAX_FAIL = 16;

/** What is wrong with it, a sentence for each field. */
export function checkReviewScenario(value: unknown): string[] {
  const wrong = checkScenario(value);
  return wrong.length > 0 ? wrong : checkSizes(value as scenario);
}

function checkSizes({ region, ops }: scenario): string[] {
  if (ops.length > limits.ops)
    return [`scenario.ops has ${ops.length} operations; at most ${limits.ops} are allowed.`];
  const { fs_limit_pages: limit = 0, file_pages = 0, file_bytes = 0, file_pgoff = 0 } = region;
  const filled = ops.some((op) => all(op).some((one) => one.op === "fill_fs"));
  return [
    ...tooMany("scenario.region.fs_limit_pages", limit, limits.pages),
    ...tooMany("scenario.region.file_pages", file_pages, limits.pages),
    ...tooMany("scenario.region.file_bytes", file_bytes, limits.pages * PAGE_SIZE),
    ...tooMany("scenario.region.file_pgoff", file_pgoff, limits.pages),
    ...(filled && limit === 0
      ? ["scenario.region.fs_limit_pages must be given, as an operation fills the mount."]
      : []),
    ...ops.flatMap((op, i) => checkOp(op, `scenario.ops[${i}]`)),
  ];
}

function checkOp(op: op, path: string): string[] {
  if (op.race !== undefined)
    return [
      `${path}.race is not possible here: a schedule counts the calls of one version, and there are many. Use rivals.`,
    ];
  const rivals = op.rivals ?? [];
  const failures = Object.values(op.fail ?? {});
  return [
    ...tooMany(`${path}.rivals`, rivals.length, limits.rivals),
    ...tooMany(`${path}.fail`, Math.max(failures.length, ...failures.map(length)), MAX_FAIL),
    ...fieldSizes(op, path),
    ...rivals.flatMap((one, i) => fieldSizes(one.do, `${path}.rivals[${i}].do`)),
  ];
}

const length = (list: readonly unknown[]): number => list.length;

/** How many operations a scenario has, those of other CPUs included. */
export const countOps = ({ ops }: scenario): number => ops.flatMap(all).length;

/** The operation, and what other CPUs do meanwhile. */
const all = (op: op): op[] => [op, ...(op.rivals ?? []).map((one) => one.do)];

function fieldSizes(op: op, path: string): string[] {
  return Object.entries(op).flatMap(([name, value]) => {
    if (raw.includes(name)) return [`${path}.${name} is not needed in a review.`];
    if (typeof value !== "number") return [];
    const most = in_pages.includes(name)
      ? limits.pages
      : in_bytes.includes(name)
        ? limits.pages * PAGE_SIZE
        : Number.POSITIVE_INFINITY;
    return tooMany(`${path}.${name}`, Math.abs(value), most);
  });
}

const tooMany = (path: string, value: number, most: number): string[] =>
  value > most ? [`${path} is ${value}; at most ${most} is allowed.`] : [];
