// Names for the objects of a machine, the same in every run: page#12, inode#3, vma@200000000000.
// Source: none; Linux prints hashed pointers, which tell two objects apart and nothing else.

import { PAGE_SIZE } from "../include/linux/mm.ts";
import { kmap_address, pte_ptr } from "../kernel/handles.ts";
import type { kernel } from "../kernel.ts";

/** A value of the kernel as plain data: numbers and booleans as they are, objects by their label. */
export type label = number | boolean | string | null | { readonly value: label } | readonly label[];

/** Gives labels; objects without a number of their own are counted in the order in which they are met. */
export type labeller = (value: unknown) => label;

/** A labeller for one machine. */
export function newLabeller(k: kernel): labeller {
  const met = new Map<string, Map<object, number>>();
  const counted = (kind: string, object: object): string => {
    const known = met.get(kind) ?? new Map<object, number>();
    met.set(kind, known);
    if (!known.has(object)) known.set(object, known.size + 1);
    return `${kind}#${known.get(object)}`;
  };
  return function label(value: unknown): label {
    if (value === undefined) return null;
    if (value === null || typeof value === "boolean" || typeof value === "string") return value;
    if (typeof value === "number") return value;
    // One level is all that the kernel passes; a stranger's nested array may have no end.
    if (Array.isArray(value))
      return value.map((one) => (Array.isArray(one) ? "array" : label(one)));
    return typeof value === "object" ? labelObject(k, value, counted, label) : typeof value;
  };
}

function labelObject(
  k: kernel,
  value: object,
  counted: (kind: string, object: object) => string,
  label: labeller,
): label {
  if ("pfn" in value && typeof value.pfn === "number" && k.frames[value.pfn] === value)
    return `page#${value.pfn}`;
  if (pte_ptr.isOne(value, k)) return labelPtep(value as pte_ptr);
  if (kmap_address.isOne(value, k))
    return `kaddr:page#${kmap_address.page(value as kmap_address).pfn}`;
  if (!k.objects.has(value)) return labelOut(value, label);
  if ("i_ino" in value) return `inode#${Number(value.i_ino)}`;
  if ("vm_start" in value) return `vma@${Number(value.vm_start).toString(16)}`;
  if ("ptes" in value && "start" in value) return `pmd@${Number(value.start).toString(16)}`;
  if ("locks_held" in value && "comm" in value) return `task:${String(value.comm)}`;
  if ("owner" in value && "name" in value) return counted(String(value.name), value);
  for (const [field, kind] of kinds) if (field in value) return counted(kind, value);
  return counted("object", value);
}

function labelPtep(ptep: pte_ptr): label {
  const addr = pte_ptr.pmd(ptep).start + pte_ptr.slot(ptep) * PAGE_SIZE;
  return `ptep@${addr.toString(16)}`;
}

/** An out-parameter is anybody's object, so what is in it is looked at without running a getter. */
function labelOut(value: object, label: labeller): label {
  const held: unknown = Object.getOwnPropertyDescriptor(value, "value")?.value;
  return typeof held === "object" && held !== null && !("pfn" in held)
    ? "object"
    : { value: label(held) };
}

/** Which field gives a structure away. */
const kinds: readonly (readonly [field: string, kind: string])[] = [
  ["mmap_lock", "mm"],
  ["f_inode", "file"],
  ["i_pages", "mapping"],
  ["alloced", "info"],
  ["s_fs_info", "super"],
  ["max_blocks", "sbinfo"],
  ["count", "counter"],
  ["socket", "migration"],
  ["zero", "packet"],
  ["event", "message"],
];
