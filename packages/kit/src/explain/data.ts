// Rules about bytes: none may be lost, and none may be seen that nobody wrote.

import type { rule_name } from "../rules.ts";
import type { explanation } from "./types.ts";

export const data: Readonly<Record<rule_name<"data">, explanation>> = {
  "dirty-loss": {
    says: "A page with data that is nowhere else says so, itself or by a pte.",
    why: "Reclaim drops a clean page without writing it anywhere, as it can be had again. Data that came from a copy cannot: the program reads zeros where it has read its bytes a moment before.",
    look: "Who has written to this page last, and by which bit does reclaim learn of it?",
    kernel: null,
    history: [
      {
        version: "Linux before 2018, where the mapping may only be read",
        by: "Andrea Arcangeli",
        on: "2018-11-26",
        said: "A page that was filled through a mapping without the right to write was clean for everybody, and reclaim dropped its data; it has to be marked dirty.",
      },
    ],
    terms: ["dirty", "reclaim"],
  },
  "dirty-delete": {
    says: "A page is not marked dirty while it may still be taken out of its file.",
    why: "Dirty means: there is data to be written. To delete such a page is to throw data away, and Linux says so. A fill that has failed has no data; it must not have said that it had.",
    look: "At which line can nothing fail any more? Is the page marked before it?",
    kernel: "WARNING in unaccount_page_cache_page(), on tmpfs too until 2022",
    history: [
      {
        version: "versions 1 to 3 of the patch",
        by: "Hugh Dickins",
        on: "2021-04-16",
        said: "The installer marked the page dirty before it could fail, and the line that took the mark back was gone. He asked the fill itself to mark the page, when all has gone well.",
      },
    ],
    terms: ["dirty", "page cache"],
  },
  "zero-page-written": {
    says: "Nobody writes to the page of zeros.",
    why: "Every program that has asked for zeros reads this one page. A single byte in it shows in all of them at once.",
    look: "Which pte may a program write through, and which page does it lead to?",
    kernel: null,
    history: [],
    terms: ["zero page", "copy-on-write"],
  },
  "not-uptodate": {
    says: "A page says that its contents are defined when they are, and before it can be found.",
    why: "Whoever finds a page without the mark must not look at it, or fills it himself: with zeros, over the bytes that were copied. And a mark that comes before the bytes shows another CPU what was in the page before.",
    look: "In which order do these three happen: the bytes are there, the page says so, others can find it?",
    kernel: null,
    history: [],
    terms: ["uptodate", "page cache"],
  },
};
