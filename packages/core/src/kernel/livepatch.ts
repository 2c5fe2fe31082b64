// The replaceable functions: each is called through one slot, and a livepatch puts another function there.
// Source: kernel/livepatch; the functions themselves are in mm/userfaultfd, mm/shmem_fill and mm/shmem_accounting.

import type { target_name, targets } from "../include/linux/userfaultfd_k.ts";
import { kernel } from "../kernel.ts";
import { type argument_kind, describe } from "./arguments.ts";
import { EXPORT_SYMBOL, runTarget } from "./export.ts";
import type { anyFunction } from "./gate.ts";

/** A target returned something that no C function could. The call is over, and with it the machine. */
export class BadReturn extends Error {
  override readonly name = "BadReturn";
}

type result_check = (name: target_name, result: unknown) => unknown;

/**
 * A function that calls the target that is in its place now.
 *
 * @param find the same function among all targets; asking for it by `name` would be slower
 */
function redirect<N extends target_name>(
  name: N,
  find: (targets: targets) => targets[N],
  check: result_check,
): targets[N] {
  const call = (...args: unknown[]): unknown => {
    const { watch, patched, targets } = kernel();
    const target = find(targets) as anyFunction;
    // The reference itself, while nobody watches: it costs no more than a call then.
    if (watch === null && (patched.size === 0 || !patched.has(name))) return target(...args);
    return check(name, runTarget(target, args));
  };
  return call as targets[N];
}

/** A target that learner code may call, too. */
const slot = <N extends target_name>(
  name: N,
  find: (targets: targets) => targets[N],
  expected: readonly argument_kind[],
  check: result_check,
): targets[N] => EXPORT_SYMBOL(name, expected, redirect(name, find, check));

/** A whole number, as C has them: there is no second zero. */
const isWhole = (result: unknown): result is number =>
  Number.isSafeInteger(result) && !Object.is(result, -0);

/** @throws BadReturn unless the target returned a whole number, as C's int is */
const int: result_check = (name, result) =>
  isWhole(result)
    ? result
    : refuse(name, result, "it must return 0 or a negative errno, such as -ENOMEM");

/** @throws BadReturn unless the target returned true or false */
const bool: result_check = (name, result) =>
  typeof result === "boolean" ? result : refuse(name, result, "it must return true or false");

/** Where ptes end: physical addresses have 52 bits. */
const PTE_END = 2 ** 52;

/** @throws BadReturn unless the target returned what can be a pte; whether it is a good one shows when it is used */
const pte: result_check = (name, result) =>
  isWhole(result) && result >= 0 && result < PTE_END
    ? result
    : refuse(name, result, "it must return a pte, such as mk_pte() makes");

const nothing: result_check = () => undefined;

function refuse(name: target_name, result: unknown, rule: string): never {
  const k = kernel();
  const error = new BadReturn(`${name}() returned ${describe(result)}; ${rule}.`);
  k.dead ??= error;
  throw error;
}

/**
 * Makes the pte of a filled page. Contract: filled_pte in mm/userfaultfd.
 * Ours, and the installer's own: learner code cannot call it, it is no boundary, and no other CPU acts before it.
 */
export const mk_fill_pte = redirect("mk_fill_pte", (t) => t.mk_fill_pte, pte);

const fill = ["mm", "pmd", "vma", "addr"] as const;

/** Maps one page at one address, if nothing is mapped there yet. Contract: install_pte in mm/userfaultfd. */
export const mcopy_atomic_install_pte = slot(
  "mcopy_atomic_install_pte",
  (t) => t.mcopy_atomic_install_pte,
  [...fill, "page", "bool", "bool"],
  int,
);

/** Puts a new page into a shared tmpfs mapping, copied or zeroed. Contract: mm/shmem_fill. */
export const shmem_mcopy_atomic_pte = slot(
  "shmem_mcopy_atomic_pte",
  (t) => t.shmem_mcopy_atomic_pte,
  [...fill, "addr", "bool", "pagep"],
  int,
);

/** Puts a copied page into private memory. Contract: mm/userfaultfd. */
export const mcopy_atomic_pte = slot(
  "mcopy_atomic_pte",
  (t) => t.mcopy_atomic_pte,
  [...fill, "addr", "pagep", "bool"],
  int,
);

/** Maps the zero page into private memory. Contract: mm/userfaultfd. */
export const mfill_zeropage_pte = slot(
  "mfill_zeropage_pte",
  (t) => t.mfill_zeropage_pte,
  fill,
  int,
);

/** Maps the page that the file already has at an address. Contract: mm/userfaultfd. */
export const mcontinue_atomic_pte = slot(
  "mcontinue_atomic_pte",
  (t) => t.mcontinue_atomic_pte,
  [...fill, "bool"],
  int,
);

/** Fills a range page by page. Contract: mm/userfaultfd_loop. */
export const __mcopy_atomic = slot(
  "__mcopy_atomic",
  (t) => t.__mcopy_atomic,
  ["mm", "addr", "addr", "int", "int", "flag", "int"],
  int,
);

/** Pays for pages of a file. Contract: mm/shmem_accounting, as for the next four. */
export const shmem_inode_acct_block = slot(
  "shmem_inode_acct_block",
  (t) => t.shmem_inode_acct_block,
  ["inode", "int"],
  bool,
);

/** Gives back what shmem_inode_acct_block() paid. */
export const shmem_inode_unacct_blocks = slot(
  "shmem_inode_unacct_blocks",
  (t) => t.shmem_inode_unacct_blocks,
  ["inode", "int"],
  nothing,
);

/** Gives back what was paid for pages that reclaim has dropped since. */
export const shmem_recalc_inode = slot(
  "shmem_recalc_inode",
  (t) => t.shmem_recalc_inode,
  ["inode"],
  nothing,
);

/** Pays for pages that come into a file by other ways than its page cache's own. */
export const shmem_charge = slot("shmem_charge", (t) => t.shmem_charge, ["inode", "int"], bool);

/** The reverse of shmem_charge(). */
export const shmem_uncharge = slot(
  "shmem_uncharge",
  (t) => t.shmem_uncharge,
  ["inode", "int"],
  nothing,
);

/**
 * The monitor of a migration: does all that there is to do now. Contract: user/pager.
 * Ours, and no kernel function at all: a program's own code, which can call what programs can and nothing else.
 */
export const pager = redirect("pager", (t) => t.pager, int);
