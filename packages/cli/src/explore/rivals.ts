// What other CPUs can be told to do while a page is filled, by name.

import type { rival_op } from "@faultline/core";
import { Usage } from "../terminal.ts";

/** The page that is filled: the second of four, so that a file can end before it and be no empty file. */
export const PAGE = 1;

interface rival_choice {
  readonly op: rival_op;
  readonly about: string;
}

export const rival_choices: Readonly<Record<string, rival_choice>> = {
  truncate: { op: { op: "ftruncate", pages: PAGE }, about: "ftruncate(2) cuts the page off" },
  punch: { op: { op: "punch", page: PAGE }, about: "fallocate(2) punches a hole there" },
  stat: { op: { op: "stat" }, about: "stat(2) recalculates the file's books" },
  pwrite: { op: { op: "file_write", page: PAGE, byte: 5 }, about: "pwrite(2) fills the page" },
  fill: { op: { op: "fill_fs" }, about: "another file takes all blocks of the mount" },
  drain: { op: { op: "drain_fs" }, about: "the mount is full at first, and has room again" },
  fault: { op: { op: "write", page: PAGE, byte: 6 }, about: "the program writes to the page" },
  copy: { op: { op: "copy", page: PAGE, byte: 8 }, about: "UFFDIO_COPY to the same address" },
  continue: { op: { op: "continue", page: PAGE }, about: "UFFDIO_CONTINUE at the same address" },
  "copy-elsewhere": {
    op: { op: "map2_copy", page: PAGE, byte: 9 },
    about: "UFFDIO_COPY to the same page of the file, through another mapping",
  },
  "continue-elsewhere": {
    op: { op: "map2_continue", page: PAGE },
    about: "UFFDIO_CONTINUE of that page, through another mapping",
  },
  reclaim: { op: { op: "reclaim", page: PAGE }, about: "reclaim takes the page if it is clean" },
  swapout: { op: { op: "swapout", page: PAGE }, about: "the page is written to the swap area" },
  munmap: { op: { op: "munmap", page: PAGE }, about: "munmap(2) of the page" },
  mprotect: {
    op: { op: "mprotect", page: PAGE, prot: "r" },
    about: "mprotect(2): from now on for reading only",
  },
  mlock: { op: { op: "mlock", page: PAGE }, about: "mlock(2) of the page" },
  changing: {
    op: { op: "mmap_changing", value: true },
    about: "another thread begins to change the mappings",
  },
  kill: { op: { op: "kill" }, about: "the task is told to die" },
  "write-source": { op: { op: "src_write", byte: 3 }, about: "the source of the copy changes" },
};

/** Schedules have letters for so many. */
const MAX_RIVALS = 8;

/**
 * The operations that `list` names: `truncate,stat`.
 *
 * @throws Usage if it names something else, or too much
 */
export function rivalsNamed(list: string): rival_op[] {
  const names = list.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !Object.hasOwn(rival_choices, name));
  if (unknown !== undefined)
    throw new Usage(
      `there is no rival ${JSON.stringify(unknown)}; take some of: ${Object.keys(rival_choices).join(", ")}.`,
    );
  if (names.length > MAX_RIVALS)
    throw new Usage(`there can be ${MAX_RIVALS} rivals at most, and these are ${names.length}.`);
  return names.flatMap((name) => rival_choices[name]?.op ?? []);
}
