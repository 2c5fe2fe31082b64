// Beliefs about what the kernel answers.

import { ids, importing, type mutant } from "@faultline/kit";

const SETTLE_WAKE = "    uffdio_wake(m.uffd, m.start + page, PAGE_SIZE);\n";
const KNOWN = "    if (done !== -EEXIST && done !== -ENOENT) return done;\n";

export const answer_mutants: readonly mutant[] = [
  {
    id: "there-is-there",
    belief: "If the page is there already, whoever filled it has woken those who wait.",
    origin: "own",
    killed_by: ids(`
      left-asleep-by-others left-asleep-inside-a-packet unmapped-unannounced
    `),
    edits: [{ find: SETTLE_WAKE, replace: "" }],
  },
  {
    id: "wakes-only-what-is-gone",
    belief: "Only those need waking whose memory is gone; a page that is there has been seen to.",
    origin: "own",
    killed_by: ids("left-asleep-by-others left-asleep-inside-a-packet"),
    edits: [{ find: SETTLE_WAKE, replace: `    if (done === -ENOENT)\n  ${SETTLE_WAKE}` }],
  },
  {
    id: "wakes-only-what-is-there",
    belief: "Nobody can wait for memory that is not mapped.",
    origin: "own",
    killed_by: ids("unmapped-unannounced"),
    edits: [{ find: SETTLE_WAKE, replace: `    if (done === -EEXIST)\n  ${SETTLE_WAKE}` }],
  },
  {
    id: "there-is-an-error",
    belief: "A page that is there before I fill it means that something has gone badly wrong.",
    origin: "own",
    killed_by: ids(`
      others-fill-too left-asleep-by-others left-asleep-inside-a-packet others-filled-several
      zeros-in-part
    `),
    edits: [{ find: KNOWN, replace: "    if (done !== -ENOENT) return done;\n" }],
  },
  {
    id: "unmapped-is-an-error",
    belief: "If the region is not what it was, I cannot go on.",
    origin: "own",
    killed_by: ids("unmapped-unannounced"),
    edits: [{ find: KNOWN, replace: "    if (done !== -EEXIST) return done;\n" }],
  },
  {
    id: "all-or-nothing",
    belief: "A fill that returns a positive number has filled what I asked for.",
    origin: "own",
    killed_by: ids("others-fill-too others-filled-several zeros-in-part areas-that-differ"),
    edits: [
      {
        find: "      for (let i = 0; i < done; i += PAGE_SIZE) missing.delete(page + i);\n      page += done;",
        replace:
          "      for (let i = 0; i < len; i += PAGE_SIZE) missing.delete(page + i);\n      page += len;",
      },
    ],
  },
  {
    id: "one-page-of-the-rest",
    belief: "Where a fill of several pages stops, the rest of the packet is there.",
    origin: "own",
    killed_by: ids("others-fill-too others-filled-several zeros-in-part areas-that-differ"),
    edits: [
      {
        find: "      page += done;\n",
        replace:
          "      page += done;\n      if (done < len) {\n        while (page < last) {\n          missing.delete(page);\n          page += PAGE_SIZE;\n        }\n      }\n",
      },
    ],
  },
  {
    id: "source-does-not-advance",
    belief:
      "When a fill goes on after a page that was there, the bytes are still those of the packet's beginning.",
    origin: "own",
    killed_by: ids(`
      others-fill-too newer-data-stays dropped-before-it-came part-is-unmapped unmapped-unannounced
      others-filled-several areas-that-differ
    `),
    edits: [{ find: "one.addr + (page - one.offset), len, 0)", replace: "one.addr, len, 0)" }],
  },
  {
    id: "whole-packet-or-none",
    belief: "If a range cannot be filled for it is not there, none of its pages is there.",
    origin: "own",
    killed_by: ids("areas-that-differ"),
    edits: [
      {
        find: "    if (done === -ENOENT && len > PAGE_SIZE) done = fill(m, one, page, PAGE_SIZE);\n",
        replace:
          "    if (done === -ENOENT && len > PAGE_SIZE) {\n      for (let i = PAGE_SIZE; i < len; i += PAGE_SIZE) missing.delete(page + i);\n    }\n",
      },
      { find: "    let done = fill", replace: "    const done = fill" },
    ],
  },
  {
    id: "spins-on-again",
    belief: "EAGAIN means: call again, until it works.",
    origin: "own",
    killed_by: ids(`
      too-early-now unread-in-the-middle not-now-for-long not-before-all-is-placed
    `),
    edits: [
      {
        find: "    let done = fill(m, one, page, len);\n",
        replace:
          "    let done = fill(m, one, page, len);\n    while (done === -EAGAIN) done = fill(m, one, page, len);\n",
      },
    ],
  },
  {
    id: "tries-a-thousand-times",
    belief: "EAGAIN goes away if one tries often enough.",
    origin: "own",
    killed_by: ids("not-now-for-long"),
    edits: [
      {
        find: "    let done = fill(m, one, page, len);\n",
        replace:
          "    let done = fill(m, one, page, len);\n    for (let i = 0; i < 1000 && done === -EAGAIN; i++) done = fill(m, one, page, len);\n",
      },
    ],
  },
  {
    id: "again-is-an-error",
    belief: "A fill that fails has failed: a negative number is a negative number.",
    origin: "own",
    killed_by: ids(`
      too-early-now unread-in-the-middle not-now-for-long zeros-not-now not-before-all-is-placed
    `),
    edits: [
      { find: "  if (error !== 0 && error !== -EAGAIN) {\n", replace: "  if (error !== 0) {\n" },
      { find: "    if (error !== -EAGAIN) break;\n", replace: "    break;\n" },
    ],
  },
  {
    id: "again-drops-the-packet",
    belief: "What cannot be filled now will be asked for when somebody touches it.",
    origin: "own",
    killed_by: ids(`
      too-early-now unread-in-the-middle not-now-for-long not-before-all-is-placed
    `),
    edits: [
      {
        find: "    const error = place(m, missing, one);\n    if (error !== 0) return error;\n    packets.shift();\n",
        replace:
          "    packets.shift();\n    const error = place(m, missing, one);\n    if (error !== 0) return error;\n",
      },
    ],
  },
  {
    id: "again-forgets-zeros",
    belief: "Zeros are owed once; if the kernel does not take them, the thread will fault again.",
    origin: "own",
    killed_by: ids("zeros-not-now"),
    edits: [
      {
        find: "    const done = uffdio_zeropage(m.uffd, m.start + page, PAGE_SIZE, 0);\n",
        replace:
          "    zeros.delete(page);\n    const done = uffdio_zeropage(m.uffd, m.start + page, PAGE_SIZE, 0);\n",
      },
    ],
  },
  {
    id: "never-gives-up",
    belief: "Every error goes away some day.",
    origin: "own",
    killed_by: ids("program-has-ended"),
    edits: [
      {
        find: "  if (error !== 0 && error !== -EAGAIN) {\n    end = error;\n    return error;\n  }\n",
        replace: "  if (error !== 0) return 0;\n",
      },
    ],
  },
  {
    id: "gives-up-every-time",
    belief: "To give up is to return the error; the next run can find out by itself.",
    origin: "own",
    killed_by: ids("program-has-ended"),
    edits: [
      {
        find: "    end = error;\n    return error;\n",
        replace:
          "    for (const one of packets) fill(m, one, one.offset, one.len);\n    return error;\n",
      },
    ],
  },
  {
    id: "there-means-all-there",
    belief: "If the first page of a packet is there, somebody has put in the whole packet.",
    origin: "own",
    killed_by: ids("others-fill-too others-filled-several zeros-in-part"),
    edits: [
      {
        find: "      const error = settle(m, missing, page, done);\n      if (error !== 0) return error;\n",
        replace:
          "      const error = settle(m, missing, page, done);\n      if (error !== 0) return error;\n      for (let i = 0; i < len; i += PAGE_SIZE) missing.delete(page + i);\n",
      },
    ],
  },
  {
    id: "gone-comes-back",
    belief: "Memory that is not mapped now may be mapped later: keep the packet.",
    origin: "own",
    killed_by: ids("unmapped-unannounced"),
    edits: [{ find: KNOWN, replace: `    if (done === -ENOENT) return -EAGAIN;\n${KNOWN}` }],
  },
  {
    id: "wakes-by-offset",
    belief: "Pages are offsets to me, so they are to the kernel.",
    origin: "own",
    killed_by: ids(`
      left-asleep-by-others left-asleep-inside-a-packet unmapped-unannounced
    `),
    edits: [{ find: SETTLE_WAKE, replace: SETTLE_WAKE.replace("m.start + page", "page") }],
  },
  {
    id: "wakes-nobody",
    belief: "A thread that waits for a page notices when it is there.",
    origin: "own",
    killed_by: ids(`
      reader-goes-on all-who-wait first-who-waits touched-in-the-middle-of-a-run
    `),
    edits: [
      importing("UFFDIO_COPY_MODE_DONTWAKE"),
      {
        find: "one.addr + (page - one.offset), len, 0)",
        replace: "one.addr + (page - one.offset), len, UFFDIO_COPY_MODE_DONTWAKE)",
      },
    ],
  },
];
