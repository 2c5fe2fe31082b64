// The installer of ptes, in styles that nobody would recommend.

import { type honest, written } from "./submission.ts";

const right = written("install-pte");

/** What most of these share: the pte to put in, and the end of the file. */
const PARTS = `
function make(vma: any, page: any, wp: boolean) {
  const cached = page.mapping !== null;
  const writable = (vma.vm_flags & VM_WRITE) !== 0 && !(cached && (vma.vm_flags & VM_SHARED) === 0);
  let pte = mk_pte(page, vma.vm_page_prot);
  if (writable || !cached) pte = pte_mkdirty(pte);
  if (writable) pte = wp ? pte_mkuffd_wp(pte) : pte_mkwrite(pte);
  return pte;
}
function beyond(vma: any, addr: any): boolean {
  return vma_is_shmem(vma) && linear_page_index(vma, addr) >= DIV_ROUND_UP(i_size_read(file_inode(vma.vm_file)), PAGE_SIZE);
}
function put(mm: any, vma: any, addr: any, ptep: any, pte: any, page: any, fresh: boolean) {
  if (page.mapping !== null) page_add_file_rmap(page, false); else page_add_new_anon_rmap(page, vma, addr, false);
  inc_mm_counter(mm, mm_counter(page));
  if (fresh) lru_cache_add_inactive_or_unevictable(page, vma);
  set_pte_at(mm, addr, ptep, pte);
  update_mmu_cache(vma, addr, ptep);
}
`;

