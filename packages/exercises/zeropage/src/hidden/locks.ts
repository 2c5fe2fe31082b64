// The pte's lock: taken before anything is decided, held while the pte changes, given back once.

import { expect, privateFile, type words } from "@faultline/kit";
import { filled, refused } from "../look.ts";

const stuck = "A lock was kept, taken wrongly, or not taken where it is needed.";

export function locks({ test }: words): void {
  test(
    {
      id: "refused-beyond-the-end",
      title: "After a refusal beyond the end of the file, nothing is locked",
      points: 2,
      hint: "Which way out did you take here, and what did you hold?",
      failure: stuck,
      scenario: privateFile(
        [
          { op: "zeropage", page: 3 },
          { op: "zeropage", page: 1 },
        ],
        { region: { file_pages: 2 } },
      ),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(refused("EFAULT"));
      expect(run.state(0).locks).toEqual([]);
      expect(run.result(1)).toMatchObject(filled);
    },
  );

  test(
    {
      id: "changes-under-the-lock",
      title: "The pte is written, and the processor told of it, under the pte's lock",
      points: 2,
      hint: "Whoever cuts ptes holds that lock, and must find either all of it or nothing.",
      failure: stuck,
      scenario: privateFile([{ op: "zeropage", page: 1 }]),
    },
    (run) => expect(run.result(0)).toMatchObject(filled),
  );
}
