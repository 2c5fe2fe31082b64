// Goal: nothing that a submission does reaches the grader, another case, or a mark it has not earned.
// Method: each attack runs through the whole pipeline; afterwards right code still gets full marks.

import { afterAll, describe, expect, it } from "vitest";
import { graded, printed, statuses } from "../support/graded.ts";
import { HONEST_SUBMISSION, submission } from "../support/sources.ts";
import { FULL } from "../support/tiny.ts";

afterAll(async () => {
  expect((await graded(HONEST_SUBMISSION)).score).toBe(FULL);
});

/** Prints ESCAPED if `expression` gives anything of the host's. */
const probe = (expression: string): string => `
  try {
    const got = ${expression};
    if (got !== undefined && got !== null) console.log("ESCAPED", typeof got);
  } catch (error) { console.log("held"); }`;

describe("there is no way out of the compartment", () => {
  const makers = [
    "this",
    "args",
    "args[0]",
    "vma",
    "pagep",
    "put_page",
    "put_page.call",
    "console.log",
    "current",
  ];
  const escapes = [
    ...makers.map((one) => `${one}.constructor.constructor("return process")()`),
    `(function* () {}).constructor("yield process")().next().value`,
    `(async function* () {}).constructor("yield process")()`,
    `(async () => {}).constructor("return process")()`,
    `pte_offset_map_lock.constructor("return process")()`,
    `file_inode(vma.vm_file).constructor.constructor("return process")()`,
    `[].constructor.constructor("return process")()`,
    `Object.getPrototypeOf(vma).constructor`,
    `(() => { try { put_page(1) } catch (e) { return e.constructor.constructor("return process")() } })()`,
    `(() => { const f = () => { try { f() } catch (e) { return e.constructor.constructor("return process")() } }; return f() })()`,
    `new Error().stack?.match(/[/]|node:/)?.[0]`,
    ...[
      "process",
      "require",
      "module",
      "fetch",
      "setTimeout",
      "setInterval",
      "WebAssembly",
      "SharedArrayBuffer",
      "ArrayBuffer",
      "Uint8Array",
      "Date",
      "Function",
      "Compartment",
      "Promise",
      "performance",
      "Buffer",
      "postMessage",
      "lockdown",
      "harden",
      "eval",
      "__vitest_worker__",
      "queueMicrotask",
      "FinalizationRegistry",
      "WeakRef",
      "Intl",
    ].map((name) => `globalThis[${JSON.stringify(name)}]`),
    `Math.random()`,
  ];

  it("by any of the known routes", async () => {
    const report = await graded(
      submission("", `${escapes.map(probe).join("")}\n return honest(...args);`),
    );
    expect(report.message).toBe("");
    expect(printed(report)).not.toContain("ESCAPED");
    expect(report.score).toBe(FULL);
  });
});

describe("what does not end is ended", () => {
  it.each([
    ["a loop", "for (;;) {}", "timeout"],
    ["a loop without a body", "for (;;);", "timeout"],
    [
      "a loop that catches",
      "for (;;) { try { for (;;) {} } catch {} finally { continue; } }",
      "timeout",
    ],
    ["a loop over the kernel", "for (;;) i_size_read(file_inode(vma.vm_file))", "timeout"],
    [
      "kernel calls in a native loop",
      "new Array(1e6).fill(0).forEach(current => i_size_read(file_inode(vma.vm_file)))",
      "timeout",
    ],
    [
      "recursion through the kernel",
      "return mcopy_atomic_install_pte(mm, pmd, vma, addr, null as any, true, false) + shmem_mcopy_atomic_pte(...args)",
      "graded",
    ],
    ["an endless generator", "for (const x of (function* () { for (;;) yield 1; })());", "timeout"],
    [
      "a heap bomb",
      "const a: any[] = []; for (;;) a.push(new Array(100000).fill(a.length))",
      "out_of_memory",
    ],
    ["a string bomb", "let s = 'x'; for (;;) s = (s + s).replace(/y/g, 'z') + s", "*"],
    ["deep recursion", "const f = (): any => f() + 1; return f()", "graded"],
    [
      "a console flood",
      "for (let i = 0; i < 50000; i++) console.log('x'.repeat(1000)); return 0",
      "graded",
    ],
    [
      "an object that prints without end",
      "let o: any = {}; for (let i = 0; i < 1000; i++) o = { o, p: o }; console.log(o, new Proxy({}, { ownKeys() { throw 1 } })); return 0",
      "graded",
    ],
    ["a promise", "return new (class { then() {} })()", "graded"],
    ["an async function", "return (async () => { for (;;) await 1 })()", "graded"],
  ])("%s", async (_what, inside, status) => {
    const report = await graded(submission("", inside));
    if (status !== "*") expect(report.status).toBe(status);
    expect(report.score).toBe(0);
    expect((await graded(HONEST_SUBMISSION)).score).toBe(FULL);
  });

  it("names the line of an endless loop", async () => {
    const source = submission("", "\n  let n = 0;\n  for (;;) {\n    n += 1;\n  }");
    const report = await graded(source, {}, "learner");
    const line = source.split("\n").findIndex((text) => text.includes("n += 1")) + 1;
    expect(report.message).toMatch(
      /^Your code did not finish: line (\d+) ran more than \d+ times\.$/,
    );
    expect([line, line - 1]).toContain(Number(/line (\d+)/.exec(report.message)?.[1]));
  });

  it.each([
    ["a native loop", "[].indexOf.call({ length: 2 ** 53 - 1 } as any, 1)"],
    ["a regular expression", "/^(a+)+$/.test('a'.repeat(50) + 'b')"],
  ])("%s, by the clock", async (_what, inside) => {
    const report = await graded(submission("", inside), { wall_ms: 1500 });
    expect(report).toMatchObject({ status: "timeout", score: 0 });
  });
});