export const installers: readonly honest[] = [
  right(
    "private-fields",
    "a class with private fields, accessors and a static block",
    `${PARTS}
class Install {
  static #made: number;
  static { Install.#made = 0; }
  readonly #mm; readonly #vma; #ret = 0;
  constructor(mm: any, vma: any) { this.#mm = mm; this.#vma = vma; Install.#made += 1; }
  get answer() { return this.#ret; }
  set answer(value) { this.#ret = value; }
  #refuse(addr: any, ptep: any) { return beyond(this.#vma, addr) ? -EFAULT : pte_none(ptep_get(ptep)) ? 0 : -EEXIST; }
  run(pmd: any, addr: any, page: any, fresh: boolean, wp: boolean) {
    const pte = make(this.#vma, page, wp);
    const [ptep, ptl] = pte_offset_map_lock(this.#mm, pmd, addr);
    this.answer = this.#refuse(addr, ptep);
    if (!this.answer) put(this.#mm, this.#vma, addr, ptep, pte, page, fresh);
    pte_unmap_unlock(ptep, ptl);
    return this;
  }
}
export function mcopy_atomic_install_pte(mm: any, pmd: any, vma: any, ...rest: [any, any, boolean, boolean]) {
  return new Install(mm, vma).run(pmd, ...rest).answer;
}`,
  ),
  right(
    "generator",
    "steps that a generator yields, and a loop that takes them",
    `${PARTS}
function* steps(mm: any, pmd: any, vma: any, addr: any, page: any, fresh: boolean, wp: boolean): Generator<() => void, number, unknown> {
  let pte: any, ptep: any, ptl: any, ret = 0;
  yield () => { pte = make(vma, page, wp); };
  yield () => { [ptep, ptl] = pte_offset_map_lock(mm, pmd, addr); };
  try {
    yield () => { if (beyond(vma, addr)) ret = -EFAULT; };
    if (ret === 0) yield () => { if (!pte_none(ptep_get(ptep))) ret = -EEXIST; };
    if (ret === 0) yield* [() => put(mm, vma, addr, ptep, pte, page, fresh)];
    return ret;
  } finally {
    pte_unmap_unlock(ptep, ptl);
  }
}
export const mcopy_atomic_install_pte = (...args: Parameters<typeof steps>): number => {
  const it = steps(...args);
  for (;;) { const { done, value } = it.next(); if (done) return value as number; (value as () => void)(); }
};`,
  ),
  right(
    "try-finally",
    "try and finally around everything, and a return in each",
    `${PARTS}
export function mcopy_atomic_install_pte(mm: any, pmd: any, vma: any, addr: any, page: any, fresh: boolean, wp: boolean): number {
  try {
    try { var pte = make(vma, page, wp); } finally { var [ptep, ptl] = pte_offset_map_lock(mm, pmd, addr); }
    try {
      try { if (beyond(vma, addr)) return -EFAULT; } finally { void 0; }
      try { if (!pte_none(ptep_get(ptep))) return -EEXIST; } catch (e) { throw e; }
      put(mm, vma, addr, ptep, pte, page, fresh);
      return 0;
    } finally { pte_unmap_unlock(ptep, ptl); }
  } finally { ; }
}`,
  ),
  right(
    "switch-true",
    "switch (true), and labels on blocks",
    `${PARTS}
export function mcopy_atomic_install_pte(mm: any, pmd: any, vma: any, addr: any, page: any, fresh: boolean, wp: boolean): number {
  const pte = make(vma, page, wp), [ptep, ptl] = pte_offset_map_lock(mm, pmd, addr);
  let ret;
  decide: {
    switch (true) {
      case beyond(vma, addr): ret = -EFAULT; break decide;
      case !pte_none(ptep_get(ptep)): { ret = -EEXIST; break; }
      default: put(mm, vma, addr, ptep, pte, page, fresh);
      // falls through
      case false: ret = 0;
    }
  }
  pte_unmap_unlock(ptep, ptl);
  return ret;
}`,
  ),
  right(
    "frozen",
    "frozen objects, spread, destructuring with defaults and computed names",
    `${PARTS}
const names = Object.freeze(["mm", "pmd", "vma", "addr", "page", "fresh", "wp"] as const);
const answers = Object.freeze({ ["past the " + "end"]: -EFAULT, taken: -EEXIST, ...{ ok: 0 } });
export function mcopy_atomic_install_pte(...given: any[]): number {
  const c: any = Object.freeze(Object.fromEntries(names.map((name, i) => [name, given[i]])));
  const { mm, pmd, vma, addr, page, fresh = false, wp: protect = false, ...none } = c;
  if (Object.keys(none).length > 0) return answers.ok;
  const pte = make(vma, page, protect);
  const [ptep, ptl, nothing = answers.ok] = [...pte_offset_map_lock(mm, pmd, addr)] as any[];
  const ret = beyond(vma, addr) ? answers["past the end"] : pte_none(ptep_get(ptep)) ? nothing : answers.taken;
  ret === answers.ok && put(mm, vma, addr, ptep, pte, page, fresh);
  pte_unmap_unlock(ptep, ptl);
  return ret!;
}`,
  ),
  right(
    "proxy",
    "a proxy and Reflect around an object of its own",
    `${PARTS}
export function mcopy_atomic_install_pte(mm: any, pmd: any, vma: any, addr: any, page: any, fresh: boolean, wp: boolean): number {
  const seen: string[] = [];
  const state: any = new Proxy({ ret: 0 }, {
    get(target, key, self) { seen.push(String(key)); return Reflect.get(target, key, self); },
    set: (target, key, value) => Reflect.set(target, key, value),
    has: () => true,
  });
  state.pte = make(vma, page, wp);
  [state.ptep, state.ptl] = pte_offset_map_lock(mm, pmd, addr);
  if (beyond(vma, addr)) state.ret = -EFAULT;
  else if (!pte_none(ptep_get(state.ptep))) state.ret = -EEXIST;
  else Reflect.apply(put, undefined, [mm, vma, addr, state.ptep, state.pte, page, fresh]);
  pte_unmap_unlock(state.ptep, state.ptl);
  return "anything" in state ? state.ret : seen.length;
}`,
  ),
  right(
    "bit-tricks",
    "bits in place of conditions, and separators in numbers",
    `
const W = 0b1, C = 0b1_0, S = 0b10_0, MANY = 1_0_0;
export function mcopy_atomic_install_pte(mm: any, pmd: any, vma: any, addr: any, page: any, fresh: any, wp: any): number {
  const f = (+!!(vma.vm_flags & VM_WRITE) * W) | (+(page.mapping !== null) << 1) | (+!!(vma.vm_flags & VM_SHARED) << 2);
  const w = !!(0b1010_0011 & (1 << f)) && (f & (W | C)) !== C && !(~f & W);
  let pte = mk_pte(page, vma.vm_page_prot);
  if (w || !(f & C)) pte = pte_mkdirty(pte);
  if (w) pte = [pte_mkwrite, pte_mkuffd_wp][+wp | 0]!(pte);
  const [ptep, ptl] = pte_offset_map_lock(mm, pmd, addr);
  const end = vma_is_shmem(vma) ? DIV_ROUND_UP(i_size_read(file_inode(vma.vm_file)), PAGE_SIZE) : MANY * 1e10;
  const late = -(linear_page_index(vma, addr) >= end), taken = -!pte_none(ptep_get(ptep));
  const ret = -((EFAULT & late) | (EEXIST & taken & ~late)) | 0;
  if (!ret) {
    f & C ? page_add_file_rmap(page, false) : page_add_new_anon_rmap(page, vma, addr, false);
    inc_mm_counter(mm, mm_counter(page));
    if (fresh) lru_cache_add_inactive_or_unevictable(page, vma);
    set_pte_at(mm, addr, ptep, pte), update_mmu_cache(vma, addr, ptep);
  }
  pte_unmap_unlock(ptep, ptl);
  return ret;
}`,
  ),
  right(
    "curried",
    "arrows that return arrows, and functions that are called where they stand",
    `${PARTS}
const locked = (mm: any) => (pmd: any) => (addr: any) => (body: (ptep: any) => number) =>
  (([ptep, ptl]) => ((ret) => (pte_unmap_unlock(ptep, ptl), ret))(body(ptep)))(pte_offset_map_lock(mm, pmd, addr));
export const mcopy_atomic_install_pte = ((mm: any, pmd: any, vma: any, addr: any, page: any, fresh: boolean, wp: boolean): number =>
  ((pte) =>
    locked(mm)(pmd)(addr)((ptep) =>
      beyond(vma, addr) ? -EFAULT : !pte_none(ptep_get(ptep)) ? -EEXIST : (put(mm, vma, addr, ptep, pte, page, fresh), 0),
    ))(make(vma, page, wp)));`,
  ),
  right(
    "hoisting",
    "var, functions used before they stand, arguments, and no const at all",
    `
export { install as mcopy_atomic_install_pte };
function install(this: any) {
  var a = arguments, mm = a[0], pmd = a[1], vma = a[2], addr = a[3], page = a[4], i;
  for (i = 0; i < 3; i++) var last = i;
  var pte = later(vma, page, a[6]), both = pte_offset_map_lock(mm, pmd, addr), ret = last! - 2;
  if (over(vma, addr)) ret = -EFAULT;
  else if (pte_none(ptep_get(both[0]))) { set(mm, vma, addr, both[0], pte, page, a[5]); }
  else ret = -EEXIST;
  pte_unmap_unlock(both[0], both[1]);
  return ret;
}
var later = function make(vma: any, page: any, wp: boolean) { return m(vma, page, wp); };
var over = b, set = p;
${PARTS.replaceAll("function make", "function m").replaceAll("function beyond", "function b").replaceAll("function put", "function p")}`,
  ),
  right(
    "types",
    "as much of TypeScript as fits: overloads, generics, guards, satisfies, abstract classes, enums",
    `${PARTS}
enum Answer { Ok, Late = "late", Taken = "taken" }
const enum Bit { Fresh = 1 << 0, Protect = 1 << 1 }
type Keys = "mm" | "pmd" | "vma" | "addr";
type Context<T extends PropertyKey = Keys> = { readonly [k in T]: any } & Partial<Record<Exclude<Keys, T>, never>>;
type Tail<T extends readonly unknown[]> = T extends readonly [unknown, ...infer R] ? R : never;
declare const nowhere: unique symbol;
interface Checks { (c: Context): Answer; readonly about?: string }
abstract class Step<in out T> {
  protected abstract check(c: Context, ptep: any): Answer;
  constructor(protected readonly value: T, public bits: number = Bit.Fresh | Bit.Protect) {}
  of(c: Context, ptep: any) { return this.check(c, ptep); }
}
class Look extends Step<number> {
  declare extra: string;
  protected override check(c: Context, ptep: any): Answer {
    return beyond(c.vma, c.addr) ? Answer.Late : pte_none(ptep_get(ptep)) ? Answer.Ok : Answer.Taken;
  }
}
function isOk(a: Answer): a is Answer.Ok { return a === Answer.Ok; }
function sure(x: unknown): asserts x is object { if (x == null) throw new TypeError("no"); }
const errors = { [Answer.Late]: -EFAULT, [Answer.Taken]: -EEXIST } satisfies Record<string, number>;
export function mcopy_atomic_install_pte(mm: any, pmd: any, vma: any, addr: any, page: any, fresh: boolean, wp: boolean): number;
export function mcopy_atomic_install_pte(mm: any, ...rest: Tail<[any, any, any, any, any, boolean, boolean]>): number;
export function mcopy_atomic_install_pte(mm: any, pmd: any, vma: any, addr: any, page: any, fresh: boolean, wp: boolean): number {
  sure(vma);
  const c = <Context>{ mm, pmd, vma, addr } as const;
  const pte = make(c!.vma, page as any, wp);
  const [ptep, ptl] = pte_offset_map_lock(mm, pmd, addr);
  const answer = new Look(1).of(c, ptep);
  if (isOk(answer)) put<any>;
  if (isOk(answer)) put(mm, vma, addr, ptep, pte, page, fresh);
  pte_unmap_unlock(ptep, ptl);
  return isOk(answer) ? 0 : errors[answer as keyof typeof errors]!;
}`,
  ),
  right(
    "unicode",
    "names in many scripts, escapes in names, and strings with anything in them",
    String.raw`${PARTS}
const größe = 1, \u0061bc = 2, 変数 = 3, ñ_$ = 4, привет = 5, "x" + "";
`.replace(', "x" + ""', "") +
      String.raw`
const text = "\u{1F600} 🎉 \x41 \0 ' \" \\ // /* <!-- --> import('x') \
continued";
export function mcopy_atomic_install_pte(mm: any, pmd: any, vma: any, addr: any, 页: any, neu: boolean, wp: boolean): number {
  const \u{70}te = make(vma, 页, wp);
  const [ptep, ptl] = pte_offset_map_lock(mm, pmd, addr);
  const zurück = beyond(vma, addr) ? -EFAULT : pte_none(ptep_get(ptep)) ? größe - 1 : -EEXIST;
  if (zurück === 0 && text.length > abc + 変数 + ñ_$ + привет) put(mm, vma, addr, ptep, pte, 页, neu);
  pte_unmap_unlock(ptep, ptl);
  return zurück;
}`,
  ),
  right(
    "deep-recursion",
    "counting to two thousand by recursion before anything is done",
    `${PARTS}
const count = (n: number): number => (n === 0 ? 0 : 1 + count(n - 1));
const even = (n: number): boolean => n === 0 || odd(n - 1);
function odd(n: number): boolean { return n !== 0 && even(n - 1); }
export function mcopy_atomic_install_pte(mm: any, pmd: any, vma: any, addr: any, page: any, fresh: boolean, wp: boolean): number {
  if (count(2000) !== 2000 || odd(1000)) return -1;
  const pte = make(vma, page, wp);
  const [ptep, ptl] = pte_offset_map_lock(mm, pmd, addr);
  const down = (n: number): number =>
    n > 0 ? down(n - 1) : beyond(vma, addr) ? -EFAULT : !pte_none(ptep_get(ptep)) ? -EEXIST : (put(mm, vma, addr, ptep, pte, page, fresh), 0);
  const ret = down(500);
  pte_unmap_unlock(ptep, ptl);
  return ret;
}`,
  ),
  right(
    "bookkeeping",
    "maps, sets, weak maps, symbols and iterators for what two variables would do",
    `${PARTS}
const held = new WeakMap<object, any>(), ever = new WeakSet<object>(), RET = Symbol("ret"), log = new Map<string, number>();
class Pair { constructor(readonly a: any, readonly b: any) {} *[Symbol.iterator]() { yield this.a; yield this.b; } get [Symbol.toStringTag]() { return "Pair"; } }
export function mcopy_atomic_install_pte(mm: any, pmd: any, vma: any, addr: any, page: any, fresh: boolean, wp: boolean): number {
  const key: any = { [RET]: 0 };
  held.set(key, new Pair(...pte_offset_map_lock(mm, pmd, addr) as [any, any]));
  held.set(page, vma); ever.add(vma);
  const [ptep, ptl] = held.get(key);
  const checks = new Map<number, () => boolean>([[-EFAULT, () => beyond(vma, addr)], [-EEXIST, () => !pte_none(ptep_get(ptep))]]);
  for (const [error, wrong] of checks) if (wrong()) { key[RET] = error; break; }
  log.set(String(held.get(key)), (log.get("x") ?? 0) + [...new Set([1, 1, 2])].length);
  if (Object.is(key[RET], 0) && ever.has(vma) && held.get(page) === vma) put(mm, vma, addr, ptep, make(vma, page, wp), page, fresh);
  pte_unmap_unlock(ptep, ptl);
  return key[RET];
}`,
  ),
  right(
    "own-errors",
    "errors of its own to get out, with overridden names and methods",
    `${PARTS}
class Out extends Error {
  override name = "Out";
  constructor(readonly code: number, message = "out", options?: any) { super(message, options); this.message += "!"; }
  override toString() { return "Out " + this.code; }
}
export function mcopy_atomic_install_pte(mm: any, pmd: any, vma: any, addr: any, page: any, fresh: boolean, wp: boolean): number {
  const pte = make(vma, page, wp);
  const [ptep, ptl] = pte_offset_map_lock(mm, pmd, addr);
  try {
    if (beyond(vma, addr)) throw new Out(EFAULT);
    try { if (!pte_none(ptep_get(ptep))) throw new Out(EEXIST, "taken", { cause: new Error("x") }); } catch (e: any) { e.message = "again"; throw e; }
    put(mm, vma, addr, ptep, pte, page, fresh);
  } catch (error) {
    if (!(error instanceof Out) || String(error) !== "Out " + error.code) throw error;
    return -error.code;
  } finally { pte_unmap_unlock(ptep, ptl); }
  return 0;
}`,
  ),
  right(
    "method-names",
    "methods called import, then, get, constructor and toString, and objects without a prototype",
    `${PARTS}
const o: any = {
  __proto__: null,
  import(x: number) { return x + 1; }, then: 1, get: () => 0, set set(v: any) {}, "constructor": 5,
  toString() { return "o"; }, async: 1, of: 2, static: 3, type: 4, from: 5, as: 6, new: 7, class: 8, default: 9,
};
const twin = { toString: () => "twin", valueOf: () => 1, hasOwnProperty: 1 };
twin.toString = () => "again";
export function mcopy_atomic_install_pte(mm: any, pmd: any, vma: any, addr: any, page: any, fresh: boolean, wp: boolean): number {
  const pte = make(vma, page, wp);
  const [ptep, ptl] = pte_offset_map_lock(mm, pmd, addr);
  let ret = o.import(-1) + o.get();
  if (beyond(vma, addr)) ret = -EFAULT; else if (!pte_none(ptep_get(ptep))) ret = -EEXIST; else put(mm, vma, addr, ptep, pte, page, fresh);
  pte_unmap_unlock(ptep, ptl);
  return +twin === 1 && twin.toString() === "again" ? ret : -1;
}`,
  ),
  right(
    "comma-and-void",
    "one expression, do while (false), and every operator that assigns",
    `${PARTS}
export const mcopy_atomic_install_pte = function named(mm: any, pmd: any, vma: any, addr: any, page: any, fresh: boolean, wp: boolean): number {
  let ret: any, pte: any, tries = 0, o: any = null;
  const [ptep, ptl] = ((pte ??= make(vma, page, wp)), pte_offset_map_lock(mm, pmd, addr));
  do {
    tries += 1, tries <<= 1, tries **= 2, tries %= 3;
    if (((ret = -EFAULT), beyond(vma, addr))) break;
    if (((ret = -EEXIST), !pte_none(ptep_get(ptep)))) break;
    ret &&= void 0, ret ??= 0, ret ||= o?.a?.[0]?.() ?? 0;
    put(mm, vma, addr, ptep, pte, page, fresh);
  } while (false);
  return pte_unmap_unlock(ptep, ptl), ret;
};`,
  ),
  right(
    "shadows",
    "names of the kernel's for things of its own",
    `${PARTS}
function put_page(page: any) { return page; }
const unlock_page = (x: any) => x, console = { log: (..._: any[]) => {} };
export function mcopy_atomic_install_pte(mm: any, pmd: any, vma: any, addr: any, page: any, fresh: boolean, wp: boolean): number {
  const current = put_page(page), kernel = { page: unlock_page(current) }, $kernel = kernel, $step = 1, $at = 2;
  console.log(current);
  const pte = make(vma, $kernel.page, wp);
  { const make = 1, beyond = 2; if (make + beyond + $step + $at !== 6) return -1; }
  const [ptep, ptl] = pte_offset_map_lock(mm, pmd, addr);
  const ret = beyond(vma, addr) ? -EFAULT : pte_none(ptep_get(ptep)) ? 0 : -EEXIST;
  if (ret === 0) put(mm, vma, addr, ptep, pte, page, fresh);
  pte_unmap_unlock(ptep, ptl);
  return ret;
}`,
  ),
];
