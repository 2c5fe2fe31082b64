// The fill of a shared page, in styles that nobody would recommend.

import { type honest, written } from "./submission.ts";

const right = written("shmem-mcopy");

const PARTS = `
const ARGS = 7;
function fill(page: any, src: any, zero: boolean): number {
  if (zero) return clear_highpage(page), 0;
  const kaddr = kmap_atomic(page);
  const left = copy_from_user(kaddr, src, PAGE_SIZE);
  kunmap_atomic(kaddr);
  return left;
}
function ready(page: any) { __SetPageLocked(page); __SetPageSwapBacked(page); __SetPageUptodate(page); }
function count(inode: any) {
  const info = SHMEM_I(inode);
  spin_lock_irq(info.lock);
  info.alloced++;
  inode.i_blocks += BLOCKS_PER_PAGE;
  shmem_recalc_inode(inode);
  spin_unlock_irq(info.lock);
}
const ends = (inode: any) => DIV_ROUND_UP(i_size_read(inode), PAGE_SIZE);
`;
const HEAD =
  "export function shmem_mcopy_atomic_pte(mm: any, pmd: any, vma: any, addr: any, src: any, zero: boolean, pagep: any): number";

export const fills: readonly honest[] = [
  right(
    "undo-generator",
    "ways back that a generator remembers, and its return() takes",
    `${PARTS}
function* ways(done: (() => void)[]): Generator<void, void, () => void> {
  try { for (;;) { const way = yield; done.push(way); } } finally { while (done.length > 0) done.pop()!(); }
}
${HEAD} {
  const inode = file_inode(vma.vm_file), gfp = mapping_gfp_mask(inode.i_mapping), at = linear_page_index(vma, addr);
  const undo: (() => void)[] = [], way = ways(undo);
  way.next();
  const back = (ret: number) => { way.return(); return ret; };
  let page = pagep.value;
  pagep.value = null;
  if (!shmem_inode_acct_block(inode, 1)) { if (page) put_page(page); return back(-ENOMEM); }
  way.next(() => shmem_inode_unacct_blocks(inode, 1));
  if (!page) {
    page = shmem_alloc_page(gfp, SHMEM_I(inode), at);
    if (!page) return back(-ENOMEM);
    if (fill(page, src, zero)) { pagep.value = page; return back(-ENOENT); }
  }
  way.next(() => put_page(page));
  ready(page);
  way.next(() => unlock_page(page));
  if (at >= ends(inode)) return back(-EFAULT);
  let ret = shmem_add_to_page_cache(page, inode.i_mapping, at, null, gfp & GFP_RECLAIM_MASK, mm);
  if (ret) return back(ret);
  way.next(() => delete_from_page_cache(page));
  ret = mcopy_atomic_install_pte(mm, pmd, vma, addr, page, true, false);
  if (ret) return back(ret);
  undo.length = 0;
  count(inode);
  SetPageDirty(page);
  unlock_page(page);
  return 0;
}`,
  ),
  right(
    "state-machine",
    "a switch in a loop, with states by name",
    `${PARTS}
${HEAD} {
  const inode = file_inode(vma.vm_file), gfp = mapping_gfp_mask(inode.i_mapping), at = linear_page_index(vma, addr);
  let page = pagep.value, ret = 0, state = "pay";
  pagep.value = null;
  run: while (true) {
    switch (state) {
      case "pay": if (shmem_inode_acct_block(inode, 1)) { state = page ? "ready" : "get"; continue run; } if (page) put_page(page); ret = -ENOMEM; break run;
      case "get": page = shmem_alloc_page(gfp, SHMEM_I(inode), at); ret = -ENOMEM; state = page ? "fill" : "unpay"; break;
      case "fill": if (fill(page, src, zero)) { pagep.value = page; ret = -ENOENT; state = "unpay"; } else state = "ready"; break;
      case "ready": ready(page); ret = -EFAULT; state = at < ends(inode) ? "add" : "drop"; break;
      case "add": ret = shmem_add_to_page_cache(page, inode.i_mapping, at, null, gfp & GFP_RECLAIM_MASK, mm); state = ret ? "drop" : "map"; break;
      case "map": ret = mcopy_atomic_install_pte(mm, pmd, vma, addr, page, true, false); state = ret ? "remove" : "count"; break;
      case "remove": delete_from_page_cache(page);
      case "drop": unlock_page(page); put_page(page);
      case "unpay": shmem_inode_unacct_blocks(inode, 1); break run;
      case "count": count(inode); SetPageDirty(page); unlock_page(page); ret = 0; break run;
      default: throw new Error(state);
    }
  }
  return ret;
}`,
  ),
  right(
    "flags-and-finally",
    "one finally that looks at what has been done",
    `${PARTS}
${HEAD} {
  const inode = file_inode(vma.vm_file), gfp = mapping_gfp_mask(inode.i_mapping), at = linear_page_index(vma, addr);
  const did = { pay: false, lock: false, add: false, all: false, hand: false };
  let page = pagep.value;
  try {
    pagep.value = null;
    if (!(did.pay = shmem_inode_acct_block(inode, 1))) return -ENOMEM;
    if (!page) {
      if (!(page = shmem_alloc_page(gfp, SHMEM_I(inode), at))) return -ENOMEM;
      if (fill(page, src, zero)) return (did.hand = true), (pagep.value = page), -ENOENT;
    }
    ready(page); did.lock = true;
    if (at >= ends(inode)) return -EFAULT;
    const error = shmem_add_to_page_cache(page, inode.i_mapping, at, null, gfp & GFP_RECLAIM_MASK, mm);
    if (error) return error;
    did.add = true;
    const other = mcopy_atomic_install_pte(mm, pmd, vma, addr, page, true, false);
    if (other) return other;
    did.all = true;
    count(inode);
    SetPageDirty(page);
    return 0;
  } finally {
    if (did.add && !did.all) delete_from_page_cache(page);
    if (did.lock) unlock_page(page);
    if (page && !did.all && !did.hand) put_page(page);
    if (did.pay && !did.all) shmem_inode_unacct_blocks(inode, 1);
  }
}`,
  ),
  right(
    "list-of-steps",
    "steps as objects in a list, taken forwards and, where one fails, back again",
    `${PARTS}
interface Step { readonly name: string; do(c: any): number; undo?(c: any): void }
const steps: readonly Step[] = Object.freeze([
  { name: "pay", do: (c) => (shmem_inode_acct_block(c.inode, 1) ? 0 : (c.page && put_page(c.page), -ENOMEM)), undo: (c) => shmem_inode_unacct_blocks(c.inode, 1) },
  { name: "get", do: (c) => (c.page ??= c.made = shmem_alloc_page(c.gfp, SHMEM_I(c.inode), c.at)) ? 0 : -ENOMEM, undo: (c) => void (c.pagep.value === c.page && c.page !== null ? 0 : put_page(c.page)) },
  { name: "fill", do: (c) => (c.made && fill(c.page, c.src, c.zero) ? ((c.pagep.value = c.page), -ENOENT) : 0) },
  { name: "ready", do: (c) => (ready(c.page), 0), undo: (c) => unlock_page(c.page) },
  { name: "size", do: (c) => (c.at < ends(c.inode) ? 0 : -EFAULT) },
  { name: "add", do: (c) => shmem_add_to_page_cache(c.page, c.inode.i_mapping, c.at, null, c.gfp & GFP_RECLAIM_MASK, c.mm), undo: (c) => delete_from_page_cache(c.page) },
  { name: "map", do: (c) => mcopy_atomic_install_pte(c.mm, c.pmd, c.vma, c.addr, c.page, true, false) },
  { name: "count", do: (c) => (count(c.inode), SetPageDirty(c.page), unlock_page(c.page), 0) },
] satisfies Step[]);
${HEAD} {
  const inode = file_inode(vma.vm_file);
  const c: any = { mm, pmd, vma, addr, src, zero, pagep, inode, gfp: mapping_gfp_mask(inode.i_mapping), at: linear_page_index(vma, addr), page: pagep.value, made: null };
  pagep.value = null;
  let ret = 0;
  const failed = steps.findIndex((step) => (ret = step.do(c)) !== 0);
  if (failed >= 0) steps.slice(0, failed).reverse().forEach((step) => step.undo?.(c));
  return ret;
}`,
  ),
  right(
    "do-while-break",
    "do while (false) and break for every failure",
    `${PARTS}
${HEAD} {
  var inode = file_inode(vma.vm_file), gfp = mapping_gfp_mask(inode.i_mapping), at = linear_page_index(vma, addr), page = pagep.value, ret;
  pagep.value = null;
  do {
    ret = -ENOMEM;
    if (!shmem_inode_acct_block(inode, 1)) { if (page) put_page(page); break; }
    do {
      if (!page) {
        if (!(page = shmem_alloc_page(gfp, SHMEM_I(inode), at))) break;
        if (fill(page, src, zero)) { pagep.value = page; ret = -ENOENT; break; }
      }
      ready(page);
      do {
        if ((ret = at < ends(inode) ? 0 : -EFAULT)) break;
        if ((ret = shmem_add_to_page_cache(page, inode.i_mapping, at, null, gfp & GFP_RECLAIM_MASK, mm))) break;
        if ((ret = mcopy_atomic_install_pte(mm, pmd, vma, addr, page, true, false))) { delete_from_page_cache(page); break; }
        count(inode); SetPageDirty(page);
      } while (false);
      unlock_page(page);
      if (ret) put_page(page);
    } while (0);
    if (ret) shmem_inode_unacct_blocks(inode, 1);
  } while (!1);
  return ret;
}`,
  ),
  right(
    "results-as-objects",
    "generic results, unwrapped by throwing and caught at the end",
    `${PARTS}
type Result<T, E extends number = number> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };
const ok = <T,>(value: T): Result<T> => ({ ok: true, value });
const bad = <E extends number>(error: E): Result<never, E> => ({ ok: false, error });
class Unwrapped<E> { constructor(public readonly error: E) {} }
function take<T>(result: Result<T>): T { if (result.ok) return result.value; throw new Unwrapped(result.error); }
const of = (error: number): Result<void> => (error === 0 ? ok(undefined) : bad(error));
function page_for(c: any): Result<any> {
  if (c.given) return ok(c.given);
  const page = shmem_alloc_page(c.gfp, SHMEM_I(c.inode), c.at);
  if (!page) return bad(-ENOMEM);
  if (fill(page, c.src, c.zero) === 0) return ok(page);
  c.pagep.value = page;
  return bad(-ENOENT);
}
function inside(c: any, page: any): void {
  if (c.at >= ends(c.inode)) take(bad(-EFAULT));
  take(of(shmem_add_to_page_cache(page, c.inode.i_mapping, c.at, null, c.gfp & GFP_RECLAIM_MASK, c.mm)));
  try { take(of(mcopy_atomic_install_pte(c.mm, c.pmd, c.vma, c.addr, page, true, false))); }
  catch (e) { delete_from_page_cache(page); throw e; }
}
${HEAD} {
  const inode = file_inode(vma.vm_file), given = pagep.value;
  const c = { mm, pmd, vma, addr, src, zero, pagep, inode, given, gfp: mapping_gfp_mask(inode.i_mapping), at: linear_page_index(vma, addr) };
  pagep.value = null;
  if (!shmem_inode_acct_block(inode, 1)) return given && put_page(given), -ENOMEM;
  try {
    const page = take(page_for(c));
    ready(page);
    try { inside(c, page); } catch (e) { unlock_page(page); put_page(page); throw e; }
    count(inode); SetPageDirty(page); unlock_page(page);
    return 0;
  } catch (e) {
    shmem_inode_unacct_blocks(inode, 1);
    if (e instanceof Unwrapped) return e.error;
    throw e;
  }
}`,
  ),
  right(
    "closures-only",
    "closures in closures, each with the failure of the one inside as its result",
    `${PARTS}
const paying = (inode: any, body: () => number) => shmem_inode_acct_block(inode, 1) ? ((ret) => (ret && shmem_inode_unacct_blocks(inode, 1), ret))(body()) : null;
const holding = (page: any, body: () => number) => (ready(page), ((ret) => (unlock_page(page), ret && put_page(page), ret))(body()));
export const shmem_mcopy_atomic_pte = (mm: any, pmd: any, vma: any, addr: any, src: any, zero: boolean, pagep: any): number => {
  const inode = file_inode(vma.vm_file), gfp = mapping_gfp_mask(inode.i_mapping), at = linear_page_index(vma, addr);
  const given = pagep.value;
  const drop = () => (given && put_page(given), -ENOMEM);
  const publish = (page: any) => () =>
    at >= ends(inode) ? -EFAULT
    : shmem_add_to_page_cache(page, inode.i_mapping, at, null, gfp & GFP_RECLAIM_MASK, mm) ||
      ((ret) => (ret ? delete_from_page_cache(page) : (count(inode), SetPageDirty(page)), ret))(mcopy_atomic_install_pte(mm, pmd, vma, addr, page, true, false));
  const made = (page: any) => !page ? -ENOMEM : fill(page, src, zero) ? ((pagep.value = page), -ENOENT) : holding(page, publish(page));
  pagep.value = null;
  return paying(inode, () => given ? holding(given, publish(given)) : made(shmem_alloc_page(gfp, SHMEM_I(inode), at))) ?? drop();
};`,
  ),
  right(
    "class-per-page",
    "a class that owns the page, with a chain of methods that stop at the first failure",
    `${PARTS}
class Chain {
  #ret = 0; #undo = new Array<() => void>();
  static start = (...a: ConstructorParameters<typeof Chain>) => new this(...a);
  constructor(private readonly inode: any) { Object.seal(this); }
  then_(step: () => number, undo?: () => void): this { if (this.#ret === 0) { this.#ret = step.call(this); if (this.#ret === 0 && undo) this.#undo.unshift(undo); } return this; }
  get end(): number { if (this.#ret !== 0) for (const undo of this.#undo) undo(); return this.#ret; }
}
${HEAD} {
  const inode = file_inode(vma.vm_file), gfp = mapping_gfp_mask(inode.i_mapping), at = linear_page_index(vma, addr);
  let page = pagep.value, handed = false;
  const given = page !== null;
  pagep.value = null;
  if (given) get();
  function get() { return page; }
  return Chain.start(inode)
    .then_(() => (shmem_inode_acct_block(inode, 1) ? 0 : (given && put_page(page), -ENOMEM)), () => shmem_inode_unacct_blocks(inode, 1))
    .then_(() => (given || (page = shmem_alloc_page(gfp, SHMEM_I(inode), at)) ? 0 : -ENOMEM), () => { if (!handed) put_page(get()); })
    .then_(() => (!given && fill(page, src, zero) ? ((handed = true), (pagep.value = page), -ENOENT) : 0))
    .then_(() => (ready(page), 0), () => unlock_page(page))
    .then_(() => (at < ends(inode) ? 0 : -EFAULT))
    .then_(() => shmem_add_to_page_cache(page, inode.i_mapping, at, null, gfp & GFP_RECLAIM_MASK, mm), () => delete_from_page_cache(page))
    .then_(() => mcopy_atomic_install_pte(mm, pmd, vma, addr, page, true, false))
    .then_(() => (count(inode), SetPageDirty(page), unlock_page(page), 0)).end;
}`,
  ),
];
