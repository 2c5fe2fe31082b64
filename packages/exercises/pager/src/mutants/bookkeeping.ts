// Beliefs about pages and packets: where they belong, what they are, and when all is done.

import { ids, type mutant } from "@faultline/kit";

const COPY =
  "  return uffdio_copy(m.uffd, m.start + page, one.addr + (page - one.offset), len, 0);\n";
const OVER = "  if (missing.size === 0 && zeros.size === 0) {\n";
const SETTLED =
  "      const error = settle(m, missing, page, done);\n      if (error !== 0) return error;\n";
const SKIP = `    while (page + len < last && missing.has(page + len)) len += PAGE_SIZE;
    if (len === 0) {
      page += PAGE_SIZE;
      continue;
    }
`;

export const bookkeeping_mutants: readonly mutant[] = [
  {
    id: "to-the-beginning",
    belief: "Where a packet belongs is where the region begins.",
    origin: "own",
    killed_by: ids(`
      page-by-page reader-goes-on several-pages-a-packet several-packets-a-run memory-of-a-file
      all-who-wait left-asleep-by-others left-asleep-inside-a-packet first-who-waits
      touched-in-the-middle-of-a-run unmapped-unannounced not-now-for-long not-before-the-last-page
      not-before-all-is-placed pages-that-come-twice given-up-at-the-last-moment after-the-end
    `),
    edits: [
      { find: COPY, replace: COPY.replace("m.start + page", "m.start + (page - one.offset)") },
    ],
  },
  {
    id: "copies-zeros",
    belief: "Zeros are bytes like others.",
    origin: "own",
    killed_by: ids("zeros-cost-nothing zeros-in-part zeros-by-the-run"),
    edits: [
      {
        find: "  if (one.zero) return uffdio_zeropage(m.uffd, m.start + page, len, 0);\n",
        replace: "",
      },
    ],
  },
  {
    id: "one-zero-page",
    belief: "A packet of zeros is one page.",
    origin: "own",
    killed_by: ids("zeros-in-part zeros-by-the-run"),
    edits: [
      {
        find: "  if (one.zero) return uffdio_zeropage(m.uffd, m.start + page, len, 0);\n",
        replace:
          "  if (one.zero) {\n    const done = uffdio_zeropage(m.uffd, m.start + page, PAGE_SIZE, 0);\n    return done > 0 ? len : done;\n  }\n",
      },
    ],
  },
  {
    id: "one-packet-a-run",
    belief: "A run receives a packet; the next packet is for the next run.",
    origin: "own",
    killed_by: ids(`
      given-back several-packets-a-run memory-of-a-file all-who-wait dropped-unannounced
      not-before-the-last-page not-before-all-is-placed without-what-was-given-up
      ends-after-a-page-was-dropped pages-that-come-twice given-up-at-the-last-moment after-the-end
    `),
    edits: [
      {
        find: "    for (let one = recv_page(m.socket); one !== null; one = recv_page(m.socket)) packets.push(one);\n",
        replace: "    const one = recv_page(m.socket);\n    if (one !== null) packets.push(one);\n",
      },
    ],
  },
  {
    id: "first-page-of-a-packet",
    belief: "A packet is a page.",
    origin: "own",
    killed_by: ids(`
      others-fill-too several-pages-a-packet newer-data-stays dropped-before-it-came dropped-again
      part-is-unmapped unmapped-unannounced others-filled-several zeros-in-part unread-in-the-middle
      areas-that-differ without-what-was-given-up pages-that-come-twice zeros-by-the-run
    `),
    edits: [
      {
        find: "  const last = one.offset + one.len;\n",
        replace: "  const last = one.offset + PAGE_SIZE;\n",
      },
    ],
  },
  {
    id: "everything-that-comes-goes-in",
    belief: "What the source sends is put in; the kernel refuses what is there already.",
    origin: "own",
    killed_by: ids("dropped-before-it-came dropped-again"),
    edits: [
      { find: `    let len = 0;\n${SKIP}`, replace: "    const len = last - page;\n" },
      { find: SETTLED, replace: `${SETTLED}      page += PAGE_SIZE;\n` },
    ],
  },
  {
    id: "copies-newer-over-older",
    belief: "What arrives last is right: make room for it.",
    origin: "own",
    killed_by: ids(`
      others-fill-too newer-data-stays dropped-before-it-came dropped-again part-is-unmapped
      unmapped-unannounced others-filled-several zeros-in-part pages-that-come-twice
    `),
    edits: [
      {
        find: SKIP,
        replace:
          "    while (page + len < last && missing.has(page + len)) len += PAGE_SIZE;\n    if (len === 0) break;\n",
      },
    ],
  },
  {
    id: "never-over",
    belief: "A region that has all its pages has no more faults: there is nothing to do about it.",
    origin: "own",
    killed_by: ids(`
      given-back dropped-before-it-came dropped-again not-before-the-last-page not-before-all-is-placed
      without-what-was-given-up ends-after-a-page-was-dropped pages-that-come-twice
      given-up-at-the-last-moment after-the-end
    `),
    edits: [{ find: OVER, replace: "  if (missing.size < 0) {\n" }],
  },
  {
    id: "over-when-quiet",
    belief: "When nobody waits and nothing is left to be put in, the migration is over.",
    origin: "own",
    killed_by: ids(`
      page-by-page dropped-reads-as-zeros several-pages-a-packet newer-data-stays first-who-waits
      touched-in-the-middle-of-a-run asks-for-nothing-that-came dropped-before-it-came
      touched-after-it-was-dropped dropped-again dropped-unannounced part-is-unmapped zeros-not-now
      not-before-the-last-page without-what-was-given-up ends-after-a-page-was-dropped
      pages-that-come-twice
    `),
    edits: [
      {
        find: OVER,
        replace:
          "  if (packets.length === 0 && zeros.size === 0 && missing.size < m.len / PAGE_SIZE) {\n",
      },
    ],
  },
  {
    id: "over-when-received",
    belief: "When the last page has arrived, the source is not needed any more, and neither am I.",
    origin: "own",
    killed_by: ids("not-before-all-is-placed"),
    edits: [
      {
        find: "let end: number | null = null;\n",
        replace: "let end: number | null = null;\nconst seen = new Set<number>();\n",
      },
      {
        find: OVER,
        replace:
          "  for (const one of packets) {\n    for (let i = 0; i < one.len; i += PAGE_SIZE) seen.add(one.offset + i);\n  }\n  if ([...missing].every((page) => seen.has(page)) && zeros.size === 0) {\n",
      },
    ],
  },
  {
    id: "counts-what-comes",
    belief: "When as many pages have come as the region has, all are here.",
    origin: "own",
    killed_by: ids("without-what-was-given-up"),
    edits: [
      {
        find: "let end: number | null = null;\n",
        replace: "let end: number | null = null;\nlet come = 0;\n",
      },
      { find: "    packets.shift();\n", replace: "    packets.shift();\n    come += one.len;\n" },
      { find: OVER, replace: "  if (come >= m.len) {\n" },
    ],
  },
  {
    id: "waits-for-what-is-gone",
    belief: "The migration is over when I have filled every page of the region.",
    origin: "own",
    killed_by: ids("dropped-before-it-came dropped-again without-what-was-given-up"),
    edits: [
      {
        find: "let end: number | null = null;\n",
        replace: "let end: number | null = null;\nlet filled = 0;\n",
      },
      { find: "      page += done;\n", replace: "      page += done;\n      filled += done;\n" },
      { find: OVER, replace: "  if (filled === m.len && zeros.size === 0) {\n" },
    ],
  },
  {
    id: "ends-every-time",
    belief: "To stop watching twice does no harm, so every run does all of its work.",
    origin: "own",
    killed_by: ids("after-the-end"),
    edits: [
      {
        find: "    end = 0;\n",
        replace: "    uffdio_wake(m.uffd, m.start, m.len);\n",
      },
    ],
  },
  {
    id: "wakes-to-be-safe",
    belief: "A wake too many does no harm: wake everybody in every run.",
    origin: "own",
    killed_by: ids(`
      reader-goes-on asks-for-what-is-missed dropped-reads-as-zeros all-who-wait first-who-waits
      touched-in-the-middle-of-a-run asks-once-in-all-runs asks-for-nothing-else
      asks-for-nothing-that-came dropped-while-awaited touched-after-it-was-dropped dropped-again
      dropped-unannounced zeros-not-now ends-after-a-page-was-dropped pages-that-come-twice
      zeros-by-the-run idle-runs
    `),
    edits: [
      {
        find: "  let error = 0;\n  let news = true;\n",
        replace: "  let error = 0;\n  let news = true;\n  uffdio_wake(m.uffd, m.start, m.len);\n",
      },
    ],
  },
  {
    id: "wakes-what-is-there",
    belief:
      "Somebody may have fallen asleep in front of a page that is there: I look after them in every run.",
    origin: "own",
    killed_by: ids(`
      dropped-reads-as-zeros asks-for-nothing-that-came touched-after-it-was-dropped dropped-again
      dropped-unannounced zeros-not-now ends-after-a-page-was-dropped zeros-by-the-run no-storm
    `),
    edits: [
      {
        find: "  let error = 0;\n  let news = true;\n",
        replace:
          "  let error = 0;\n  let news = true;\n  for (const page of every_page(m)) {\n    if (!missing.has(page)) uffdio_wake(m.uffd, m.start + page, PAGE_SIZE);\n  }\n",
      },
    ],
  },
  {
    id: "forgets-from-run-to-run",
    belief: "Each run finds out by itself what there is to do.",
    origin: "own",
    killed_by: ids(`
      dropped-reads-as-zeros asks-for-nothing-that-came dropped-before-it-came
      touched-after-it-was-dropped dropped-again dropped-unannounced zeros-not-now
      not-before-the-last-page without-what-was-given-up ends-after-a-page-was-dropped
      pages-that-come-twice zeros-by-the-run
    `),
    edits: [{ find: "  missing ??= every_page(m);\n", replace: "  missing = every_page(m);\n" }],
  },
  {
    id: "packets-of-one-run",
    belief: "What has arrived is put in at once, so nothing has to be kept.",
    origin: "own",
    killed_by: ids(`
      too-early-now unread-in-the-middle not-now-for-long not-before-all-is-placed
    `),
    edits: [
      {
        find: "  let error = 0;\n  let news = true;\n",
        replace: "  let error = 0;\n  let news = true;\n  packets.length = 0;\n",
      },
    ],
  },
  {
    id: "notes-nothing",
    belief: "The kernel knows which pages are there; I need not.",
    origin: "own",
    killed_by: ids(`
      given-back dropped-before-it-came dropped-again dropped-unannounced not-before-the-last-page
      not-before-all-is-placed without-what-was-given-up ends-after-a-page-was-dropped
      pages-that-come-twice given-up-at-the-last-moment after-the-end
    `),
    edits: [
      {
        find: "      for (let i = 0; i < done; i += PAGE_SIZE) missing.delete(page + i);\n",
        replace: "",
      },
    ],
  },
  {
    id: "the-end-is-the-end",
    belief: "When the region is given back, there is nothing more to be heard of it.",
    origin: "own",
    killed_by: ids("given-up-at-the-last-moment"),
    edits: [{ find: "    while (uffd_read(m.uffd) !== null);\n", replace: "" }],
  },
  {
    id: "gives-back-one-page",
    belief: "The region is known by its first page.",
    origin: "own",
    killed_by: ids(`
      given-back dropped-before-it-came dropped-again not-before-the-last-page not-before-all-is-placed
      without-what-was-given-up ends-after-a-page-was-dropped pages-that-come-twice
      given-up-at-the-last-moment after-the-end
    `),
    edits: [
      {
        find: "uffdio_unregister(m.uffd, m.start, m.len);",
        replace: "uffdio_unregister(m.uffd, m.start, PAGE_SIZE);",
      },
    ],
  },
];
