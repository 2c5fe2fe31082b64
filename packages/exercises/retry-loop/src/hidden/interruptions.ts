// What the function returns if it is to stop: the task is told to die, or the address space begins to change.

import { anonymous, expect, type words } from "@faultline/kit";
import { filled, partly, refused, table } from "../look.ts";

export function interruptions({ test }: words): void {
  test(
    {
      id: "dies-between-pages",
      title: "A task that is told to die fills no page more, and says what it has filled",
      points: 2,
      hint: "A fill can be long. What is to be asked from time to time, and what is said then?",
      failure: "A task that was told to die went on, or forgot what it had filled.",
      scenario: anonymous([
        { op: "copy", page: 0, n: 3, rivals: [{ at: "pte_offset_map_lock", do: { op: "kill" } }] },
        { op: "copy", page: 1, rivals: [{ at: "pte_offset_map_lock", do: { op: "kill" } }] },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(partly(1));
      expect(table(run, 0)).toBe("*...");
      expect(run.result(1)).toMatchObject(filled());
    },
  );

  test(
    {
      id: "changing-at-the-lock",
      title:
        "If the address space begins to change while the lock is waited for, the answer is EAGAIN",
      points: 3,
      hint: "Taking a lock can take long. What you knew before you had it is not what you know now.",
      failure: "A change that began before the address space was locked went unnoticed.",
      scenario: anonymous([
        {
          op: "copy",
          page: 0,
          rivals: [{ at: "mmap_read_lock", do: { op: "mmap_changing", value: true } }],
        },
        { op: "mmap_changing", value: false },
        { op: "copy", page: 0 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(refused("EAGAIN"));
      expect(table(run, 0)).toBe("....");
      expect(run.result(2)).toMatchObject(filled());
    },
  );

  test(
    {
      id: "changing-comes-first",
      title: "While the address space changes the answer is EAGAIN, whatever else is to be seen",
      points: 1,
      hint: "Two things are wrong at once. One of them is only wrong for the moment.",
      failure:
        "Something else was looked at before the question whether the address space is changing.",
      scenario: anonymous([
        {
          op: "copy",
          page: 0,
          rivals: [
            { at: "mmap_read_lock", do: { op: "munmap", page: 0, n: 4 } },
            { at: "mmap_read_lock", do: { op: "mmap_changing", value: true } },
          ],
        },
      ]),
    },
    (run) => expect(run.result(0)).toMatchObject(refused("EAGAIN")),
  );
}
