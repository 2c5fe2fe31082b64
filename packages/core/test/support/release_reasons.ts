// Why the two releases answer differently: for each reason, how it shows first, and what it may change after.

import type { op, release_rules, run, scenario } from "../../src/index.ts";

export type rule = Exclude<keyof release_rules, "name">;

/** One field of one observation in which the releases differ. */
export interface difference {
  readonly scenario: scenario;
  /** Null for the set-up and for the end. */
  readonly op: op | null;
  readonly step: number;
  readonly field: string;
  /** In 6.18. */
  readonly later: unknown;
  /** In 5.14. */
  readonly earlier: unknown;
}

/** Whatever a program can learn of a run, step by step; the last step is the end. */
export const told = (run: run): { readonly [field: string]: unknown }[] => [
  ...run.steps.map(({ r, seen }) => ({ r, ...seen })),
  { end: run.end, dmesg: run.machine.dmesg },
];

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Where two runs of a scenario differ, from the first step on; what an operation returned comes first. */
export function differences(scenario: scenario, later: run, earlier: run): difference[] {
  const old = told(earlier);
  return told(later).flatMap((seen, step) =>
    Object.keys(seen)
      .filter((field) => !same(seen[field], old[step]?.[field]))
      .map((field) => {
        const op = scenario.ops[step - 1] ?? null;
        return { scenario, op, step, field, later: seen[field], earlier: old[step]?.[field] };
      }),
  );
}

export interface reason {
  /** The rule of release.ts that is responsible. */
  readonly rule: rule;
  /** What a program notices. */
  readonly because: string;
  /** A scenario in which it shows. */
  readonly example: string;
  /** Whether it shows here for the first time, or once more. */
  readonly begins: (d: difference) => boolean;
  /** Fields that may differ from then on. */
  readonly may_change: "everything" | readonly string[];
}

interface returned {
  readonly ret?: number;
  readonly err?: string;
  readonly reg?: string;
  readonly api?: string;
  readonly ioctls?: string | null;
}
const later = (d: difference) => d.later as returned;
const earlier = (d: difference) => d.earlier as returned;

const returns = (d: difference, ...ops: readonly (op["op"] | "set-up")[]): boolean =>
  d.field === "r" && ops.includes(d.op?.op ?? "set-up");
const modes = ({ op }: difference): readonly string[] =>
  op !== null && "mode" in op ? (op.mode ?? []) : [];
const wants_wp = (d: difference): boolean =>
  (d.op === null ? (d.scenario.register ?? []) : modes(d)).includes("wp");
const private_anon = ({ scenario: { region } }: difference): boolean =>
  region.backing === "anon" && region.sharing === "private";
const later_feature = (scenario: scenario): boolean =>
  (scenario.features ?? []).includes("wp_unpopulated");

/** Pages that both releases have, as their letters: [6.18, 5.14]. */
const pages = (d: difference): [string, string][] =>
  (d.later as string[])
    .map((page, i): [string, string] => [page, (d.earlier as string[])[i] ?? ""])
    .filter(([a, b]) => a.includes("|") && b.includes("|"));
/** Whether a page differs in these flags, and in nothing else. */
const differ_in = (d: difference, flags: RegExp): boolean =>
  ["pg", "fc"].includes(d.field) &&
  pages(d).some(([a, b]) => a !== b && a.replace(flags, "") === b.replace(flags, ""));
const accounted = (vmas: unknown): number =>
  (vmas as [number, number, string][]).filter(([, , flags]) => flags.includes("ac")).length;

export const reasons: readonly reason[] = [
  {
    rule: "poison_and_move",
    because: "REGISTER offers POISON and MOVE too",
    example: "b/ap-rw-m-hole-copy",
    begins: (d) =>
      returns(d, "set-up", "register") &&
      same({ ...later(d), ioctls: null }, { ...earlier(d), ioctls: null }),
    may_change: [],
  },
  {
    rule: "poison_and_move",
    because: "POISON is not an ioctl yet, and nothing is poisoned",
    example: "b/ap-rw-m-hole-poison",
    begins: (d) =>
      returns(d, "poison") && earlier(d).err === "EINVAL" && !later_feature(d.scenario),
    may_change: "everything",
  },
  {
    rule: "poison_and_move",
    because: "CONTINUE does not know the mode WP, and maps nothing",
    example: "b/ap-rw-0-mapr-contwp",
    begins: (d) => returns(d, "continue") && wants_wp(d) && !later_feature(d.scenario),
    may_change: "everything",
  },
  {
    rule: "uffd_features",
    because: "the feature WP_UNPOPULATED is unknown, so UFFDIO_API fails and no other ioctl works",
    example: "b/ap-rw-w-mark-copy",
    begins: (d) => returns(d, "set-up") && later_feature(d.scenario) && earlier(d).api === "EINVAL",
    may_change: "everything",
  },
  {
    rule: "wp_shmem",
    because: "memory of a file cannot be registered for write protection, so it is not registered",
    example: "b/ss-rw-mw-hole-cont",
    begins: (d) =>
      returns(d, "set-up", "register") &&
      wants_wp(d) &&
      !private_anon(d) &&
      (earlier(d).err ?? earlier(d).reg) === "EINVAL",
    may_change: "everything",
  },
  {
    rule: "wp_shmem",
    because: "COPY with mode WP leaves a page alone that cannot be written anyway",
    example: "b/ap-r-w-hole-copywp",
    begins: (d) =>
      d.op?.op === "copy" &&
      d.field === "pg" &&
      wants_wp(d) &&
      private_anon(d) &&
      !later_feature(d.scenario),
    may_change: ["pg"],
  },
  {
    rule: "fill_sets_page_dirty",
    because: "a page that a fill adds to a file is PG_dirty, not only its pte",
    example: "b/as-rw-m-hole-copy2",
    begins: (d) =>
      ["copy", "zeropage"].includes(d.op?.op ?? "") && differ_in(d, /d(?=[A-Za-z]*\|)/),
    may_change: ["pg", "fc"],
  },
  {
    rule: "remove_needs_maywrite",
    because: "MADV_REMOVE takes a mapping that is writable now",
    example: "b/ss-r-0-mapr-remove",
    begins: (d) => returns(d, "remove") && earlier(d).err === "EACCES",
    may_change: "everything",
  },
  {
    rule: "mprotect_unaccounts",
    because: "memory that was never touched stays paid for when it becomes read-only",
    example: "b/ap-rw-n-hole-mprot-r",
    begins: (d) =>
      d.op?.op === "mprotect" && d.field === "vma" && accounted(d.later) < accounted(d.earlier),
    may_change: ["vma"],
  },
  {
    rule: "mlock_by_rmap",
    because:
      "mlock(2) uses a page before it takes it off the lists, so that it is no longer REFERENCED",
    example: "b/ss-rw-0-mapr-mlock",
    begins: (d) => d.op?.op === "mlock" && differ_in(d, /r(?=[A-Za-z]*\|)/),
    may_change: ["pg", "fc"],
  },
];

/** The reasons that show in a scenario, and the differences that none of them accounts for. */
export function explain(all: readonly difference[]): {
  readonly shown: readonly reason[];
  readonly unexplained: readonly difference[];
} {
  const shown = new Set<reason>();
  const unexplained = all.filter((d) => {
    const beginning = reasons.filter((reason) => reason.begins(d));
    for (const reason of beginning) shown.add(reason);
    const covered = [...shown].some(
      (r) => r.may_change === "everything" || r.may_change.includes(d.field),
    );
    return beginning.length === 0 && !covered;
  });
  return { shown: [...shown], unexplained };
}
