// Where to read about each rule: a page of the site, and the heading on it.

import type { rule_category, rule_name } from "./rules.ts";

const books = "/lessons/accounting#five-numbers";
const payment = "/lessons/shmem-mcopy#paying-and-counting-are-two-things";
const steps = "/lessons/shmem-mcopy#eight-steps";
const dirty = "/lessons/shmem-mcopy#dirty";
const in_your_hands = "/lessons/shmem-mcopy#the-page-in-your-hands";
const holding = "/lessons/continue#what-you-hold";
const belongings = "/lessons/anon-copy#what-belongs-to-whom";
const four_books = "/lessons/install-pte#four-books";
const under_the_lock = "/lessons/install-pte#the-lock-and-what-may-be-asked-only-under-it";
const zeros = "/lessons/zeropage#one-page-for-everybody";
const ways_out = "/lessons/zeropage#every-way-out-gives-the-lock-back";
const waiting = "/lessons/retry-loop#why-nobody-may-wait-under-the-lock";
const locks = "/glossary#locks";

/** A rule without a lesson, or a lesson for what is no rule, does not compile. */
export const lessons: {
  readonly [category in rule_category]: Readonly<Record<rule_name<category>, string>>;
} = {
  accounting: {
    "accounting-leak": payment,
    "accounting-underflow": payment,
    "wrong-alloced": books,
    "wrong-i_blocks": books,
    "i_blocks-at-evict": books,
    "wrong-nrpages": "/lessons/accounting#huge-pages",
    "wrong-swapped": books,
    "data-beyond-eof": steps,
  },
  pages: {
    "page-leak": in_your_hands,
    "lost-reference": holding,
    "use-after-free": holding,
    "bad-page": steps,
    "wrong-mapcount": four_books,
    "bad-page-map": four_books,
    "wrong-mapping": steps,
    "deleted-while-mapped": steps,
    "page-left-locked": holding,
    "page-lock": holding,
    "charged-twice": belongings,
    "not-charged": belongings,
    "not-swapbacked": in_your_hands,
    "mapped-beyond-eof": under_the_lock,
    "zero-page-counted": zeros,
  },
  data: {
    "dirty-loss": dirty,
    "dirty-delete": dirty,
    "zero-page-written": zeros,
    "not-uptodate": "/lessons/anon-copy#before-anybody-can-find-it",
  },
  counters: {
    "wrong-rss": four_books,
    "bad-rss": four_books,
    "wrong-vmstat": four_books,
    "not-on-lru": four_books,
    "lru-corrupt": four_books,
    "lru-twice": four_books,
  },
  locks: {
    "lock-leak": ways_out,
    "lock-not-held": under_the_lock,
    "unlock-not-held": ways_out,
    deadlock: waiting,
    "lock-order": locks,
    "data-race": "/lessons/accounting#correcting",
    "unsafe-flag-write": in_your_hands,
    "sleep-in-atomic": locks,
    "fault-under-mmap-lock": waiting,
    "kmap-leak": belongings,
    "kmap-order": belongings,
  },
  results: {
    // Most of the ways to stop the machine break the contract between a fill and its caller.
    "kernel-bug": "/lessons/anon-copy#two-rounds-one-function",
    warning: "/lessons/review-lab#a-review-is-a-search",
  },
};

const pages: ReadonlyMap<string, string> = new Map(
  Object.values(lessons).flatMap((category) => Object.entries(category)),
);

/** The page to read about a rule, with its heading; undefined for a rule that no category names. */
export const lessonOf = (rule: string): string | undefined => pages.get(rule);
