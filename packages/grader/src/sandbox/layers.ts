// What stands around the child process on this machine. A layer counts once it has been tried. Reports, `doctor` and
// the child itself ask here, so that what is said is what is done.

import { type bubblewrap, type obstacle, tryBubblewrap } from "./bubblewrap.ts";
import { cacheOf, withCache } from "./code_cache.ts";
import type { surroundings } from "./hired.ts";
import { tryLimits } from "./limits.ts";

/**
 * How much is to stand around a child. SES and a process of its own always do; the permission model and bubblewrap
 * can each be had alone, so that tests can ask what each of them holds.
 */
export const isolations = ["ses", "permission", "bubblewrap", "full"] as const;
export type isolation = (typeof isolations)[number];

/** A layer, and what it is good for. */
export interface layer {
  readonly name: string;
  readonly about: string;
}

/** A layer that is not there. */
export interface missing_layer extends obstacle {
  readonly name: string;
}

/** How a child is started, and what is around it then. */
export interface enclosure extends surroundings {
  /** The command line; the filter is read from descriptor 3, if there is one. */
  command(script: string): string[];
  readonly filter: Uint8Array | null;
}

/** Somebody asked for a layer that this machine does not have. */
export class MissingIsolation extends Error {
  override readonly name = "MissingIsolation";
}

const abouts = {
  ses: "the submission reaches the kernel's API and nothing else",
  process: "one for each submission, with an empty environment and a heap limit, killed as a group",
  permission: "Node's permission model: nothing to read but the child's own script",
  bubblewrap: "namespaces of its own, an empty root, no network, a list of allowed system calls",
  prlimit: "limits of memory, processor time, file size and open files, enforced by the kernel",
  replay: "the verdict comes from a machine that the submission cannot reach",
} as const;

const NOT_ASKED: obstacle = { why: "it was not asked for", remedy: "" };

/** Each is tried once in a process. */
const bubblewrapHere = once(tryBubblewrap);
const limitsHere = once(tryLimits);
const enclosures = new Map<isolation | undefined, enclosure>();

/**
 * @param isolation exactly what is to be in force; all that there is, if it is left out
 * @throws MissingIsolation if this machine does not have it
 */
export function enclosureFor(isolation?: isolation): enclosure {
  const known = enclosures.get(isolation) ?? newEnclosure(isolation);
  enclosures.set(isolation, known);
  return known;
}

function newEnclosure(isolation: isolation | undefined): enclosure {
  const permission = isolation !== "ses" && isolation !== "bubblewrap";
  const wrap = isolation === "ses" || isolation === "permission" ? NOT_ASKED : bubblewrapHere();
  const wrapped = !("why" in wrap);
  if (!wrapped && (isolation === "full" || isolation === "bubblewrap"))
    throw new MissingIsolation(`Bubblewrap cannot be used here: ${wrap.why}.`);
  const limits = limitsHere();
  const limited = !("why" in limits);
  const run = (script: string, cache: string | null): string[] => [
    ...(permission ? permissionFlags([script, ...(cache === null ? [] : [cache])]) : []),
    ...NODE_FLAGS,
    ...(cache === null ? [script] : withCache(script, cache)),
  ];
  return {
    ...layersOf({ permission, wrap, limits }),
    filter: wrapped ? wrap.filter : null,
    command: (script) => {
      const cache = cacheOf(script);
      const inner = wrapped
        ? wrap.command(script, cache, run, 3)
        : [process.execPath, ...run(script, cache)];
      return [...(limited ? limits : []), ...inner];
    },
  };
}

function once<T>(find: () => T): () => T {
  let found: { readonly value: T } | null = null;
  return () => {
    found ??= { value: find() };
    return found.value;
  };
}

function layersOf(has: {
  readonly permission: boolean;
  readonly wrap: bubblewrap | obstacle;
  readonly limits: readonly string[] | obstacle;
}): surroundings {
  const obstacles: Partial<Record<keyof typeof abouts, obstacle>> = {
    ...(!has.permission && { permission: NOT_ASKED }),
    ...("why" in has.wrap && { bubblewrap: has.wrap }),
    ...("why" in has.limits && { prlimit: has.limits }),
  };
  const names = Object.keys(abouts) as (keyof typeof abouts)[];
  return {
    in_force: names
      .filter((name) => obstacles[name] === undefined)
      .map((name) => ({ name, about: abouts[name] })),
    missing: names.flatMap((name) => {
      const obstacle = obstacles[name];
      return obstacle === undefined ? [] : [{ name, ...obstacle }];
    }),
  };
}

/** Limits that Node itself enforces. */
export const NODE_FLAGS: readonly string[] = [
  "--max-old-space-size=96",
  // A case is over before optimised code would pay for its own making.
  "--no-opt",
  "--no-addons",
  "--no-warnings",
];

/** It may read its own script, and write, spawn and load nothing. */
function permissionFlags(files: readonly string[]): string[] {
  const known = process.allowedNodeEnvironmentFlags;
  const flag = known.has("--permission") ? "--permission" : "--experimental-permission";
  return [flag, ...files.map((file) => `--allow-fs-read=${file}`)];
}

/** What is missing here of a level that somebody insists on. */
export function lacking(level: "ses" | "permission" | "full"): readonly missing_layer[] {
  const { missing } = enclosureFor();
  // SES and the permission model come with Node and with us, so they are there wherever anything is.
  return level === "full" ? missing : missing.filter(({ name }) => name === level);
}
