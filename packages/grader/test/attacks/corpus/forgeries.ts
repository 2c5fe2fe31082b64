// Code that would be marked without having done the work: by changing what judges, or by lying about what was done.

import { submission } from "../../support/sources.ts";
import { type attack, texts } from "./attack.ts";

const inside = (code: string): string => submission("", code);
const forge = texts("forge", inside);

/** Each patch in a try of its own, and then no work. */
const patch = (...changes: string[]): string =>
  `${changes.map((one) => `try { ${one}; console.log("REACHED patch"); } catch {}`).join("\n")}\nreturn 0;`;

const patches: readonly attack[] = [
  forge(
    "055-object-getter",
    "define a getter on Object.prototype for fields of results",
    "fail",
    patch("Object.defineProperty(Object.prototype, 'ret', { get: () => 0 })"),
  ),
  forge(
    "056-object-setter",
    "define a setter on Object.prototype, and change its prototype",
    "fail",
    patch(
      "Object.defineProperty(Object.prototype, 'status', { set() {} })",
      "Object.setPrototypeOf(Object.prototype, {})",
      "(Object.prototype as any).__proto__ = { passed: true }; if (({} as any).passed !== true) throw 0",
    ),
  ),
  forge(
    "057-array-methods",
    "replace methods of arrays",
    "fail",
    patch(
      "Array.prototype.push = function () { return 0 }",
      "Array.prototype.map = (() => []) as any",
      "Array.prototype[Symbol.iterator] = function* () {} as any",
    ),
  ),
  forge(
    "058-map-methods",
    "replace methods of maps and weak maps, and so get the machine's objects",
    "fail",
    patch(
      "Map.prototype.get = () => 0 as any",
      "WeakMap.prototype.get = () => 0 as any",
      "Set.prototype.has = () => true",
    ),
  ),
  forge(
    "059-freeze",
    "replace what freezes and defines",
    "fail",
    patch(
      "Object.freeze = ((x: any) => x) as any",
      "Object.defineProperty = ((x: any) => x) as any",
      "Object.getOwnPropertyDescriptor = (() => undefined) as any",
    ),
  ),
  forge(
    "060-reflect",
    "replace Reflect and Proxy",
    "fail",
    patch(
      "Reflect.apply = (() => 0) as any",
      "Reflect.ownKeys = () => []",
      "(Proxy as any).revocable = () => 0",
    ),
  ),
  forge(
    "061-json-parse",
    "replace JSON.parse",
    "fail",
    patch("JSON.parse = () => ({ passed: true })"),
  ),
  forge(
    "062-to-json",
    "put toJSON on every object, to be written into the record",
    "fail",
    patch(
      "(Object.prototype as any).toJSON = () => 'forged'",
      "(Number.prototype as any).toJSON = () => 0",
      "JSON.stringify = (() => '') as any",
    ),
  ),
  forge(
    "063-output-hooks",
    "replace what carries results out of the process",
    "fail",
    patch(
      "(globalThis as any).process.stdout.write = () => true",
      "(globalThis as any).Buffer.from = () => ''",
      "(globalThis as any).MessagePort.prototype.postMessage = () => 0",
    ),
  ),
  forge(
    "064-console-hook",
    "replace the console",
    "fail",
    patch("(console as any).log = () => 0", "(globalThis as any).console = {}"),
  ),
  forge(
    "065-fields",
    "write fields of kernel objects by hand",
    "fail",
    patch(
      "vma.vm_flags = 0 as any",
      "file_inode(vma.vm_file).i_size = 0 as any",
      "pmd.ptes = []",
      "vma.vm_file = null",
    ),
  ),
  forge(
    "066-definitions",
    "define fields of kernel objects, or change their prototype",
    "fail",
    patch(
      "Object.defineProperty(pagep, 'value', { value: null })",
      "Object.setPrototypeOf(vma, {})",
      "delete vma.vm_file; if (vma.vm_file !== undefined) throw 0",
      "Object.defineProperty(Object.getPrototypeOf(vma), 'vm_start', { value: 0 })",
    ),
  ),
  forge(
    "067-call-and-apply",
    "replace call, apply and bind",
    "fail",
    patch(
      "Object.getPrototypeOf(put_page).call = (() => 0) as any",
      "Object.getPrototypeOf(put_page).apply = (() => 0) as any",
      "Object.getPrototypeOf(put_page).bind = (() => 0) as any",
    ),
  ),
  forge(
    "079-global-expect",
    "define expect, test and assert",
    "fail",
    "Object.assign(globalThis, { expect: () => new Proxy({}, { get: () => () => 0 }), test() {}, describe() {}, assert() {} }); return 0;",
  ),
  forge(
    "080-exit-code",
    "set the exit code and the result of the run",
    "fail",
    patch(
      "(globalThis as any).process.exitCode = 0",
      "(globalThis as any).__result__ = 'x'; throw 0",
    ),
  ),
  forge(
    "081-skip",
    "throw what test runners throw to skip a test",
    "fail",
    "throw Object.assign(new Error('test is skipped; abort execution'), { code: 'VITEST_PENDING' })",
  ),
  forge(
    "082-assertion-error",
    "throw what looks like a failed check of the test's own",
    "fail",
    "throw Object.assign(new Error('expected 0 to be 0'), { name: 'AssertionError', code: 'ERR_ASSERTION', actual: 0, expected: 0, showDiff: false })",
  ),
  forge(
    "083-runner-internals",
    "find the state of a test runner",
    "fail",
    "const w = (globalThis as any).__vitest_worker__ ?? (globalThis as any).__vitest_index__; if (w) console.log('REACHED runner'); return 0;",
  ),
  forge(
    "084-chai-symbols",
    "find a test runner by its shared symbols",
    "fail",
    "for (const key of ['$$jest-matchers-object', 'matchers-object', 'asymmetric-matchers-object', 'expect-global']) if ((globalThis as any)[Symbol.for(key)]) console.log('REACHED matchers'); return 0;",
  ),
  forge(
    "085-clock-and-dice",
    "replace the clock and the dice",
    "fail",
    patch(
      "Math.random = () => 0.5",
      "Date.now = () => 0",
      "performance.now = () => 0",
      "(globalThis as any).Date = class { static now() { return 0 } }; throw 0",
    ),
  ),
  forge(
    "086-time-of-day",
    "answer by the time, or by chance",
    "fail",
    "try { console.log('REACHED', Date.now()) } catch {} try { console.log('REACHED', Math.random()) } catch {} return 0;",
  ),
];

