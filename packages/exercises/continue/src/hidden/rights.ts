// What the pte allows: the installer's work, with what it is told.

import { expect, sharedFile, type words } from "@faultline/kit";
import { bits, mapped_one, minor } from "../look.ts";

export function rights({ test }: words): void {
  const write = { op: "file_write", page: 1 } as const;

  test(
    {
      id: "protection-is-passed-on",
      title: "If protection is asked for, the page is marked and cannot be written",
      points: 2,
      hint: "No ioctl of this kernel asks for it. The function is asked all the same.",
      failure: "A page that was to be protected can be written, or does not carry the mark.",
      scenario: sharedFile(
        [write, { op: "install", page: 1, source: "continue", wp_copy: true }],
        minor,
      ),
    },
    (run) => expect(bits(run, 1, 1)).toEqual(["dirty", "uffd_wp"]),
  );

  test(
    {
      id: "unprotected-unless-asked",
      title: "If it is not asked for, a page in a shared writable mapping can be written at once",
      points: 1,
      hint: "What was asked for is known to your caller, and the pte is made by the installer.",
      failure: "The pte does not allow what the mapping allows.",
      scenario: sharedFile(
        [write, { op: "continue", page: 1 }, { op: "write", page: 1, byte: 0x5a }],
        minor,
      ),
    },
    (run) => {
      expect(bits(run, 1, 1)).toEqual(["dirty", "write"]);
      expect(run.result(2)).toMatchObject({ a: "ok", flt: 0 });
    },
  );

  test(
    {
      id: "readonly-stays-clean",
      title: "A page in a read-only mapping has a pte that neither allows writing nor is dirty",
      points: 1,
      hint: "Mapping a page does not change it.",
      failure: "A page of the file that nobody has written is called dirty, or can be written.",
      scenario: sharedFile([write, { op: "continue", page: 1 }], {
        ...minor,
        region: { prot: "r" },
      }),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(mapped_one);
      expect(bits(run, 1, 1)).toEqual([]);
    },
  );
}
