// Random scenarios in which a function under test is called, biased to edges: the end of a file in the middle of a page,
// a mount that is full, memory that may not be written, a source that is not there, offsets past 2^31.

import type { op, region, scenario } from "@faultline/core";
import fc from "fast-check";

/** Which calls the scenarios are about. */
export interface focus {
  /** The operations that reach the function under test; each scenario has one of them. */
  readonly fills: readonly ("copy" | "zeropage" | "continue" | "install_new" | "install_cached")[];
  /** Where they are done. */
  readonly memory: readonly ("shared file" | "private file" | "anonymous" | "shared anonymous")[];
}

const one = <const T>(...values: readonly T[]) => fc.constantFrom(...values);
/** One of several lists of words: the same as long as its words are, so that it can be written, read and made simpler. */
const listed = <const W extends string>(...lists: readonly (readonly W[])[]): fc.Arbitrary<W[]> =>
  fc.constantFrom(...lists.map((list) => list.join(" "))).map(
    (text) => text.split(" ").filter(Boolean) as W[],
    (list) => (list as W[]).join(" "),
  );
/** Mostly the same page, as only what happens to one page can go wrong. */
const page = one(0, 0, 0, 1, 2, 3);
const byte = fc.integer({ min: 1, max: 255 });
const flag = fc.boolean();

/** Bytes of a file: nothing, a byte, the two sides of a page's end, and enough. */
const file_bytes = one(16384, 16384, 8192, 8193, 4097, 4096, 4095, 1, 0);
/** The first is where nothing is shifted; with the last, an offset in bytes no longer fits into 32 bits. */
const file_pgoff = one(0, 0, 0, 0, 1, 0x80001);

const rights = { pages: one(4, 4, 2), prot: one("rw", "rw", "r") } as const;
const locked = { mlocked: one("onfault") } as const;

function mapped(backing: "shmem" | "memfd", sharing: region["sharing"]): fc.Arbitrary<region> {
  return fc.record(
    {
      ...rights,
      ...locked,
      backing: one(backing),
      sharing: one(sharing),
      file_bytes,
      file_pgoff,
      // Small: to fill the mount takes a call for each page.
      fs_limit_pages: one(16, 2, 1),
      noreserve: flag,
      map2: one(true),
    },
    { requiredKeys: ["pages", "prot", "backing", "sharing", "fs_limit_pages"] },
  );
}

function nameless(sharing: region["sharing"]): fc.Arbitrary<region> {
  return fc.record(
    { ...rights, ...locked, backing: one("anon"), sharing: one(sharing), noreserve: flag },
    { requiredKeys: ["pages", "prot", "backing", "sharing"] },
  );
}

const regions: Readonly<Record<focus["memory"][number], readonly fc.Arbitrary<region>[]>> = {
  "shared file": [mapped("shmem", "shared"), mapped("shmem", "shared"), mapped("memfd", "shared")],
  "private file": [mapped("shmem", "private")],
  anonymous: [nameless("private")],
  "shared anonymous": [nameless("shared")],
};

const source = one("fill", "fill", "nonresident", "unmapped", "partial");
/** To ask for protection where nothing can be protected is an error, and soon told. */
const mode = listed<"wp" | "dontwake">([], [], [], ["dontwake"], ["wp"]);
const wp_mode = listed<"wp" | "dontwake">(["wp"], []);
const n = one(1, 1, 1, 2, 3);

const any_copy = (mode_of: typeof mode): fc.Arbitrary<op> =>
  fc.record(
    { op: one("copy"), page, byte, n, src: source, good: one(1), mode: mode_of },
    { requiredKeys: ["op", "page", "byte"] },
  );

const fills: Readonly<Record<focus["fills"][number], fc.Arbitrary<op>>> = {
  copy: any_copy(mode),
  zeropage: fc.record({ op: one("zeropage"), page, n }, { requiredKeys: ["op", "page"] }),
  continue: fc.record({ op: one("continue"), page, n }, { requiredKeys: ["op", "page"] }),
  install_new: fc.record({ op: one("install"), page, source: one("new"), wp_copy: flag, byte }),
  install_cached: fc.record({ op: one("install"), page, source: one("cached"), wp_copy: flag }),
};

/** What happens before a fill, and what shows afterwards what it has left behind. */
const around_memory: readonly fc.Arbitrary<op>[] = [
  fc.record({ op: one("write", "write", "read"), page, byte }),
  fc.record({ op: one("dontneed", "munmap", "mlock"), page }),
  fc.record({ op: one("mprotect"), page, prot: one("none", "r", "rw") }),
];
const around_file: readonly fc.Arbitrary<op>[] = [
  // Most of what can happen to a file needs pages that are there.
  fc.record({ op: one("file_write"), page: one(0), n: one(4), byte }),
  fc.record({ op: one("file_write"), page: one(0), n: one(4), byte }),
  fc.record({ op: one("file_write"), page, byte }),
  fc.record({ op: one("file_read", "swapout", "reclaim", "punch", "falloc"), page }),
  fc.record({ op: one("ftruncate"), bytes: file_bytes }),
  fc.record({ op: one("map2_read", "map2_write"), page, byte }),
  fc.record({ op: one("fill_fs"), leave: one(0, 1) }),
  fc.record({ op: one("stat", "drain_fs") }),
];

/** Faults that nobody resolves end in SIGBUS, so that no scenario waits. */
const features = listed<"sigbus">(["sigbus"]);

/**
 * Scenarios of up to five operations, one of which at least is a fill. No allocation is made to fail in them: where two
 * things can go wrong at once, right code may notice either of them first.
 */
export function randomScenarios({ fills: names, memory }: focus): fc.Arbitrary<scenario> {
  const kinds = memory.map((name) => {
    const where = name === "anonymous" ? { ...fills, copy: any_copy(wp_mode) } : fills;
    const main = fc.oneof(...names.map((one) => where[one]));
    const has_file = name.endsWith("file");
    const around = fc.oneof(...around_memory, ...(has_file ? around_file : []));
    return fc.record({
      region: fc.oneof(...regions[name]),
      register: registers(name),
      features,
      ops: fc
        .array(fc.oneof({ weight: 1, arbitrary: main }, { weight: 1, arbitrary: around }), {
          minLength: 1,
          maxLength: 5,
        })
        .filter((ops) => ops.some(({ op }) => names.some((one) => one.startsWith(op)))),
    });
  });
  return fc.oneof(...kinds);
}

/** In this kernel memory of files cannot be protected against writes: to register it for that fails. */
const registers = (name: focus["memory"][number]) =>
  name === "anonymous"
    ? listed<"missing" | "wp">(["missing"], ["missing", "wp"])
    : listed<"missing" | "minor">(["missing", "minor"], ["missing"]);
