// What has changed when the lock is taken again, though the vma is still there: who watches it, and what lies in it.

import { anonymous, expect, sharedFile, type words } from "@faultline/kit";
import { contents, refused, table } from "../look.ts";
import { meanwhile, waiting } from "./waiting.ts";

export function watching({ test }: words): void {
  test(
    {
      id: "unwatched-in-the-window",
      title: "If nobody watches the area any more, the answer is ENOENT",
      points: 1,
      hint: "The vma is there, as it was. What did you ask of it besides?",
      failure: "An area that nobody watches any more was filled, or not answered with ENOENT.",
      scenario: waiting([{ op: "unregister", page: 0, n: 4 }]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(refused("ENOENT"));
      expect(table(run, 0)).toBe("....");
    },
  );

  test(
    {
      id: "unprotectable-in-the-window",
      title:
        "If writes to the area are not watched any more, protected pages are refused with EINVAL",
      points: 2,
      hint: "The flags of a vma can change while nothing is held, and the vma be the same.",
      failure: "Pages were protected in memory that is not watched for writes any more.",
      scenario: anonymous(
        [
          {
            op: "copy",
            page: 1,
            src: "nonresident",
            mode: ["wp"],
            rivals: meanwhile(
              { op: "unregister", page: 0, n: 4 },
              { op: "register", page: 0, n: 4, mode: ["missing"] },
            ),
          },
        ],
        { register: ["missing", "wp"] },
      ),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(refused("EINVAL"));
      expect(table(run, 0)).toBe("....");
    },
  );
}

export function files({ test }: words): void {
  test(
    {
      id: "filled-in-the-window",
      title: "If another thread fills the page first, its page stays, and the answer is EEXIST",
      points: 2,
      hint: "The fill is called again in the second round, and may find something else than in the first.",
      failure:
        "A page that another thread had filled meanwhile was lost, or not answered with EEXIST.",
      scenario: waiting([{ op: "copy", page: 1, byte: 0x11 }]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(refused("EEXIST"));
      expect(contents(run, 0, 1, 1)).toEqual(["1111"]);
    },
  );

  test(
    {
      id: "truncated-in-the-window",
      title: "If the file is cut short while the source is waited for, the answer is EFAULT",
      points: 1,
      hint: "Not every EFAULT is about the source.",
      failure: "A file that was cut short meanwhile was not answered with EFAULT.",
      scenario: sharedFile([
        {
          op: "copy",
          page: 1,
          src: "nonresident",
          rivals: meanwhile({ op: "ftruncate", pages: 1 }),
        },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(refused("EFAULT"));
      expect(run.cached(0, 1)).toBeNull();
    },
  );
}
