// Every rule that can be found broken, by the category that judges it. A test fails for the rules of its own category only,
// so that one mistake costs its own marks and no others.

export const rule_categories = {
  accounting: [
    "accounting-leak",
    "accounting-underflow",
    "wrong-alloced",
    "wrong-i_blocks",
    "i_blocks-at-evict",
    "wrong-nrpages",
    "wrong-swapped",
    // A page that nobody has paid for is what truncation overlooks.
    "data-beyond-eof",
  ],
  pages: [
    "page-leak",
    "lost-reference",
    "use-after-free",
    "bad-page",
    "wrong-mapcount",
    "bad-page-map",
    "wrong-mapping",
    "deleted-while-mapped",
    "page-left-locked",
    "page-lock",
    "charged-twice",
    "not-charged",
    "not-swapbacked",
    "mapped-beyond-eof",
    "zero-page-counted",
  ],
  data: ["dirty-loss", "dirty-delete", "zero-page-written", "not-uptodate"],
  counters: ["wrong-rss", "bad-rss", "wrong-vmstat", "not-on-lru", "lru-corrupt", "lru-twice"],
  locks: [
    "lock-leak",
    "lock-not-held",
    "unlock-not-held",
    "deadlock",
    "lock-order",
    "data-race",
    "unsafe-flag-write",
    "sleep-in-atomic",
    "fault-under-mmap-lock",
    "kmap-leak",
    "kmap-order",
  ],
  /** What a call returns is judged by the tests themselves; a BUG fails every test it happens in. */
  results: ["kernel-bug", "warning"],
} as const;

export type rule_category = keyof typeof rule_categories;

/** The rules of a category. */
export type rule_name<category extends rule_category = rule_category> =
  (typeof rule_categories)[category][number];

/** The category that judges a rule. A rule that no category names is a result that nobody expected. */
export function categoryOf(rule: string): rule_category {
  for (const [category, rules] of Object.entries(rule_categories)) {
    if ((rules as readonly string[]).includes(rule)) return category as rule_category;
  }
  return "results";
}
