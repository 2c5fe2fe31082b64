// Rules about numbers that programs and administrators read, and lists that reclaim reads.

import type { rule_name } from "../rules.ts";
import type { chapter, explanation } from "./types.ts";

const counted_too_early: chapter = {
  version: "versions 1 to 3 of the patch",
  by: "Hugh Dickins",
  on: "2021-04-16",
  said: "The counter is chosen by asking the page what it is, and it was asked before it had become anonymous: counted as a page of a file, it is uncounted as anonymous memory.",
};

const asked_the_area: chapter = {
  version: "versions 1 to 3 of the patch",
  by: "Hugh Dickins",
  on: "2021-04-16",
  said: "What kind of page it is was read off the mapping, but a private copy over a file of tmpfs brings a page that belongs to no file: it was counted as mapped from a file, and reclaim could never have swapped it out.",
};

export const counters: Readonly<Record<rule_name<"counters">, explanation>> = {
  "wrong-rss": {
    says: "A program's counts of resident pages are those of its ptes, kind by kind.",
    why: "These numbers are what top(1) shows and what the kernel goes by when it must kill somebody for memory. A page that is counted under one kind and uncounted under another leaves one number too high for ever and the other too low.",
    look: "mm_counter() asks the page what it is. Has it become that yet?",
    kernel: "BUG: Bad rss-counter state, when the program ends",
    history: [counted_too_early],
    terms: ["RSS", "anonymous memory"],
  },
  "bad-rss": {
    says: "When a program has ended, its counts of resident pages are zero.",
    why: "All its ptes have been cut, each counted back under the kind that its page has then. What is left was counted wrongly when the page came.",
    look: "Which page was counted as something that it was not at that moment?",
    kernel: "BUG: Bad rss-counter state",
    history: [counted_too_early],
    terms: ["RSS"],
  },
  "wrong-vmstat": {
    says: "The machine's own counts are those of its pages: in files, on tmpfs, mapped from files, anonymous, locked into memory.",
    why: "/proc/meminfo shows them, and reclaim decides by them what to take from whom. A wrong number stays wrong until the machine is started anew.",
    look: "By which fact do you choose how the page is mapped: by the mapping, or by what the page is?",
    kernel: null,
    history: [asked_the_area],
    terms: ["rmap", "mlock", "page cache"],
  },
  "not-on-lru": {
    says: "A page that is in use is on a list of reclaim.",
    why: "Reclaim finds pages by these lists and by nothing else. A page that is on none stays in memory whatever happens.",
    look: "A new page is on no list. Who puts it on one, and when must nobody do it?",
    kernel: null,
    history: [],
    terms: ["LRU", "reclaim"],
  },
  "lru-corrupt": {
    says: "A page that says it is on a list of reclaim is on one, once.",
    why: "The lists are chains through the pages themselves. A page that is entered twice, or freed while it is on one, breaks the chain for all others.",
    look: "Has the page been on a list before it came to you?",
    kernel: "list_add corruption, or list_del corruption",
    history: [],
    terms: ["LRU"],
  },
  "lru-twice": {
    says: "Only a page that is on no list of reclaim is put on one.",
    why: "A page that the file has had for a while is on a list already. Put there again, it is in the chain twice, and the chain leads in a circle.",
    look: "Which of your callers bring a page that reclaim has never heard of, and how do they say so?",
    kernel: "with CONFIG_DEBUG_VM: VM_BUG_ON_PAGE(PageLRU(page))",
    history: [],
    terms: ["LRU"],
  },
};
