// The memory that most graded tests speak of, so that each of them only says what is different.

import type { op, region, scenario } from "@faultline/core";

/** What a test may want different from the default. */
export type setup = Partial<Omit<scenario, "ops" | "region">> & {
  readonly region?: Partial<region>;
};

const build =
  (base: region) =>
  (ops: readonly op[], { region, ...rest }: setup = {}): scenario => ({
    register: ["missing"],
    // A fault that nobody resolves ends in SIGBUS, so that no scenario has to wait.
    features: ["sigbus"],
    ...rest,
    region: { ...base, ...region },
    ops,
  });

/** Four pages of a file of four pages, on a tmpfs of sixteen, mapped shared and writable. */
export const sharedFile = build({
  pages: 4,
  backing: "shmem",
  sharing: "shared",
  prot: "rw",
  file_pages: 4,
  fs_limit_pages: 16,
});

/** The same file, mapped so that writes stay with the program. */
export const privateFile = build({
  pages: 4,
  backing: "shmem",
  sharing: "private",
  prot: "rw",
  file_pages: 4,
  fs_limit_pages: 16,
});

/** A memfd: it pays page by page like a file, but no mount limits it. */
export const memfd = build({
  pages: 4,
  backing: "memfd",
  sharing: "shared",
  prot: "rw",
  file_pages: 4,
});

/** Shared memory without a name: its pages were promised when it was made. */
export const sharedAnonymous = build({
  pages: 4,
  backing: "anon",
  sharing: "shared",
  prot: "rw",
});

/** Memory of no file at all. */
export const anonymous = build({ pages: 4, backing: "anon", sharing: "private", prot: "rw" });
