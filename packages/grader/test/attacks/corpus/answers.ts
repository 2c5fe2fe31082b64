// Work that is done or half done, and then a lie: in what is returned, in what is thrown, at the limit of the stack.

import { submission } from "../../support/sources.ts";
import { type attack, texts } from "./attack.ts";

const inside = (code: string): string => submission("", code);
const forge = texts("forge", inside);
const type = texts("type", inside);
const thrown = texts("throw", inside);

const returned = (id: string, what: string, code: string): attack =>
  type(id, `do the work, and return ${what}`, "fail", code);

const types: readonly attack[] = [
  returned(
    "068-return-a-proxy",
    "a proxy that is everything",
    "honest(...args); return new Proxy(Object, { get: () => () => 0, apply: () => 0 })",
  ),
  returned(
    "069-return-value-of",
    "an object that becomes 0",
    "honest(...args); return { valueOf: () => 0, toString: () => '0', [Symbol.toPrimitive]: () => 0 }",
  ),
  returned(
    "070-return-matcher",
    "a matcher that matches everything, without the work",
    "return { asymmetricMatch: () => true, $$typeof: Symbol.for('jest.asymmetricMatcher') }",
  ),
  returned(
    "071-return-matcher-after-work",
    "a matcher that matches everything",
    "honest(...args); return { asymmetricMatch: () => true, $$typeof: Symbol.for('jest.asymmetricMatcher') }",
  ),
  returned("072-return-promise", "a promise", "return (async () => honest(...args))()"),
  returned(
    "073-return-thenable",
    "something that can be waited for, and never ends",
    "honest(...args); return { then() {} }",
  ),
  returned("074-return-minus-zero", "minus zero", "return (honest(...args), -0)"),
  returned("075-return-string", "a string", "return String(honest(...args))"),
  returned("076-return-nan", "no number", "honest(...args); return NaN"),
  returned("077-return-number-object", "a number object", "return new Number(honest(...args))"),
  returned("078-return-bigint", "a bigint", "return BigInt(honest(...args))"),
  returned("186-return-undefined", "nothing", "honest(...args)"),
  returned("187-return-boolean", "a boolean", "return honest(...args) === 0"),
  returned("188-return-fraction", "a fraction", "return honest(...args) + Number.MIN_VALUE + 0.5"),
  returned("189-return-page", "a kernel object", "honest(...args); return vma"),
  returned(
    "190-return-generator",
    "a generator",
    "return (function* () { return honest(...args) })()",
  ),
  returned("191-return-document-all", "a function", "honest(...args); return () => 0"),
];

const throwers: readonly attack[] = [
  thrown(
    "103-throw-getter",
    "throw an object whose getters throw or loop",
    "fail",
    "throw { get message() { for (;;); }, get name() { throw 1 }, get stack() { throw 2 } }",
  ),
  thrown("104-throw-nothing", "throw null", "fail", "throw null"),
  thrown(
    "105-throw-proxy",
    "throw a proxy whose every trap throws",
    "fail",
    "throw new Proxy({}, { get() { throw 1 }, getPrototypeOf() { throw 2 }, getOwnPropertyDescriptor() { throw 3 } })",
  ),
  thrown(
    "106-throw-hostile-error",
    "throw an error that runs code when it is shown",
    "fail",
    "throw Object.assign(new Error('x'), { toString() { for (;;); }, toJSON() { for (;;); }, [Symbol.toPrimitive]() { for (;;); } })",
  ),
  thrown(
    "107-throw-cycle",
    "throw an error that is its own cause, with a symbol for a name",
    "fail",
    "const e: any = new Error('x'.repeat(1e6)); e.cause = e; e.errors = [e]; e.name = Symbol('x'); throw e",
  ),
  thrown(
    "108-throw-function",
    "throw a function, a symbol, a bigint",
    "fail",
    "if (zeropage) throw () => 0; throw file_inode(vma.vm_file).i_size > 8192 ? Symbol('x') : 5n",
  ),
  thrown(
    "192-throw-kernel-error",
    "keep the kernel's own error and throw it later",
    "fail",
    "let kept: any; try { put_page(1 as any) } catch (e) { kept = e } honest(...args); throw kept",
  ),
  thrown(
    "193-throw-budget-error",
    "throw what looks like the end of a budget",
    "fail",
    "throw Object.assign(new Error('The code did not come to an end.'), { name: 'OverBudget' })",
  ),
  thrown(
    "194-throw-panic-error",
    "throw what looks like a panic of the kernel",
    "fail",
    "throw Object.assign(new Error('BUG'), { name: 'KernelBug', kind: 'bug' })",
  ),
  thrown(
    "195-throw-trap-that-loops",
    "throw a proxy that loops when it is looked at",
    "any",
    "throw new Proxy({}, { getPrototypeOf() { for (;;) {} } })",
  ),
];

/** Attack 090: at the stack's limit a call can be recorded that was never done. */
const deep = (call: string): string => `
  let tries = 0;
  let done = false;
  const fall = (): void => {
    try { fall(); } catch {
      if (!done && tries++ < 3000) { try { ${call}; done = true; } catch { throw 0; } }
    }
  };
  fall();
  return honest(...args);`;

const desynchronised: readonly attack[] = [
  ["090-stack-limit-payment", "shmem_inode_acct_block(file_inode(vma.vm_file), 1)"],
  ["196-stack-limit-lock", "spin_lock(SHMEM_I(file_inode(vma.vm_file)).lock)"],
  [
    "197-stack-limit-page",
    "get_page(shmem_alloc_page(mapping_gfp_mask(file_inode(vma.vm_file).i_mapping), SHMEM_I(file_inode(vma.vm_file)), 0 as any))",
  ],
].map(([id = "", call = ""]) =>
  forge(
    id,
    `recurse to the stack's limit, so that ${call.replace(/\(.*/, "()")} is recorded and not done`,
    "fail",
    deep(call),
    // What passes is a test of the visible kind: the call went through once too often, which these do not look at.
    { earns: ["fills", "two-holders"] },
  ),
);

export const answers: readonly attack[] = [...types, ...throwers, ...desynchronised];
