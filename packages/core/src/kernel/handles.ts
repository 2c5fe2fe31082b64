// Pointers that only the kernel can look into: to a pte, and to the mapped bytes of a page.
// Source: pte_t * and the void * of kmap(); a private field makes them impossible to forge.

import type { page, pmd_t } from "../include/linux/mm_types.ts";
import type { kernel } from "../kernel.ts";

/** Where one pte is: `pte_t *` in C. Read it with ptep_get(), write it with set_pte_at(). */
export class pte_ptr {
  readonly #kernel: kernel;
  readonly #pmd: pmd_t;
  readonly #slot: number;

  constructor(k: kernel, pmd: pmd_t, slot: number) {
    this.#kernel = k;
    this.#pmd = pmd;
    this.#slot = slot;
  }

  static isOne(value: unknown, k: kernel): boolean {
    return typeof value === "object" && value !== null && #kernel in value && value.#kernel === k;
  }

  static pmd(ptep: pte_ptr): pmd_t {
    return ptep.#pmd;
  }

  static slot(ptep: pte_ptr): number {
    return ptep.#slot;
  }
}

/** Where the bytes of a page are mapped: what kmap() and kmap_atomic() return. */
export class kmap_address {
  readonly #kernel: kernel;
  readonly #page: page;
  /** Mapped by kmap_atomic: page faults are off until it is unmapped. */
  readonly #atomic: boolean;

  constructor(k: kernel, page: page, atomic: boolean) {
    this.#kernel = k;
    this.#page = page;
    this.#atomic = atomic;
  }

  static isOne(value: unknown, k: kernel): boolean {
    return typeof value === "object" && value !== null && #kernel in value && value.#kernel === k;
  }

  static page(kaddr: kmap_address): page {
    return kaddr.#page;
  }

  static atomic(kaddr: kmap_address): boolean {
    return kaddr.#atomic;
  }
}
