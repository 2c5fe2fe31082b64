// The words that claims are made of. The list is closed: what is not in it is a mistake in the claim.

import { rule_categories } from "../rules.ts";

export const pte_bits = [
  "present",
  "protnone",
  "write",
  "dirty",
  "special",
  "uffd_wp",
  "swap",
  "marker",
] as const;
export type pte_bit = (typeof pte_bits)[number];

export const flags = [
  "locked",
  "referenced",
  "uptodate",
  "dirty",
  "lru",
  "active",
  "swapbacked",
  "unevictable",
  "mlocked",
] as const;
export type flag = (typeof flags)[number];

export const ledger_names = [
  "used_blocks",
  "Committed_AS",
  "alloced",
  "i_blocks",
  "nrpages",
  "NR_FILE_PAGES",
  "NR_SHMEM",
  "pages",
] as const;

export const rss_names = ["MM_FILEPAGES", "MM_ANONPAGES", "MM_SWAPENTS", "MM_SHMEMPAGES"] as const;

export const vmstat_names = [
  "NR_FILE_PAGES",
  "NR_SHMEM",
  "NR_FILE_MAPPED",
  "NR_ANON_MAPPED",
  "NR_MLOCK",
] as const;

type categories = typeof rule_categories;
/** A rule of which the kernel itself may complain. */
export type rule = categories[keyof categories][number];
export const rules: readonly string[] = Object.values(rule_categories).flat();

/** The most that a file of tests may ask for: an honest one is far below each. */
export const limits = {
  tests: 50,
  ops: 40,
  /** Operations of all tests together, those of other CPUs included: each is done on every version. */
  all_ops: 300,
  claims: 60,
  rivals: 8,
  /** Pages: of a file, of a mount, and of what an operation is about. */
  pages: 16,
  name: 100,
} as const;
