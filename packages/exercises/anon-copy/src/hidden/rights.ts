// Who may write the page: what the monitor has asked for reaches the installer, in either round.

import { anonymous, expect, type words } from "@faultline/kit";
import { copied } from "../look.ts";

const protectable = { register: ["missing", "wp"] } as const;

export function rights({ test }: words): void {
  test(
    {
      id: "protected-if-asked",
      title: "A page is protected if the monitor asks for it: the first write is reported",
      points: 2,
      hint: "You decide nothing about writing. Who does, and what does it have to know?",
      failure: "A page that was to be protected was written without a report.",
      scenario: anonymous(
        [
          { op: "copy", page: 1, byte: 0x5a, mode: ["wp"] },
          { op: "write", page: 1, byte: 0x11 },
          { op: "read", page: 1 },
        ],
        protectable,
      ),
    },
    (run) => {
      expect(run.pte(0, 1)).toContain("uffd_wp");
      expect(run.result(1)).toMatchObject({ a: "sigbus" });
      expect(run.result(2)).toMatchObject({ v: 0x5a });
    },
  );

  test(
    {
      id: "protected-after-two-rounds",
      title: "A page that needed two rounds is protected as well",
      points: 1,
      hint: "Is there a difference between the rounds for whoever maps the page?",
      failure:
        "A copy that was to be protected did not work, or was not protected after two rounds.",
      scenario: anonymous(
        [
          { op: "copy", page: 0, mode: ["wp"] },
          { op: "copy", page: 1, src: "nonresident", mode: ["wp"] },
        ],
        protectable,
      ),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(copied());
      if (run.mapped(1, 1) !== null) expect(run.pte(1, 1)).toContain("uffd_wp");
    },
  );

  test(
    {
      id: "read-only-area",
      title: "Memory that the program may only read can be copied to, and stays read-only",
      points: 1,
      hint: "The kernel fills a page through a mapping of its own. Whose rights count there?",
      failure:
        "Read-only memory could not be copied to, can be written now, or could lose the copy.",
      scenario: anonymous(
        [
          { op: "copy", page: 1, byte: 0x5a },
          { op: "copy", page: 2, mode: ["wp"] },
          { op: "read", page: 1 },
          { op: "write", page: 1, byte: 0x11 },
        ],
        { ...protectable, region: { prot: "r" } },
      ),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(copied());
      // there is nothing to protect where nobody can write
      for (const page of [1, 2]) expect(run.pte(1, page)).toEqual(["present", "dirty"]);
      expect(run.result(2)).toMatchObject({ a: "ok", v: 0x5a });
      expect(run.result(3)).toMatchObject({ a: "segv" });
    },
  );

  test(
    {
      id: "not-protected-unasked",
      title: "A page that nobody asked to protect is written without a fault",
      points: 1,
      hint: "Who says whether a page is to be protected, and can it change from page to page?",
      failure: "A program could not simply write to its own page.",
      scenario: anonymous(
        [
          { op: "copy", page: 1 },
          { op: "write", page: 1, byte: 0x11 },
        ],
        protectable,
      ),
    },
    (run) => {
      expect(run.pte(0, 1)).not.toContain("uffd_wp");
      expect(run.result(1)).toMatchObject({ a: "ok", flt: 0 });
    },
  );
}
