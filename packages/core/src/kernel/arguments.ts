// What may be passed to a kernel function: checked where code that is not the kernel's own calls in.
// Source: none; C's compiler does part of this, and the rest is what a real kernel would crash on.

import { kernel } from "../kernel.ts";
import { kmap_address, pte_ptr } from "./handles.ts";

interface kind {
  readonly what: string;
  readonly fits: (value: unknown) => boolean;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
const isOwn = (value: unknown): boolean => isObject(value) && kernel().objects.has(value);
const has = (field: string) => (value: unknown) => isOwn(value) && field in (value as object);
const isInteger = (value: unknown): boolean =>
  typeof value === "number" && Number.isSafeInteger(value);

function isPage(value: unknown): boolean {
  if (!isObject(value) || !("pfn" in value)) return false;
  // The frame table decides: a look-alike with the same number is another object.
  return typeof value.pfn === "number" && kernel().frames[value.pfn] === value;
}

function isOut(value: unknown): boolean {
  return isObject(value) && "value" in value && (value.value === null || isPage(value.value));
}

const kinds = {
  page: { what: "a page of this machine", fits: isPage },
  mm: { what: "an mm_struct of this machine", fits: has("mmap_lock") },
  vma: { what: "a vm_area_struct of this machine", fits: has("vm_start") },
  pmd: { what: "a pmd_t of this machine", fits: has("ptes") },
  inode: { what: "an inode of this machine", fits: has("i_blocks") },
  file: { what: "a file of this machine", fits: has("f_inode") },
  mapping: { what: "an address_space of this machine", fits: has("nrpages") },
  info: { what: "a shmem_inode_info of this machine", fits: has("alloced") },
  super: { what: "a super_block of this machine", fits: has("s_fs_info") },
  counter: { what: "a percpu_counter of this machine", fits: has("count") },
  lock: { what: "a spinlock of this machine", fits: has("owner") },
  task: { what: "a task of this machine", fits: has("locks_held") },
  ptep: {
    what: "a pointer to a pte, from pte_offset_map_lock()",
    fits: (value) => pte_ptr.isOne(value, kernel()),
  },
  kaddr: {
    what: "an address from kmap() or kmap_atomic()",
    fits: (value) => kmap_address.isOne(value, kernel()),
  },
  pagep: { what: "an out-parameter: an object whose value is a page or null", fits: isOut },
  flag: {
    what: "an out-parameter: an object whose value is a boolean",
    fits: (value) => isObject(value) && "value" in value,
  },
  null: { what: "null", fits: (value) => value === null },
  addr: {
    what: "an address: a whole number of bytes",
    fits: (value) => isInteger(value) && (value as number) >= 0,
  },
  pgoff: {
    what: "a page index: a whole number",
    fits: (value) => isInteger(value) && (value as number) >= 0,
  },
  pte: {
    what: "a pte value: a whole number",
    fits: (value) => isInteger(value) && (value as number) >= 0,
  },
  int: { what: "a whole number", fits: isInteger },
  bool: { what: "a boolean", fits: (value) => typeof value === "boolean" },
  any: { what: "anything", fits: () => true },
} as const satisfies Record<string, kind>;

/** The kinds of argument, one for each parameter of an exported function. */
export type argument_kind = keyof typeof kinds;

/**
 * Refuses a call with a missing, wrong or foreign argument.
 *
 * @throws TypeError naming the function, the argument's place and what it should have been
 */
export function checkArguments(
  name: string,
  expected: readonly argument_kind[],
  args: readonly unknown[],
): void {
  for (let i = 0; i < expected.length; i++) {
    const kind = expected[i] ?? "any";
    if (kinds[kind].fits(args[i])) continue;
    throw new TypeError(
      `${name}(): argument ${i + 1} must be ${kinds[kind].what}, but it is ${describe(args[i])}.`,
    );
  }
}

/** Says what a value is without running any code of its own: it may come from hostile hands. */
export function describe(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "undefined") return "undefined";
  return typeof value === "object" ? "another object" : `a ${typeof value}`;
}
