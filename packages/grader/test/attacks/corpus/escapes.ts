// Ways out of the compartment: to the host's functions, its files, its network and its other processes.

import { submission } from "../../support/sources.ts";
import { type attack, probe, texts } from "./attack.ts";

const text = texts("escape", (code) => code);
const target = "\nexport function shmem_mcopy_atomic_pte() { return 0; }";

/** The host's function, asked for a global of the host's. */
const made = (by: string): string => `${by}.constructor.constructor("return process")()`;
const thrown = (call: string): string =>
  `(() => { try { ${call} } catch (e: any) { return ${made("e")} } })()`;
const globals = (...names: string[]): string =>
  `[${names.map((name) => `"${name}"`).join(", ")}].map((name) => (globalThis as any)[name]).find((one) => one !== undefined)`;

/** From the list, with the gaps filled by guesses. */
const listed: readonly attack[] = [
  probe(
    "001-constructor-of-this",
    "make a function with the constructor of `this`",
    made("(this ?? {})"),
  ),
  probe("002-constructor-of-globalthis", "the same with globalThis", made("(globalThis as any)")),
  probe(
    "003-constructor-of-arguments",
    "the same with each kernel object that is handed in",
    `args.map((one: any) => { try { return ${made("one")} } catch { return null } }).find(Boolean)`,
  ),
  probe(
    "004-constructor-of-results",
    "the same with what kernel functions return",
    `[file_inode(vma.vm_file), SHMEM_I(file_inode(vma.vm_file)), pte_offset_map_lock, put_page, current, console.log].map((one: any) => { try { return ${made("one")} } catch { return null } }).find(Boolean)`,
  ),
  probe(
    "005-async-generator-constructor",
    "make code with the constructors of generators and async functions",
    `[(function* () {}), (async function () {}), (async function* () {})].map((f: any) => { try { return f.constructor("yield process")().next?.().value } catch { return null } }).find(Boolean)`,
  ),
  probe(
    "006-constructor-of-host-error",
    "reach the host by an error of the kernel's",
    thrown("put_page(1 as any)"),
  ),
  probe(
    "007-stack-overflow-host-error",
    "reach the host by an error that is made where the stack is full",
    `(() => { const f = (): any => { try { return f() } catch (e: any) { try { return ${made("e")} } catch { return null } } }; return f() })()`,
  ),
  probe(
    "008-call-sites",
    "read the callers' functions from a stack by prepareStackTrace",
    "(() => { (Error as any).prepareStackTrace = (_: any, sites: any) => sites; const o: any = {}; (Error as any).captureStackTrace?.(o); return Array.isArray(o.stack) ? o.stack[0].getThis?.() ?? o.stack[0].getFunction?.() : null })()",
  ),
  text(
    "009-import-fs",
    "load node:fs by import()",
    "reject",
    `const fs = import("node:fs");${target}`,
    {
      says: /import\(\)/,
    },
  ),
  text(
    "010-spread-import",
    "hide import() behind a spread, from which SES once looked away",
    "reject",
    `const all = { ...import("node:fs") };${target}`,
    { says: /import\(\)/ },
  ),
  probe(
    "011-evaluated-import",
    "hide import() in text that is evaluated",
    `(0, globalThis as any)["ev" + "al"]("im" + "port('node:fs')")`,
  ),
  text("012-static-import", "import node:fs", "reject", `import fs from "node:fs";${target}`, {
    says: /node:fs/,
  }),
  probe(
    "013-require",
    "find require by any of its names",
    `${globals("require", "module", "exports", "__filename")} ?? (typeof require === "undefined" ? null : require) ?? arguments[2]?.require`,
  ),
  probe(
    "014-process",
    "find process, or what makes one",
    `${globals("process", "global", "Buffer", "primordials", "internalBinding")} ?? (typeof process === "undefined" ? null : process)`,
  ),
  text(
    "015-import-hidden-tests",
    "import the hidden tests by their path",
    "reject",
    `import { hidden } from "../../exercises/shmem-mcopy/src/hidden.ts";${target}`,
    { says: /hidden\.ts/ },
  ),
  text(
    "016-import-exercise",
    "import the exercise's package",
    "reject",
    `import { exercise } from "@faultline/exercise-shmem-mcopy";${target}`,
    { says: /may import @faultline\/core only/ },
  ),
  probe(
    "017-spawn",
    "start another program",
    `(globalThis as any).process?.binding?.("spawn_sync") ?? (globalThis as any).Deno ?? (globalThis as any).Bun`,
  ),
  probe(
    "018-fetch",
    "reach the network",
    globals("fetch", "WebSocket", "XMLHttpRequest", "EventSource", "navigator"),
  ),
  probe(
    "019-environment",
    "read the environment",
    "(globalThis as any).process?.env ?? (globalThis as any).env",
  ),
  text(
    "020-import-meta",
    "ask import.meta where it is",
    "reject",
    `const at = import.meta.url;${target}`,
    {
      says: /import\.meta/,
    },
  ),
  probe(
    "021-write-file",
    "write a file",
    `(globalThis as any).process?.binding?.("fs") ?? (globalThis as any).Deno?.writeTextFile`,
  ),
  probe(
    "022-worker",
    "start a thread",
    globals("Worker", "MessageChannel", "BroadcastChannel", "SharedWorker", "importScripts"),
  ),
  probe(
    "023-inspector",
    "open the debugger, or change V8's settings",
    globals("inspector", "v8", "d8", "gc", "vm"),
  ),
  probe(
    "024-construct-with-host",
    "get the host's Object by constructing with one of its functions",
    `(() => { const o: any = Reflect.construct(Object, [], put_page as any); return o.constructor !== Object && o.constructor !== put_page ? o.constructor : null })()`,
  ),
];