describe("only what right code would have earned is earned", () => {
  it.each([
    [
      "an object that says it is 0",
      "honest(...args); return { valueOf: () => 0, toString: () => '0' }",
    ],
    [
      "an object that matches anything",
      "honest(...args); return { asymmetricMatch: () => true, $$typeof: Symbol.for('jest.asymmetricMatcher') }",
    ],
    ["a string", "return String(honest(...args))"],
    ["a boxed number", "return new Number(honest(...args))"],
    ["minus zero", "return (honest(...args), -0)"],
    ["NaN", "honest(...args); return NaN"],
    ["undefined", "honest(...args)"],
    ["true", "return honest(...args) === 0"],
    ["a bigint", "return BigInt(honest(...args))"],
    ["nothing done", "return 0"],
  ])("returning %s", async (_what, inside) => {
    expect((await graded(submission("", inside))).score).toBe(0);
  });

  it.each([
    [
      "patching Array.prototype",
      "Array.prototype.push = function () { return 0 }; Array.prototype.map = (() => []) as any; return 0",
    ],
    [
      "patching Object.prototype",
      "Object.defineProperty(Object.prototype, 'ret', { get: () => 0 }); return 0",
    ],
    ["patching Object.freeze", "Object.freeze = ((x: any) => x) as any; return 0"],
    ["patching JSON", "JSON.stringify = (() => '') as any; return 0"],
    [
      "patching call and apply",
      "Function.prototype.call = (() => 0) as any; Reflect.apply = (() => 0) as any; return 0",
    ],
    [
      "an own expect",
      "(globalThis as any).expect = () => new Proxy({}, { get: () => () => 0 }); return 0",
    ],
    ["writing flags by hand", "const r = honest(...args); vma.vm_flags = 0; return r"],
    ["writing a size by hand", "file_inode(vma.vm_file).i_size = 0; return honest(...args)"],
    [
      "writing a count by hand",
      "const page = shmem_alloc_page(0 as any, SHMEM_I(file_inode(vma.vm_file)), 0 as any); page._refcount = 5; return 0",
    ],
    [
      "defining a field",
      "Object.defineProperty(pagep, 'value', { value: null }); return honest(...args)",
    ],
    ["a prototype that is changed", "Object.setPrototypeOf(vma, null); return 0"],
    [
      "a forged page",
      "return mcopy_atomic_install_pte(mm, pmd, vma, addr, { pfn: 5, flags: 0, _refcount: 1 } as any, true, false)",
    ],
    [
      "a proxy of a vma",
      "return honest(mm, pmd, new Proxy(vma, {}), addr, src_addr, zeropage, pagep)",
    ],
    [
      "an heir of a vma",
      "return honest(mm, pmd, Object.create(vma), addr, src_addr, zeropage, pagep)",
    ],
    [
      "an address that is an object",
      "return honest(mm, pmd, vma, { valueOf: () => addr }, src_addr, zeropage, pagep)",
    ],
    [
      "a BUG that is swallowed",
      "const r = honest(...args); try { BUG_ON(true) } catch {} return r",
    ],
    ["throwing a string", "throw 'skip'"],
    [
      "throwing a getter",
      "throw { get message() { for (;;); }, get name() { throw 1 }, get stack() { throw 2 } }",
    ],
    [
      "throwing a proxy",
      "throw new Proxy({}, { get() { throw 1 }, getPrototypeOf() { throw 2 }, getOwnPropertyDescriptor() { throw 3 } })",
    ],
    [
      "throwing a cycle",
      "const e: any = new Error('x'.repeat(1e6)); e.cause = e; e.name = Symbol('x'); throw e",
    ],
    ["throwing nothing", "throw null"],
    [
      "a setter in a box",
      "shmem_getpage(file_inode(vma.vm_file), 0 as any, { get value() { throw 1 }, set value(v) {} } as any, SGP_READ); return 0",
    ],
    [
      "a counter that is shadowed",
      "const $step = () => {}, $at = () => {}, $kernel = {}; for (;;) { $step(); $at(); }",
    ],
  ])("%s", async (_what, inside) => {
    const report = await graded(submission("", inside));
    expect(report.score).toBe(0);
    expect(report.message).not.toMatch(/\.ts:|node:/);
  });

  it("nothing is carried from one case to the next", async () => {
    const keep = [
      "(globalThis as any).n = ((globalThis as any).n ?? 0) + 1",
      "seen += 1",
      "(Math as any).n = ((Math as any).n ?? 0) + 1",
      "(put_page as any).n = 1",
      "(current as any).n = 1",
      "(Object.getPrototypeOf(vma) as any).n = 1",
      "(Error.prototype as any).n = 1",
      "(console as any).n = 1",
      "(Symbol.prototype as any).n = 1",
    ];
    const lines = keep.map((one) => `try { ${one} } catch {}`).join("\n  ");
    const look = `console.log("kept", seen, (globalThis as any).n ?? 0, [Math, put_page, current, Object.getPrototypeOf(vma), Error.prototype, console, Symbol.prototype].some((o: any) => o.n !== undefined));`;
    const report = await graded(
      submission("let seen = 0;", `${look}\n  ${lines}\n  return honest(...args);`),
    );
    expect(report.score).toBe(FULL);
    for (const line of printed(report).split("\n")) expect(line).toBe("kept 0 0 false");
  });

  it("a call whose effect did not happen (recursion to the stack limit) is found out", async () => {
    const deep = (call: string): string => `
      let tries = 0;
      let done = false;
      const fall = (): void => {
        try { fall(); } catch {
          if (!done && tries++ < 3000) { try { ${call}; done = true; } catch { throw 0; } }
        }
      };
      fall();
      console.log(tries, "tries", tries, done);
      return honest(...args);`;
    const calls = [
      "shmem_inode_acct_block(file_inode(vma.vm_file), 1)",
      "spin_lock(SHMEM_I(file_inode(vma.vm_file)).lock)",
      "get_page(shmem_alloc_page(mapping_gfp_mask(file_inode(vma.vm_file).i_mapping), SHMEM_I(file_inode(vma.vm_file)), 0 as any))",
    ];
    for (const call of calls) {
      const report = await graded(submission("", deep(call)));
      expect(printed(report)).toContain("true");
      // The call went through in the end, once too often: what must never be is that it does not show.
      expect(statuses(report)["pays-back"], call).toBe("failed");
    }
  });
});

describe("a learner's report", () => {
  it("shows nothing of what a hidden test puts in", async () => {
    const source = submission(
      "",
      "console.log('LEAK', addr, src_addr); throw new Error('LEAK ' + addr + src_addr);",
    );
    const report = await graded(source, {}, "learner");
    for (const test of report.tests.filter(({ visibility }) => visibility === "hidden"))
      expect(JSON.stringify(test)).not.toContain("LEAK");
    expect(report.findings.filter(({ step }) => step !== null)).toEqual([]);
    expect(printed(report)).toContain("LEAK");
    expect(report.counterexample?.scenario.ops.length).toBe(2);
  });

  it("has no character that a terminal obeys", async () => {
    const source = submission(
      "",
      String.raw`console.log("\u001b[2J\u202e\u0007"); throw new Error("\u001b]0;x\u0007\u202e");`,
    );
    const text = JSON.stringify(await graded(source));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
    expect(JSON.parse(text).tests[0].log.join("")).not.toMatch(/[\u0000-\u001f\u202e]/);
    expect(text).not.toMatch(/\\u001b|\u202e/);
  });
});
