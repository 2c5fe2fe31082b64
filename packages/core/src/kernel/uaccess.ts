// Access to a program's memory: by the program's own loads and stores, and by the kernel on its behalf.
// Source: arch/x86/mm/fault.c (do_user_addr_fault), lib/usercopy.c, arch/x86/lib/usercopy_64.c.

import { translate } from "../arch/x86/mmu.ts";
import { cancel_wait, current_wait } from "../fs/userfaultfd_fault.ts";
import {
  FAULT_FLAG_ALLOW_RETRY,
  FAULT_FLAG_USER,
  FAULT_FLAG_WRITE,
  offset_in_page,
  PAGE_SIZE,
  TASK_SIZE,
  VM_EXEC,
  VM_FAULT_ERROR,
  VM_FAULT_OOM,
  VM_FAULT_RETRY,
  VM_FAULT_SIGSEGV,
  VM_READ,
  VM_WRITE,
} from "../include/linux/mm.ts";
import type {
  mm_struct,
  page,
  task_struct,
  userfaultfd_wait,
  vm_area_struct,
} from "../include/linux/mm_types.ts";
import { PG_uptodate } from "../include/linux/page_flags.ts";
import type { user_addr } from "../include/linux/types.ts";
import { kernel } from "../kernel.ts";
import { BUG, report } from "../lib/bug.ts";
import { copy_highpage, writable_bytes } from "../mm/highmem.ts";
import { handle_mm_fault } from "../mm/memory.ts";
import { find_vma } from "../mm/pagemap.ts";
import { EXPORT_SYMBOL } from "./export.ts";
import { kmap_address } from "./handles.ts";
import { _mmap_read_lock, might_sleep, mmap_read_unlock } from "./locking.ts";

/** How one load or store of a program ended. */
export type access =
  | { readonly kind: "ok"; readonly value: number; readonly faults: number }
  /** A signal; `code` is its si_code. Code `oom`: memory is used up, and Linux would kill the program. */
  | { readonly kind: "sigbus" | "segv"; readonly code: string }
  /** The thread sleeps. Once `wait.woken`, the access is made again, with this as `restarted`. */
  | { readonly kind: "blocked"; readonly wait: userfaultfd_wait };

/** How a page fault ended: null if the access can be made again. */
type fault_end = Exclude<access, { kind: "ok" }> | null;

/**
 * Loads one byte.
 *
 * @param restarted the wait in which this same load has slept: the fault it began with is not over yet
 */
export const user_load = (task: task_struct, addr: user_addr, restarted?: userfaultfd_wait) =>
  user_access(task, addr, null, restarted);

/** Stores one byte. For `restarted` see user_load(). */
export const user_store = (
  task: task_struct,
  addr: user_addr,
  byte: number,
  restarted?: userfaultfd_wait,
) => user_access(task, addr, byte, restarted);

function user_access(
  task: task_struct,
  addr: user_addr,
  byte: number | null,
  restarted?: userfaultfd_wait,
): access {
  const k = kernel();
  const before = k.current;
  k.current = task;
  try {
    return access_until_done(task, addr, byte, restarted !== undefined);
  } finally {
    k.current = before;
  }
}

/** No access needs more faults than this: one to bring the page, one to copy it, one or two for userfaultfd. */
const FAULTS_AT_MOST = 16;

function access_until_done(
  task: task_struct,
  addr: user_addr,
  byte: number | null,
  in_fault: boolean,
): access {
  const { mm } = task;
  if (mm === null || addr >= TASK_SIZE) return { kind: "segv", code: "maperr" };
  const flags = FAULT_FLAG_USER | (byte === null ? 0 : FAULT_FLAG_WRITE);
  for (let faults = 0; faults <= FAULTS_AT_MOST; faults++) {
    // A thread that was woken goes on inside its fault; only after that the processor tries again.
    const page = in_fault && faults === 0 ? null : translate(mm, addr, byte !== null);
    if (page !== null) return { kind: "ok", value: load_or_store(page, addr, byte), faults };
    const end = do_user_addr_fault(mm, addr, flags);
    if (end !== null) return end;
  }
  return BUG(
    "watchdog: BUG: soft lockup",
    "One access faults again and again, and nothing comes of it.",
    "livelock",
  );
}

function load_or_store(page: page, addr: user_addr, byte: number | null): number {
  const at = offset_in_page(addr);
  if (byte !== null) writable_bytes(page)[at] = byte;
  return page.content.bytes[at] ?? 0;
}

