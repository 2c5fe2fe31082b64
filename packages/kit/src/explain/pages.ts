// Rules about who holds a page, and what it says of itself.

import type { rule_name } from "../rules.ts";
import type { chapter, explanation } from "./types.ts";

const unlocked_twice: chapter = {
  version: "the first draft of a fix for a page that was left with its caller",
  by: "Hugh Dickins",
  on: "2021-04-28",
  said: "Peter Xu saw that the page need not be unlocked there; Hugh that it must not be, since a page that was handed back has not been locked yet.",
};

const size_checks: chapter = {
  version: "Linux before 2018",
  by: "Andrea Arcangeli",
  on: "2018-11-26",
  said: "Whoever writes a pte for a page of tmpfs has to ask for the size of the file under the page-table lock, or a truncation can miss it.",
};

type part = Readonly<Record<string, explanation>>;

const references = {
  "page-leak": {
    says: "Every reference to a page has a holder who will drop it.",
    why: "A page is free when its last reference goes. One that nobody will drop keeps the page in use until the machine is switched off; no counter of any file or program shows it.",
    look: "For each way out: who holds the page then, and have you dropped what was only yours?",
    kernel: null,
    history: [],
    terms: ["refcount", "page frame"],
  },
  "lost-reference": {
    says: "Whoever uses a page holds a reference to it.",
    why: "A pte or a page cache that has no reference of its own looks at a page that may be freed and given to somebody else at any moment: one program then reads and writes another's memory.",
    look: "The reference that you held becomes the pte's. Do you drop it all the same?",
    kernel: "BUG: Bad page state, when the page is freed under its user",
    history: [],
    terms: ["refcount", "PTE"],
  },
  "use-after-free": {
    says: "Nobody touches a page that is free.",
    why: "A free page belongs to whoever asks next. A reference that is taken or dropped after the last one has gone is counted on somebody else's page.",
    look: "After which call do you no longer own the page, and what do you still do with it?",
    kernel: "with CONFIG_DEBUG_VM: page dumped because: VM_BUG_ON_PAGE(...) on its reference count",
    history: [],
    terms: ["refcount"],
  },
  "bad-page": {
    says: "A page that is freed belongs to nobody: unlocked, unmapped, in no file.",
    why: "The next owner gets the page as it is. A lock that was never given back makes it wait for ever, a mapping that was never cut lets two programs share a page.",
    look: "What have you set on the page, or entered it in, before the failure, and what of it is undone before the page is dropped?",
    kernel: "BUG: Bad page state",
    history: [],
    terms: ["page", "page lock"],
  },
} satisfies part;

const mappings = {
  "wrong-mapcount": {
    says: "_mapcount is the number of ptes that map the page.",
    why: "Reclaim asks this number whether a page is mapped. Too low, and a page is taken that a program still uses; too high, and it can never be taken.",
    look: "Is the page told of the pte exactly once on the way on which the pte is written, and on no other?",
    kernel: "BUG: Bad page map, when the last pte is cut",
    history: [],
    terms: ["mapcount", "rmap"],
  },
  "bad-page-map": {
    says: "No pte is cut that was never counted, and each leads to a page that there is.",
    why: "The count of mappings falls below none. From then on everything that relies on it is wrong for this page: reclaim takes it while it is mapped, or never.",
    look: "Between writing the pte and counting it there may be nothing that returns. Is the count made at all?",
    kernel: "BUG: Bad page map",
    history: [],
    terms: ["mapcount", "PTE"],
  },
  "wrong-mapping": {
    says: "A page in a file's cache knows which file it is in, and where.",
    why: "Reverse mapping, truncation and write-out all begin with the page and ask it for its file and index. With the wrong answer they look in the wrong place and find nothing.",
    look: "The page cache writes these two fields. What writes them besides?",
    kernel: null,
    history: [],
    terms: ["page cache", "mapping", "rmap"],
  },
  "deleted-while-mapped": {
    says: "A page is unmapped before it is taken out of its file.",
    why: "Once it is out of the cache, nobody finds the ptes that still lead to it. Programs go on writing to a page that belongs to no file any more, and what they write is lost.",
    look: "Can the page be mapped already when you take it back?",
    kernel: "BUG: Bad page cache, or with CONFIG_DEBUG_VM: VM_BUG_ON_PAGE(page_mapped(page))",
    history: [],
    terms: ["page cache", "rmap"],
  },
  "mapped-beyond-eof": {
    says: "No pte maps a page beyond the end of its file.",
    why: "Truncation makes the file shorter first and cuts ptes afterwards, one lock at a time. A pte that is written behind it, for a size that was true a moment ago, is never cut: the program keeps a page that the file no longer has.",
    look: "Is the size read while the lock of the pte is held?",
    kernel: null,
    history: [size_checks],
    terms: ["i_size", "truncate", "ptl"],
  },
  "zero-page-counted": {
    says: "The page of zeros is mapped by a special pte, and never counted.",
    why: "Everybody maps the same page, so nobody counts it. Without the special bit the pte looks like any other, and what was never counted is counted back when it is cut.",
    look: "Which bit of the pte says that there is no page behind it to be counted?",
    kernel: "BUG: Bad page map",
    history: [],
    terms: ["zero page", "PTE"],
  },
} satisfies part;

const flags = {
  "page-left-locked": {
    says: "Who locks a page unlocks it, on every way out.",
    why: "The next one who needs the page waits for ever: a reader of the file, a fault, reclaim. The machine does not stop; it becomes silent, one program after the other.",
    look: "Which return stands between locking the page and unlocking it?",
    kernel: "INFO: task blocked for more than 120 seconds",
    history: [],
    terms: ["page lock"],
  },
  "page-lock": {
    says: "A page is locked when it goes into a file, and only who holds its lock unlocks it.",
    why: "The lock keeps readers away from a page that is not finished. Without it they find half a page; and unlocking what is not yours lets in whoever was kept out by somebody else.",
    look: "Has this page been locked on every way that leads to this line?",
    kernel: "with CONFIG_DEBUG_VM: VM_BUG_ON_PAGE(!PageLocked(page))",
    history: [unlocked_twice],
    terms: ["page lock", "retry"],
  },
  "charged-twice": {
    says: "A page is charged to one control group, once.",
    why: "The second charge is never given back. The group's limit shrinks with each such page, until its programs are killed for memory that nobody has.",
    look: "The page cache charges what is added to it. Do you charge the page, too?",
    kernel: "with CONFIG_DEBUG_VM: VM_BUG_ON_PAGE(...) in commit_charge()",
    history: [],
    terms: ["memcg"],
  },
  "not-charged": {
    says: "A page that is in use is charged to a control group.",
    why: "Limits of memory hold only if every page counts. A page that nobody pays for lets a program have more than its group allows.",
    look: "A new page that is to become anonymous memory: on which line is it charged, and can that fail?",
    kernel: null,
    history: [],
    terms: ["memcg", "anonymous memory"],
  },
  "not-swapbacked": {
    says: "A page of tmpfs says that it would go to the swap area, before it goes into its file.",
    why: "The flag decides on which list reclaim puts the page, under which name it is counted, and how it is written out. Set too late, the page is counted as one kind and uncounted as another.",
    look: "What must be true of the page before others can find it?",
    kernel: "with CONFIG_DEBUG_VM: VM_BUG_ON_PAGE(!PageSwapBacked(page))",
    history: [],
    terms: ["tmpfs", "LRU"],
  },
} satisfies part;

export const pages: Readonly<Record<rule_name<"pages">, explanation>> = {
  ...references,
  ...mappings,
  ...flags,
};
