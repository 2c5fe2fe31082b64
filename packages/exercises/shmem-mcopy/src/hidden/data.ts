// What is in the file: what was supplied, for as long as the file lives, and nothing of what failed.

import { expect, sharedFile, type words } from "@faultline/kit";
import { filled } from "../look.ts";

export function data({ test }: words): void {
  test(
    {
      id: "each-page-survives-reclaim",
      title: "Of several pages that were filled, each survives reclaim",
      points: 1,
      hint: "Reclaim looks at one page at a time. What does it see on the second?",
      failure: "Reclaim dropped the data of a page, as another page had been filled before it.",
      scenario: sharedFile(
        [
          { op: "copy", page: 0, byte: 0x11 },
          { op: "copy", page: 1, byte: 0x22 },
          { op: "reclaim", page: 0 },
          { op: "reclaim", page: 1 },
          { op: "file_read", page: 0, n: 2 },
        ],
        { region: { prot: "r" } },
      ),
    },
    (run) => expect(run.result(4)).toMatchObject({ v: [0x11, 0x22] }),
  );

  test(
    {
      id: "data-survives-a-writable-mapping",
      title: "What was filled through a writable mapping survives reclaim too",
      points: 1,
      hint: "Where is it written down that the page has data: in the pte, on the page, or on both?",
      failure: "Reclaim dropped data that was filled through a writable mapping.",
      scenario: sharedFile([
        { op: "copy", page: 1, byte: 0x5a },
        { op: "reclaim", page: 1 },
        { op: "file_read", page: 1 },
      ]),
    },
    (run) => expect(run.result(2)).toMatchObject({ v: [0x5a] }),
  );

  test(
    {
      id: "others-read-the-same",
      title: "Another program that maps the file reads what was filled",
      points: 2,
      hint: "Which flag tells the others that the contents are defined?",
      failure: "Another mapping of the file does not show what was filled.",
      scenario: sharedFile(
        [
          { op: "copy", page: 1, byte: 0x5a },
          { op: "map2_read", page: 1 },
          { op: "file_read", page: 1 },
        ],
        { region: { map2: true } },
      ),
    },
    (run) => {
      expect(run.result(1)).toMatchObject({ a: "ok", v: 0x5a });
      expect(run.result(2)).toMatchObject({ v: [0x5a] });
      expect(run.cached(2, 1)?.content).toBe("5a5a");
    },
  );

  test(
    {
      id: "swapped-and-back",
      title: "What was filled goes to the swap area and comes back whole",
      points: 1,
      hint: "The swap area takes a page whose contents are defined, and clears one whose are not.",
      failure: "The swap area did not give back what was filled.",
      scenario: sharedFile([
        { op: "copy", page: 1, byte: 0x5a },
        { op: "swapout", page: 1 },
        { op: "file_read", page: 1 },
      ]),
    },
    (run) => expect(run.result(2)).toMatchObject({ v: [0x5a] }),
  );

  test(
    {
      id: "two-rounds-same-bytes",
      title: "What the caller copied itself is what the file gets",
      points: 2,
      hint: "In the second round the page is full already.",
      failure: "The second round changed or lost what the caller had copied.",
      scenario: sharedFile([
        { op: "copy", page: 1, src: "nonresident", byte: 0x5a },
        { op: "file_read", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(filled());
      expect(run.cached(0, 1)?.content).toBe("5a5a");
      expect(run.result(1)).toMatchObject({ v: [0x5a] });
    },
  );

  test(
    {
      id: "zeros-over-used-memory",
      title: "Zeros are zeros even in a frame that was used before",
      points: 1,
      hint: "What is in a frame that was just freed?",
      failure: "A page of zeros shows what was in the frame before.",
      scenario: sharedFile([
        { op: "copy", page: 0, n: 3, byte: 0x11 },
        { op: "ftruncate", pages: 0 },
        { op: "ftruncate", pages: 4 },
        { op: "zeropage", page: 0, n: 3 },
        { op: "file_read", page: 0, n: 3 },
      ]),
    },
    (run) => expect(run.result(4)).toMatchObject({ v: [0, 0, 0] }),
  );

  test(
    {
      id: "failed-fill-leaves-no-data",
      title:
        "A file that was cut short and grows again shows nothing of the fill that failed meanwhile",
      points: 2,
      hint: "What does the file show at that place if your page is still in it?",
      failure: "The file shows data of a fill that failed.",
      scenario: sharedFile([
        {
          op: "copy",
          page: 1,
          byte: 0x5a,
          rivals: [{ at: "pte_offset_map_lock", do: { op: "ftruncate", pages: 1 } }],
        },
        { op: "ftruncate", pages: 4 },
        { op: "file_read", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject({ ret: -1, err: "EFAULT" });
      expect(run.result(2)).toMatchObject({ v: [0] });
    },
  );

  test(
    {
      id: "refused-page-is-clean",
      title: "A page that leaves the file because mapping it failed is not dirty then",
      points: 2,
      hint: "The kernel warns of a page that leaves its file with data that nobody will ever see. When is yours marked?",
      failure: "A page with a mark that its data matters was thrown out of the file.",
      // read-only, so that no pte remembers the data
      scenario: sharedFile(
        [
          {
            op: "copy",
            page: 1,
            rivals: [{ at: "pte_offset_map_lock", do: { op: "ftruncate", pages: 1 } }],
          },
        ],
        { region: { prot: "r" } },
      ),
    },
    (run) => expect(run.findings.filter((found) => found.rule === "dirty-delete")).toEqual([]),
  );

  test(
    {
      id: "cached-data-stays",
      title: "A fill that finds a page in the file leaves its data alone",
      points: 1,
      hint: "EEXIST promises that nothing has changed.",
      failure: "A fill that was refused changed what was in the file.",
      scenario: sharedFile([
        { op: "file_write", page: 1, byte: 0x11 },
        { op: "copy", page: 1, byte: 0x5a },
        { op: "zeropage", page: 1 },
        { op: "file_read", page: 1 },
      ]),
    },
    (run) => expect(run.result(3)).toMatchObject({ v: [0x11] }),
  );
}
