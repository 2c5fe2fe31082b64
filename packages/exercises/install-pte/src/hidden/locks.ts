// The pte's lock: taken before anything is decided, held while anything changes, given back once.

import { expect, privateFile, sharedFile, type words } from "@faultline/kit";
import { done, refused } from "../look.ts";

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
          { op: "copy", page: 3 },
          { op: "copy", page: 1 },
        ],
        {
          region: { file_pages: 2 },
        },
      ),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(refused("EFAULT"));
      expect(run.state(0).locks).toEqual([]);
      expect(run.result(1)).toMatchObject(done);
    },
  );

  test(
    {
      id: "refused-continue",
      title: "After a refusal because something is mapped, nothing is locked",
      points: 2,
      hint: "Another refusal, another way out?",
      failure: stuck,
      scenario: sharedFile(
        [
          { op: "file_write", page: 1, n: 2 },
          { op: "continue", page: 1 },
          { op: "continue", page: 1 },
          { op: "continue", page: 2 },
        ],
        { register: ["minor"] },
      ),
    },
    (run) => {
      expect(run.result(2)).toMatchObject(refused("EEXIST"));
      expect(run.state(2).locks).toEqual([]);
      expect(run.result(3)).toMatchObject(done);
    },
  );

  test(
    {
      id: "changes-under-the-lock",
      title: "Rmap, list of reclaim and pte are changed under the pte's lock",
      points: 2,
      hint: "Whoever cuts ptes holds that lock, and must find either all of it or nothing.",
      failure: stuck,
      scenario: privateFile([
        { op: "copy", page: 1 },
        { op: "file_write", page: 2 },
        { op: "continue", page: 2 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(done);
      expect(run.result(2)).toMatchObject(done);
    },
  );
}