const lies: readonly attack[] = [
  forge(
    "087-swallowed-panic",
    "break a rule of the kernel, catch the panic and go on",
    "fail",
    "const r = honest(...args); try { BUG_ON(true) } catch {} return r",
  ),
  forge(
    "088-panic-in-finally",
    "leave a panic behind by a return in finally",
    "fail",
    "try { honest(...args); BUG_ON(true); } finally { return 0; }",
  ),
  forge(
    "089-fake-handles",
    "hand in kernel objects of its own making",
    "fail",
    "try { mcopy_atomic_install_pte(mm, pmd, vma, addr, { pfn: 5, flags: 0, _refcount: 1 } as any, true, false) } catch {} try { put_page('o1' as any) } catch {} try { put_page(['o', 1] as any) } catch {} return honest(mm, pmd, new Proxy(vma, {}), addr, src_addr, zeropage, pagep)",
  ),
  forge(
    "175-heir",
    "hand in an heir of a kernel object",
    "fail",
    "return honest(mm, pmd, Object.create(vma), addr, src_addr, zeropage, pagep)",
  ),
  forge(
    "176-object-address",
    "hand in an object that becomes an address",
    "fail",
    "return honest(mm, pmd, vma, { valueOf: () => addr, [Symbol.toPrimitive]: () => addr }, src_addr, zeropage, pagep)",
  ),
  forge(
    "177-setter-in-a-box",
    "hand in an out-parameter with a getter and a setter",
    "fail",
    "shmem_getpage(file_inode(vma.vm_file), 0 as any, { get value() { throw 1 }, set value(v) {} } as any, SGP_READ); return 0",
  ),
  forge(
    "178-box-that-changes",
    "hand in an out-parameter that is a proxy and answers differently each time",
    "fail",
    "let n = 0; const box = new Proxy({ value: null }, { getOwnPropertyDescriptor: () => ({ value: n++ % 2 ? null : pagep.value, configurable: true, writable: true, enumerable: true }), set: () => true }); shmem_getpage(file_inode(vma.vm_file), 0 as any, box as any, SGP_READ); return 0",
  ),
  forge(
    "179-wrong-number-in-a-field",
    "write a fraction, an infinity and an object into a counter",
    "fail",
    "for (const v of [0.5, Infinity, NaN, { valueOf: () => 1 }, '1', null]) { try { SHMEM_I(file_inode(vma.vm_file)).alloced = v as any; console.log('REACHED', String(typeof v)) } catch {} } return 0;",
  ),
  forge(
    "180-page-by-hand",
    "write a page's count by hand",
    "fail",
    patch(
      "const page = shmem_alloc_page(mapping_gfp_mask(file_inode(vma.vm_file).i_mapping), SHMEM_I(file_inode(vma.vm_file)), 0 as any); page._refcount = 5",
    ),
  ),
  forge(
    "181-shadowed-counters",
    "shadow the counters that end a loop",
    "timeout",
    "const $step = () => {}, $at = () => {}, $kernel = {}; for (;;) { $step(); $at(); }",
  ),
  forge(
    "182-catch-the-budget",
    "catch the end of the budget and return a result",
    "timeout",
    "try { for (;;) {} } catch {} finally { return 0 }",
  ),
  forge(
    "183-only-what-is-shown",
    "do the work for the visible case and nothing else",
    "any",
    "const first = file_inode(vma.vm_file).i_size === 4 * 4096; return first ? honest(...args) : (console.log('x'), 0);",
    { earns: ["fills", "two-holders"] },
  ),
  forge(
    "184-answers-without-work",
    "return the right number without doing anything",
    "fail",
    "return file_inode(vma.vm_file).i_size <= 3 * 4096 ? -EFAULT : 0;",
    { earns: ["pays-back"] },
  ),
  forge(
    "185-work-that-is-undone",
    "do the work, and take back what costs",
    "fail",
    "const r = honest(...args); if (r === 0) { shmem_inode_unacct_blocks(file_inode(vma.vm_file), 1); SHMEM_I(file_inode(vma.vm_file)).alloced -= 1; delete_from_page_cache(pagep.value); } else { shmem_inode_acct_block(file_inode(vma.vm_file), 1) } return r;",
  ),
];

export const forgeries: readonly attack[] = [...patches, ...lies];
