// The bytes of a page, and how kernel code gets at them.
// Source: include/linux/highmem.h, mm/highmem.c. Equal pages share their bytes until one is written.

import { PAGE_SIZE } from "../include/linux/mm.ts";
import type { page } from "../include/linux/mm_types.ts";
import { EXPORT_SYMBOL } from "../kernel/export.ts";
import { kmap_address } from "../kernel/handles.ts";
import { forget, might_sleep } from "../kernel/locking.ts";
import { kernel } from "../kernel.ts";
import { report } from "../lib/bug.ts";
import { ZEROES } from "./page_alloc.ts";

/** The bytes of `page`, to be written: a copy of its own if others share them. */
export function writable_bytes(page: page): Uint8Array {
  if (page.content.shared) page.content = { bytes: page.content.bytes.slice(), shared: false };
  return page.content.bytes;
}

/** Gives `to` the contents of `from`, without copying until one of them is written. */
export function copy_highpage(to: page, from: page): void {
  from.content.shared = true;
  to.content = from.content;
}

/** Fills the page with zeros. */
export const clear_highpage = EXPORT_SYMBOL("clear_highpage", ["page"], (page: page): void => {
  page.content = ZEROES;
});

/** Zeroes bytes `from` up to and without `to` of a page. */
export function zero_user_segment(page: page, from: number, to: number): void {
  if (from < to) writable_bytes(page).fill(0, from, to);
}

/**
 * Maps the bytes of a page for a short while. Until kunmap_atomic() the caller must not sleep, and a page
 * fault is not resolved: copy_from_user() then stops short at the first page that is not there.
 */
export const kmap_atomic = EXPORT_SYMBOL("kmap_atomic", ["page"], (page: page): kmap_address => {
  const { current } = kernel();
  const kaddr = new kmap_address(kernel(), page, true);
  current.preempt_count += 1;
  current.pagefault_disabled += 1;
  current.kmaps.push(kaddr);
  return kaddr;
});

/** Ends what kmap_atomic() began, innermost first. Takes the address, not the page. */
export const kunmap_atomic = EXPORT_SYMBOL(
  "kunmap_atomic",
  ["kaddr"],
  (kaddr: kmap_address): void => {
    const { current } = kernel();
    if (current.kmaps.at(-1) !== kaddr) {
      report(
        "kmap-order",
        "WARNING: kunmap_atomic out of order",
        "Something is unmapped by kunmap_atomic() that was not mapped last.",
      );
      if (!current.kmaps.includes(kaddr)) return;
    }
    forget(current.kmaps, kaddr);
    current.pagefault_disabled -= 1;
    current.preempt_count -= 1;
  },
);

/** Maps the bytes of a page for as long as one likes; page faults stay on. Context: may sleep. */
export const kmap = EXPORT_SYMBOL("kmap", ["page"], (page: page): kmap_address => {
  might_sleep();
  return new kmap_address(kernel(), page, false);
});

/** Ends what kmap() began. Takes the page. */
export const kunmap = EXPORT_SYMBOL("kunmap", ["page"], (_page: page): void => {});

/** The byte that stands at offset `at` of the page. */
export function byte_at(page: page, at: number): number {
  return page.content.bytes[at % PAGE_SIZE] ?? 0;
}
