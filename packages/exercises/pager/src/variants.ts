// Right versions, unlike the solution: each is due full marks. Edits are to solution.ts; whole files are in variants/.

import type { variant } from "@faultline/kit";

export const variants: readonly variant[] = [
  {
    id: "page-by-page",
    about:
      "Keeps one state for each page and fills one page a call, so that no fill is ever partial.",
    file: "variants/page_by_page.ts",
  },
  {
    id: "batches",
    about: "Is a class; fills without waking anybody, and wakes once at the end of a run.",
    file: "variants/batches.ts",
  },
  {
    id: "generator",
    about:
      "Is a coroutine that is resumed once a run, and asks the kernel before it believes its own books.",
    file: "variants/generator.ts",
  },
  {
    id: "wakes-and-sees",
    about: "Who waits for what is thrown away is woken, faults again, and gets zeros then.",
    edits: [
      { find: "  else if (waited_for) zeros.add(page);\n", replace: "" },
      {
        find: "const waited_for = missing.delete(page) && asked.has(page);",
        replace: "missing.delete(page);",
      },
      {
        find: "      if (unmapped) uffdio_wake(m.uffd, one.start, one.end - one.start);\n",
        replace: "      uffdio_wake(m.uffd, one.start, one.end - one.start);\n",
      },
    ],
  },
  {
    id: "packets-first",
    about: "Takes in what has arrived before it listens, and so asks for less.",
    edits: [
      {
        find: "    news = listen(m, missing);\n    for (let one = recv_page(m.socket); one !== null; one = recv_page(m.socket)) packets.push(one);\n",
        replace:
          "    for (let one = recv_page(m.socket); one !== null; one = recv_page(m.socket)) packets.push(one);\n    news = listen(m, missing);\n",
      },
    ],
  },
  {
    id: "kernel-owes-the-zeros",
    about:
      "Leaves zeros that are still owed in the end to the kernel, which brings them when watching stops.",
    edits: [
      {
        find: "  if (missing.size === 0 && zeros.size === 0) {\n",
        replace: "  if (missing.size === 0) {\n",
      },
    ],
  },
  {
    id: "gives-back-page-by-page",
    about: "Stops watching one page after the other once all are here.",
    edits: [
      {
        find: "    uffdio_unregister(m.uffd, m.start, m.len);\n",
        replace:
          "    for (let page = 0; page < m.len; page += PAGE_SIZE)\n      uffdio_unregister(m.uffd, m.start + page, PAGE_SIZE);\n",
      },
    ],
  },
  {
    id: "tries-again-next-time",
    about: "Does not try again in the same run: what was refused for now is for the next one.",
    edits: [{ find: "    if (error !== -EAGAIN) break;\n", replace: "    break;\n" }],
  },
];
