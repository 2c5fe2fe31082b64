// The loop while others run: every race is tried under every schedule of the other CPUs' steps.

import { anonymous, sharedFile, type words } from "@faultline/kit";

/** Where sources of copies lie that are made for one operation. */
const SOURCE = "230000000000";

export function races({ race }: words): void {
  race({
    id: "unmapped-meanwhile",
    title: "Whenever the area is unmapped, the fill says ENOENT, or it came first",
    points: 3,
    hint: "A vma is valid for as long as the lock is held under which it was found.",
    failure: "An area that was unmapped meanwhile was filled, or not answered with ENOENT.",
    scenario: anonymous([
      {
        op: "copy",
        page: 1,
        src: "nonresident",
        race: { rivals: [{ op: "munmap", page: 0, n: 4 }] },
      },
    ]),
  });

  race({
    id: "source-unmapped-meanwhile",
    title: "Whenever the source is unmapped, the fill says EFAULT, or it has all of the page",
    points: 2,
    hint: "The source, too, belongs to others.",
    failure: "A page was filled with something else than the source, or EFAULT was not the answer.",
    scenario: anonymous([
      {
        op: "copy",
        page: 1,
        src: "nonresident",
        race: { rivals: [{ op: "munmap", addr_raw: SOURCE }] },
      },
    ]),
  });

  race({
    id: "full-meanwhile",
    title:
      "Whenever the mount fills up, the fill says ENOMEM, or it came first; the machine lives on",
    points: 2,
    hint: "The second round may end in another way than the first, and the page is dealt with by then.",
    failure: "A mount that filled up meanwhile was not answered with ENOMEM.",
    scenario: sharedFile([
      { op: "copy", page: 1, src: "nonresident", race: { rivals: [{ op: "fill_fs" }] } },
      { op: "drain_fs" },
      { op: "copy", page: 2 },
    ]),
  });
}
