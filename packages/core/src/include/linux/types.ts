// The number types that C keeps apart by name and JavaScript does not: a byte address is not a page index.
// Source: include/linux/types.h; the brands exist for the compiler only and cost nothing at run time.

declare const brand: unique symbol;
type branded<name extends string> = number & { readonly [brand]: name };

/** A user-space address in bytes, below 2^47 and so exact in a double. */
export type user_addr = branded<"user_addr">;

/** An offset into a file, in pages. */
export type pgoff_t = branded<"pgoff_t">;

/** A page-table entry in x86-64 encoding: pfn * 4096 plus the low twelve flag bits. */
export type pte_t = branded<"pte_t">;

/** The protection bits of a pte, without a pfn. */
export type pgprot_t = branded<"pgprot_t">;

/** How an allocation may behave: what it may wait for. */
export type gfp_t = branded<"gfp_t">;

/** Where a page went when it was swapped out: the number of a slot in the swap area. */
export type swp_entry_t = branded<"swp_entry_t">;

/** An out-parameter: what C writes as `struct page **pagep` is a box whose `value` is `*pagep`. */
export interface out<T> {
  value: T;
}
