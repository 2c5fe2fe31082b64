// Goal: what a submission may do is bounded by counts, and on both sides of each bound the same thing happens anywhere.

import { describe, expect, it } from "vitest";
import { MAX_CALLS } from "../../src/child/budget.ts";
import { MAX_PAGES } from "../../src/trace/pages.ts";
import { hostileChild } from "../support/child_script.ts";
import { graded } from "../support/graded.ts";
import { HONEST_SUBMISSION, submission } from "../support/sources.ts";
import { FULL } from "../support/tiny.ts";

const ALLOC = "shmem_alloc_page(0 as any, SHMEM_I(file_inode(vma.vm_file)), 0 as any)";

/** Takes that many pages more than it needs, and gives them back. */
const borrowing = (pages: number): string =>
  submission(
    "",
    `const mine: any[] = [];
  for (let i = 0; i < ${pages}; i++) mine.push(${ALLOC});
  for (const page of mine) put_page(page);
  return honest(...args);`,
  );

describe("pages", () => {
  it("may be taken up to the bound, if they are given back", async () => {
    expect(await graded(borrowing(MAX_PAGES))).toMatchObject({ status: "graded", score: FULL });
  });

  it("may not be taken beyond it", async () => {
    const report = await graded(borrowing(MAX_PAGES + 1));
    expect(report).toMatchObject({ status: "timeout", score: 0 });
    expect(report.message).toMatch(
      /^Your code was stopped: it holds more than 4096 pages, .* line \d+\.$/,
    );
  });

  it("may be taken one after the other as often as calls last", async () => {
    const source = submission(
      "",
      `for (let i = 0; i < ${MAX_PAGES + 100}; i++) put_page(${ALLOC});
  return honest(...args);`,
    );
    expect(await graded(source)).toMatchObject({ status: "graded", score: FULL });
  });

  it("are counted by the judge too: a child that has been taken over cannot make it hold more", async () => {
    const script = hostileChild(
      "pages",
      `say('{"kind":"ready","targets":["shmem_mcopy_atomic_pte"]}');
const args = [["o",1],["o",2],["o",3],35184372092928,39582418599936,false,["o",4]];
for (const { n } of input.cases) {
  say(JSON.stringify({ kind: "begin", n }));
  const events = [["e", "shmem_mcopy_atomic_pte", args], ["c", "file_inode", [["o", 3]], 1]];
  for (let i = 0; i < 20000; i++) events.push(["c", "shmem_alloc_page", [0, ["o", 6], 0], 1], ["k", ["o", 7 + i], []]);
  say(JSON.stringify({ kind: "case", n, events, log: [], overrun: null }));
}
process.exit(0);`,
    );
    expect(await graded(HONEST_SUBMISSION, { script })).toMatchObject({ score: 0 });
  });
});

describe("kernel calls", () => {
  const calling = (calls: number): string =>
    submission(
      "",
      `const inode = file_inode(vma.vm_file);
  for (let i = 0; i < ${calls}; i++) i_size_read(inode);
  return honest(...args);`,
    );

  it("may be made up to the bound", async () => {
    const report = await graded(calling(MAX_CALLS - 200));
    expect(report).toMatchObject({ status: "graded", score: FULL });
  });

  it("may not be made beyond it", async () => {
    const report = await graded(calling(MAX_CALLS));
    expect(report).toMatchObject({ status: "timeout", score: 0 });
    expect(report.message).toMatch(/more than 20000 kernel calls/);
  });
});

it("the clock is a backstop, and a report says that it was the clock", async () => {
  const report = await graded(
    submission("", "return [].indexOf.call({ length: 2 ** 53 - 1 } as any, 1)"),
    {
      wall_ms: 1500,
    },
  );
  expect(report).toMatchObject({
    status: "timeout",
    message: "Your code did not finish: it was stopped by the clock.",
  });
});
