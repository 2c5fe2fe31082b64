// Beliefs about messages: who waits, and what the program gives up.

import { ids, type mutant } from "@faultline/kit";

export const event_mutants: readonly mutant[] = [
  {
    id: "one-message-a-run",
    belief: "A run reads a message; the next message is for the next run.",
    origin: "own",
    killed_by: ids("asks-for-what-is-missed all-who-wait"),
    edits: [
      {
        find: "  for (let one = uffd_read(m.uffd); one !== null; one = uffd_read(m.uffd)) {\n",
        replace: "  const one = uffd_read(m.uffd);\n  if (one !== null) {\n",
      },
    ],
  },
  {
    id: "never-asks",
    belief: "The source sends all pages anyway.",
    origin: "own",
    killed_by: ids(`
      reader-goes-on asks-for-what-is-missed all-who-wait first-who-waits touched-in-the-middle-of-a-run
      asks-once-in-all-runs asks-for-nothing-else pages-that-come-twice
    `),
    edits: [{ find: "    request_page(m.socket, page);\n", replace: "" }],
  },
  {
    id: "asks-for-every-message",
    belief: "Each message is answered by a request.",
    origin: "own",
    killed_by: ids("asks-for-what-is-missed asks-once-in-all-runs"),
    edits: [{ find: "  } else if (!asked.has(page)) {\n", replace: "  } else {\n" }],
  },
  {
    id: "asks-once-a-run",
    belief: "Within a run I ask once for each page; what happened in other runs is over.",
    origin: "own",
    killed_by: ids("asks-once-in-all-runs dropped-while-awaited"),
    edits: [
      {
        find: "  let error = 0;\n  let news = true;\n",
        replace: "  let error = 0;\n  let news = true;\n  asked.clear();\n",
      },
    ],
  },
  {
    id: "asks-for-all",
    belief: "The sooner I have asked for everything, the sooner it is here.",
    origin: "own",
    killed_by: ids(`
      reader-goes-on asks-for-what-is-missed newer-data-stays all-who-wait left-asleep-inside-a-packet
      first-who-waits touched-in-the-middle-of-a-run asks-once-in-all-runs asks-for-nothing-else
      pages-that-come-twice
    `),
    edits: [
      {
        find: "    request_page(m.socket, page);\n",
        replace:
          "    for (const any of missing) {\n      if (any === page || !asked.has(any)) request_page(m.socket, any);\n      asked.add(any);\n    }\n",
      },
    ],
  },
  {
    id: "asks-by-address",
    belief: "The source knows pages by their addresses, as I do.",
    origin: "own",
    killed_by: ids(`
      reader-goes-on asks-for-what-is-missed all-who-wait first-who-waits touched-in-the-middle-of-a-run
      asks-once-in-all-runs asks-for-nothing-else pages-that-come-twice
    `),
    edits: [
      {
        find: "    request_page(m.socket, page);\n",
        replace: "    request_page(m.socket, m.start + page);\n",
      },
    ],
  },
  {
    id: "old-page-asked-again",
    belief:
      "A fault is a fault: what is missing is asked for at the source, whatever I know of the page.",
    origin: "own",
    killed_by: ids(`
      dropped-reads-as-zeros asks-for-nothing-that-came touched-after-it-was-dropped dropped-again
      dropped-unannounced zeros-not-now ends-after-a-page-was-dropped zeros-by-the-run
    `),
    edits: [
      {
        find: "    zeros.add(page); // it is not to come, or it has come already: so it was thrown away since\n",
        replace: "    missing.add(page);\n    request_page(m.socket, page);\n",
      },
    ],
  },
  {
    id: "old-page-only-woken",
    belief:
      "A fault on a page that I have filled is an old message: wake the thread, and it will see.",
    origin: "own",
    killed_by: ids(`
      dropped-reads-as-zeros asks-for-nothing-that-came touched-after-it-was-dropped dropped-again
      dropped-unannounced zeros-not-now ends-after-a-page-was-dropped zeros-by-the-run
    `),
    edits: [
      {
        find: "    zeros.add(page); // it is not to come, or it has come already: so it was thrown away since\n",
        replace: "    uffdio_wake(m.uffd, m.start + page, PAGE_SIZE);\n",
      },
    ],
  },
  {
    id: "faults-only",
    belief: "Other messages than faults are for other kinds of monitors.",
    origin: "own",
    killed_by: ids(`
      dropped-before-it-came dropped-while-awaited touched-after-it-was-dropped dropped-again
      zeros-not-now without-what-was-given-up
    `),
    edits: [
      {
        find: "        given_up(missing, page, unmapped);\n",
        replace: "        if (unmapped) given_up(missing, page, unmapped);\n",
      },
    ],
  },
  {
    id: "unmapping-is-no-news",
    belief: "What is unmapped I shall find out when I fill it.",
    origin: "own",
    killed_by: ids("unmapped-while-awaited without-what-was-given-up"),
    edits: [
      {
        find: "        given_up(missing, page, unmapped);\n",
        replace: "        if (!unmapped) given_up(missing, page, unmapped);\n",
      },
      {
        find: "      if (unmapped) uffdio_wake(m.uffd, one.start, one.end - one.start);\n",
        replace: "",
      },
    ],
  },
  {
    id: "unmapped-waits",
    belief: "munmap(2) wakes those who wait for the memory that it takes away.",
    origin: "own",
    killed_by: ids("unmapped-while-awaited"),
    edits: [
      {
        find: "      if (unmapped) uffdio_wake(m.uffd, one.start, one.end - one.start);\n",
        replace: "",
      },
    ],
  },
  {
    id: "first-page-of-a-range",
    belief: "A message about memory that is given up is about one page.",
    origin: "own",
    killed_by: ids("dropped-before-it-came"),
    edits: [
      {
        find: "      for (let page = one.start - m.start; page < one.end - m.start; page += PAGE_SIZE)\n        given_up(missing, page, unmapped);\n",
        replace: "      given_up(missing, one.start - m.start, unmapped);\n",
      },
    ],
  },
  {
    id: "removed-waits",
    belief: "Who waited for a page that is thrown away will notice by himself.",
    origin: "own",
    killed_by: ids("dropped-while-awaited"),
    edits: [{ find: "  else if (waited_for) zeros.add(page);\n", replace: "" }],
  },
  {
    id: "removed-until-touched",
    belief: "Once a page that was thrown away has its zeros, it is a page like the others again.",
    origin: "own",
    killed_by: ids("ends-after-a-page-was-dropped"),
    edits: [
      {
        find: "    const error = settle(m, missing, page, done);\n    if (error !== 0) return error;\n  }\n  for",
        replace:
          "    const error = settle(m, missing, page, done);\n    if (error !== 0) return error;\n    missing.add(page);\n  }\n  for",
      },
    ],
  },
  {
    id: "zeros-first",
    belief: "A thread must not wait: give it zeros now, and the right bytes when they are here.",
    origin: "own",
    killed_by: ids(`
      reader-goes-on all-who-wait left-asleep-inside-a-packet first-who-waits
      touched-in-the-middle-of-a-run unmapped-while-awaited unmapped-unannounced
    `),
    edits: [
      {
        find: "    request_page(m.socket, page);\n",
        replace: "    request_page(m.socket, page);\n    zeros.add(page);\n",
      },
    ],
  },
];