/** Handles the page fault of an access. Source: arch/x86/mm/fault.c */
function do_user_addr_fault(mm: mm_struct, addr: user_addr, flags: number): fault_end {
  for (let tries = 0; tries <= FAULTS_AT_MOST; tries++) {
    _mmap_read_lock(mm);
    const vma = find_vma(mm, addr);
    const code = signal_code(vma, addr, flags);
    if (vma === null || code !== null) {
      mmap_read_unlock(mm);
      return { kind: "segv", code: code ?? "maperr" };
    }
    const ret = handle_mm_fault(vma, addr, flags | FAULT_FLAG_ALLOW_RETRY);
    if (!(ret & VM_FAULT_RETRY)) {
      mmap_read_unlock(mm);
      if (!(ret & VM_FAULT_ERROR)) return null;
      // Linux looks for a program to kill, and lets this one try again. Here there is nobody else to kill.
      if (ret & VM_FAULT_OOM && tries === 0) continue;
      if (ret & VM_FAULT_OOM) return { kind: "sigbus", code: "oom" };
      // Poison, too, is told as an address error: the recorded kernel lacks CONFIG_MEMORY_FAILURE.
      return ret & VM_FAULT_SIGSEGV
        ? { kind: "segv", code: "maperr" }
        : { kind: "sigbus", code: "adrerr" };
    }
    // The mmap lock is gone, and the vma may be too: either the thread sleeps, or it starts over.
    const wait = current_wait(vma);
    if (wait !== null) return { kind: "blocked", wait };
  }
  return { kind: "sigbus", code: "adrerr" };
}

/** Why the vma does not allow the access: decided before anybody looks at a pte. */
function signal_code(vma: vm_area_struct | null, addr: user_addr, flags: number): string | null {
  if (vma === null || vma.vm_start > addr) return "maperr";
  const needed = flags & FAULT_FLAG_WRITE ? VM_WRITE : VM_READ | VM_WRITE | VM_EXEC;
  return vma.vm_flags & needed ? null : "accerr";
}

/**
 * Copies `n` bytes of the running program's memory to a mapped page. Where page faults are off (kmap_atomic) it
 * stops at the first page that is not there; elsewhere it faults pages in, and stops where that fails.
 * What is missing at the end is filled with zeros.
 *
 * @returns how many bytes are missing, 0 for all copied: never a negative number, so not an errno
 *
 * Context: may sleep unless page faults are off. Faulting pages in takes the mmap lock, so it must not be held.
 */
export const copy_from_user = EXPORT_SYMBOL(
  "copy_from_user",
  ["kaddr", "addr", "int"],
  (to: kmap_address, from: user_addr, n: number): number => {
    const page = kmap_address.page(to);
    const { mm, pagefault_disabled } = kernel().current;
    check_object_size(to, page, n);
    check_undefined(page);
    if (pagefault_disabled === 0) might_sleep();
    const missing = mm === null || from + n > TASK_SIZE ? n : copy_pages(page, mm, from, n);
    if (missing > 0) writable_bytes(page).fill(0, n - missing, n);
    return missing;
  },
);

/** The kernel may write to memory of its own only: to this page, no further, and only while it has it. */
function check_object_size(to: kmap_address, page: page, n: number): void {
  if (n < 0 || n > PAGE_SIZE) {
    BUG(
      "BUG: KASAN: out-of-bounds in copy_from_user",
      "More is copied than one page holds: what lies behind it in memory would be overwritten.",
      "out-of-bounds",
      { bytes: n },
    );
  }
  const gone = kmap_address.atomic(to) && !kernel().current.kmaps.includes(to);
  if (!gone && page._refcount > 0) return;
  report(
    "use-after-free",
    "BUG: KASAN: use-after-free in copy_from_user",
    gone
      ? "Something is copied to an address that kunmap_atomic() has taken away."
      : "Something is copied to a page that has been freed.",
    { pfn: page.pfn },
  );
}

/** The barrier in __SetPageUptodate() is for what was stored before it: not for bytes that come later. */
function check_undefined(page: page): void {
  if (page.mapping !== null || (page.flags & PG_uptodate) === 0) return;
  report(
    "not-uptodate",
    `BUG: KCSAN: data-race on the contents of pfn:${page.pfn}`,
    "A new page gets its bytes after it has said that they are there: another CPU may see what was there before.",
    { pfn: page.pfn },
  );
}

function copy_pages(to: page, mm: mm_struct, from: user_addr, n: number): number {
  for (let done = 0; done < n; ) {
    const addr = (from + done) as user_addr;
    const source = translate(mm, addr, false) ?? faultin_user_page(mm, addr);
    if (source === null) return n - done;
    const at = offset_in_page(addr);
    const chunk = Math.min(n - done, PAGE_SIZE - at);
    // A whole page is shared until one of the two is written: most fills cost no copy.
    if (chunk === PAGE_SIZE) copy_highpage(to, source);
    else writable_bytes(to).set(source.content.bytes.subarray(at, at + chunk), done);
    done += chunk;
  }
  return 0;
}

/** Faults a page in for the kernel to read. Returns null where that is not possible. */
function faultin_user_page(mm: mm_struct, addr: user_addr): page | null {
  const { current } = kernel();
  if (current.pagefault_disabled > 0) return null;
  if (current.locks_held.includes(mm.mmap_lock)) {
    report(
      "fault-under-mmap-lock",
      "WARNING: possible recursive locking detected: mmap_lock",
      "A page of the program is faulted in while the mmap lock is held: with a writer waiting, for ever.",
    );
  }
  for (let faults = 0; faults <= FAULTS_AT_MOST; faults++) {
    const page = translate(mm, addr, false);
    if (page !== null) return page;
    const end = do_user_addr_fault(mm, addr, 0);
    // Nothing here can go to sleep in the middle of a call: the copy ends instead. See FIDELITY.md.
    if (end?.kind === "blocked") cancel_wait(find_vma(mm, addr));
    if (end !== null) return null;
  }
  return null;
}