const own: readonly attack[] = [
  probe(
    "275-own-source",
    "read the grader's own source in the text of a kernel function",
    `/=>|now\\(\\)/.test(String(put_page))`,
  ),
  probe(
    "130-compartment",
    "make another compartment, or thaw this one",
    globals("Compartment", "lockdown", "harden", "StaticModuleRecord", "ModuleSource", "assert"),
  ),
  probe(
    "131-code-makers",
    "find Function or eval by name",
    globals("Function", "AsyncFunction", "eval", "GeneratorFunction"),
  ),
  probe(
    "132-clock",
    "tell the time",
    `${globals("Date", "performance", "Intl", "Temporal")} ?? (console as any).time`,
  ),
  probe(
    "133-chance",
    "throw dice",
    "(() => { try { return Math.random() } catch { return null } })()",
  ),
  probe(
    "134-waiting",
    "put something off",
    globals("setTimeout", "setImmediate", "setInterval", "queueMicrotask", "Promise"),
  ),
  probe(
    "135-memory-beside-the-heap",
    "get memory that the heap's limit does not count",
    globals("ArrayBuffer", "Uint8Array", "DataView", "SharedArrayBuffer", "WebAssembly", "Atomics"),
  ),
  probe(
    "136-weak-references",
    "watch the garbage collector",
    globals("WeakRef", "FinalizationRegistry"),
  ),
  probe(
    "137-messages",
    "speak to the parent",
    globals("postMessage", "onmessage", "parentPort", "structuredClone"),
  ),
  probe(
    "138-array-species",
    "get an array of the host's by Symbol.species",
    `(() => { class A extends Array { static get [Symbol.species]() { return put_page as any } } const got: any = A.from([1]).map((x) => x); return got.constructor === put_page ? null : got.constructor === A || got.constructor === Array || got.constructor === Object ? null : got.constructor })()`,
  ),
  probe(
    "139-proxy-handler",
    "catch the host in the act with a proxy as an argument",
    `(() => { let caught: any = null; const spy: any = new Proxy({}, { get(_t, _k, r) { caught = r !== spy ? r : caught; return undefined }, getOwnPropertyDescriptor(t: any) { caught = t === spy ? caught : null; return undefined } }); try { put_page(spy) } catch {} return caught })()`,
  ),
  probe(
    "140-callers",
    "walk from a function to its caller",
    `(() => { try { return (shmem_mcopy_atomic_pte as any).caller ?? (put_page as any).caller ?? (arguments as any).callee.caller } catch { return null } })()`,
  ),
  probe(
    "141-stack-text",
    "read a path of the host's in a stack",
    String.raw`new Error().stack?.match(/[\/\\]|node:|\.cjs/)?.[0]`,
  ),
  probe(
    "142-stack-of-the-kernels-error",
    "read a path in the stack of the kernel's error",
    String.raw`(() => { try { put_page(1 as any) } catch (e: any) { return e.stack?.match(/[\/\\]|node:|\.cjs/)?.[0] } })()`,
  ),
  probe(
    "143-prototype-of-facade",
    "find the machine behind a kernel object's prototype",
    `(() => { for (let o: any = vma; o; o = Object.getPrototypeOf(o)) for (const key of Reflect.ownKeys(o)) { const d: any = Reflect.getOwnPropertyDescriptor(o, key); for (const f of [d.get, d.set, d.value]) if (typeof f === "function" && f.call.constructor !== put_page.call.constructor) return f } return null })()`,
  ),
  probe(
    "144-getter-on-another",
    "read a field of one kernel object through another's getter",
    `(() => { const get: any = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(vma), "vm_start")?.get; try { return get?.call({ vm_start: 1 }) ?? null } catch { return null } })()`,
  ),
  probe(
    "145-template-objects",
    "share a frozen template with the host",
    "((s: any) => s.raw.constructor !== Array && s.raw.constructor)`x`",
  ),
  probe(
    "146-regexp-statics",
    "read what the host matched last",
    `(RegExp as any).$1 ?? (RegExp as any).lastMatch ?? (RegExp as any).input`,
  ),
  probe(
    "147-own-endowments",
    "look at the counters' functions under any name of the global object",
    `Object.getOwnPropertyNames(globalThis).map((k) => (globalThis as any)[k]).filter((v) => typeof v === "function").map((f: any) => { try { return ${made("f")} } catch { return null } }).find(Boolean)`,
  ),
  probe(
    "148-with-and-sloppy",
    "run without strict mode, where `this` is the global object",
    "(function (this: any) { return this })() ?? [undefined].map(function (this: any) { return this })[0]",
  ),
  text(
    "149-import-equals-require",
    "use TypeScript's own word for require",
    "crash",
    `import fs = require("node:fs");\nconsole.log("REACHED", typeof fs);${target}`,
  ),
  text(
    "150-jsx-pragma",
    "load code by a pragma in a comment",
    "fail",
    `/** @jsxImportSource node:fs */\n/// <reference path="/etc/passwd" />${target}`,
  ),
  text(
    "151-escaped-import",
    "spell import() with an escape",
    "reject",
    `const fs = \\u0069mport("node:fs");${target}`,
  ),
  text(
    "152-dynamic-import-in-types",
    "hide import() in a type, where it may stand, and in a cast",
    "fail",
    `type fs = typeof import("node:fs");\nconst x = 1 as unknown as import("node:fs").Stats;${target}`,
  ),
  text(
    "153-import-attributes",
    "import a file of data",
    "reject",
    `import data from "/etc/passwd" with { type: "json" };${target}`,
  ),
  text(
    "154-super-and-new-target",
    "reach the host by super and new.target",
    "crash",
    submission(
      "class A extends (put_page as any) {}",
      "try { new (A as any)(); console.log('REACHED', 'construct') } catch {} return new.target === undefined ? 0 : 1;",
    ),
  ),
];

export const escapes: readonly attack[] = [...listed, ...own];
