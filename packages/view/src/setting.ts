// What a scenario begins with, and what is special about an operation, in words: enough to do it again on paper.

import type { op, region, scenario } from "@faultline/core";

/** `4 pages, shared, for reading and writing, of a file of 8193 bytes on a mount of 16 pages; …` */
export function saySetting({ region, register = [] }: scenario): string {
  const parts = [
    `${region.pages} pages, ${region.sharing}, for ${region.prot === "r" ? "reading only" : "reading and writing"}`,
    sayBacking(region),
    region.noreserve === true && "nothing promised in advance",
    region.mlocked !== undefined && "locked into memory",
    region.map2 !== undefined && region.map2 !== false && "the file is mapped a second time",
    register.length > 0 ? `watched for ${register.join(" and ")} faults` : "not watched",
  ];
  return parts.filter((part) => part !== false).join("; ");
}

function sayBacking(region: region): string {
  const { backing, file_pages = region.pages, file_bytes, file_pgoff = 0, fs_limit_pages } = region;
  if (backing === "anon") return "of no file";
  const size = `${file_bytes ?? file_pages * 4096} bytes`;
  const limit =
    backing === "shmem" && fs_limit_pages ? ` on a mount of ${fs_limit_pages} pages` : "";
  const from = file_pgoff > 0 ? `, from its page ${file_pgoff} on` : "";
  return `of a ${backing === "memfd" ? "memfd" : "file"} of ${size}${limit}${from}`;
}

const sources: Readonly<Record<string, string>> = {
  nonresident: "its source is not in memory yet",
  unmapped: "its source is not mapped",
  protnone: "its source cannot be read",
  partial: "only the beginning of its source is in memory",
  self: "its source is the region itself",
};

/** What `sayOp()` leaves out: where a copy comes from, what is asked for, and what fails on the way. Empty if nothing. */
export function sayDetails(operation: op): string {
  const { src, mode, wp_copy, fail = {} } = operation as op & Readonly<Record<string, unknown>>;
  const wp = wp_copy === true || (Array.isArray(mode) && mode.includes("wp"));
  const failing = Object.entries(fail as Readonly<Record<string, readonly boolean[]>>)
    .filter(([, calls]) => calls.includes(true))
    .map(([name, calls]) => `call ${calls.indexOf(true) + 1} of ${name}() fails`);
  const parts = [typeof src === "string" && sources[src], wp && "write-protected", ...failing];
  return parts.filter((part) => typeof part === "string").join(", ");
}
