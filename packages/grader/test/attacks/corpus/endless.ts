// What kills its process, or does not end.

import { submission } from "../../support/sources.ts";
import { type attack, texts } from "./attack.ts";

const inside = (code: string): string => submission("", code);
const kill = texts("kill", inside);
const endless = texts("endless", inside);
const outside = texts("endless", (code) => code);
const target = "\nexport function shmem_mcopy_atomic_pte() { return 0; }";

const kills: readonly attack[] = [
  kill(
    "025-process-exit",
    "leave with exit code 0",
    "fail",
    "(globalThis as any).process?.exit(0); return 0;",
  ),
  kill(
    "026-unhandled-rejection",
    "end the process by a promise that nobody catches",
    "fail",
    "(async () => { throw new Error('x'); })(); return 0;",
  ),
  kill(
    "027-abort-and-signals",
    "send a signal to itself and to its parent",
    "fail",
    "const p = (globalThis as any).process; p?.kill(p.ppid, 'SIGKILL'); p?.abort(); return 0;",
  ),
  kill(
    "028-native-recursion",
    "overflow the stack inside V8's own functions",
    "any",
    "let a: any = []; for (let i = 0; i < 90000; i++) a = [a]; try { JSON.stringify(a) } catch {} try { String(a) } catch {} try { a.flat(Infinity) } catch {} return 0;",
  ),
];

const loops: readonly attack[] = [
  endless("029-loop", "loop for ever", "timeout", "for (;;) {}"),
  endless(
    "030-microtasks",
    "loop by promises",
    "fail",
    "const again = async (): Promise<any> => { await null; return again() }; again(); return 0;",
  ),
  endless(
    "031-loop-that-catches",
    "loop, and catch what would end it",
    "timeout",
    "for (;;) { try { for (;;) {} } catch {} finally { continue; } }",
  ),
  endless(
    "032-generator",
    "loop in a generator",
    "timeout",
    "for (const x of (function* () { for (;;) yield 1; })());",
  ),
  endless(
    "033-async-never",
    "return a promise that never settles",
    "fail",
    "return (async () => { for (;;) await new (class { then() {} })() })()",
  ),
  outside("034-top-level-await", "wait at the top level", "reject", `await 1;${target}`, {
    says: /await/,
  }),
  endless(
    "035-interval",
    "go on in later cases by a timer",
    "fail",
    "(globalThis as any).setInterval?.(() => console.log('REACHED'), 1); return 0;",
  ),
  endless(
    "036-regular-expression",
    "match without end",
    "timeout",
    "/^(a+)+$/.test('a'.repeat(50) + 'b'); return 0;",
    { slow: true },
  ),
  endless(
    "037-native-loop",
    "loop inside one of V8's own functions",
    "timeout",
    "[].indexOf.call({ length: 2 ** 53 - 1 } as any, 1 as never); return 0;",
    { slow: true },
  ),
  endless(
    "038-string-bomb",
    "double a string without end",
    "any",
    "let s = 'x'; for (;;) s = (s + s).replace(/y/g, 'z') + s",
  ),
  endless(
    "039-heap-bomb",
    "fill the heap",
    "crash",
    "const a: any[] = []; for (;;) a.push(new Array(100000).fill(a.length))",
  ),
  endless(
    "040-array-length",
    "fill one huge array",
    "any",
    "const a: any[] = new Array(2 ** 32 - 1); a.fill(0); return 0;",
    { slow: true },
  ),
  endless(
    "041-array-buffer-bomb",
    "take memory beside the heap, and touch it",
    "fail",
    "const all = []; for (;;) all.push(new Uint8Array(1 << 24).fill(1));",
  ),
  endless(
    "042-shared-memory",
    "take shared memory",
    "fail",
    "new SharedArrayBuffer(1 << 30); return 0;",
  ),
  endless(
    "043-wasm-memory",
    "take 2 GB by WebAssembly",
    "fail",
    "new WebAssembly.Memory({ initial: 32768 }); return 0;",
  ),
  endless(
    "044-bigint-bomb",
    "square a bigint without end",
    "any",
    "let n = 3n; for (;;) n = n * n;",
    { slow: true },
  ),
  endless(
    "045-deep-recursion",
    "recurse without end",
    "fail",
    "const f = (): any => f() + 1; return f()",
  ),
  endless(
    "046-recursion-through-the-kernel",
    "recurse through the kernel",
    "fail",
    "return mcopy_atomic_install_pte(mm, pmd, vma, addr, null as any, true, false) + shmem_mcopy_atomic_pte(...args)",
  ),
  endless("155-loop-without-body", "loop without a statement to count", "timeout", "for (;;);"),
  endless(
    "156-loop-in-a-condition",
    "loop in expressions only",
    "timeout",
    "let i = 0; while (((i = i + 1), true)); return 0;",
  ),
  endless(
    "157-loop-in-a-default",
    "recurse in a default value",
    "fail",
    "const f = (a: any = (() => f())()): any => a; return f()",
  ),
  endless(
    "158-loop-in-a-getter",
    "loop in a getter",
    "timeout",
    "const o = { get x() { for (;;) {} return 1; } }; return o.x;",
  ),
  endless(
    "159-loop-in-an-iterator",
    "spread an iterator without an end",
    "timeout",
    "return [...{ [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }) }) } as any].length;",
  ),
  endless(
    "160-loop-in-a-sort",
    "loop in a comparison",
    "timeout",
    "[3, 2, 1].sort(() => { for (;;) {} }); return 0;",
  ),
  endless("161-labels", "loop by labels", "timeout", "a: for (;;) { b: for (;;) { continue a; } }"),
  endless(
    "162-loop-in-a-class",
    "loop while a class is made",
    "timeout",
    "class A { static { for (;;) {} } } return A as any;",
  ),
  endless(
    "163-loop-in-a-replacer",
    "loop in a callback of JSON.stringify",
    "timeout",
    "JSON.stringify([1], () => { for (;;) {} }); return 0;",
  ),
  endless(
    "164-loop-in-a-trap",
    "loop in a proxy's trap that the kernel runs into",
    "timeout",
    "put_page(new Proxy({}, { getOwnPropertyDescriptor() { for (;;) {} } }) as any); return 0;",
  ),
  endless(
    "165-loop-in-a-print",
    "loop in what the console prints",
    "timeout",
    "console.log(new Proxy({}, { ownKeys() { for (;;) {} } })); return 0;",
  ),
  outside(
    "166-loop-at-the-top",
    "loop while the file is loaded",
    "timeout",
    `for (;;) {}${target}`,
  ),
  endless(
    "167-sparse-sort",
    "sort an array that is nearly all holes",
    "any",
    "const a: any = []; a[2 ** 32 - 2] = 1; a.sort(); a.join(); return 0;",
    { slow: true },
  ),
  endless(
    "168-padding",
    "make the longest string that there is, again and again",
    "any",
    "let n = 0; for (;;) n += 'x'.padEnd(2 ** 29 - 24).lastIndexOf('y');",
    { slow: true },
  ),
];

export const endless_ones: readonly attack[] = [...kills, ...loops];
