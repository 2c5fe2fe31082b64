// Places to keep something for the next case, or for the next run of a race.

import { submission } from "../../support/sources.ts";
import { type attack, texts } from "./attack.ts";

const state = texts("state", (code) => submission("let seen = 0;", code));

/** A place where something could be left. */
export interface hideout {
  readonly id: string;
  readonly tries: string;
  /** Whether something is there, as an expression. */
  readonly look: string;
  readonly leave: string;
}

export const hideouts: readonly hideout[] = [
  {
    id: "091-module-variable",
    tries: "count cases in a variable of the module",
    look: "seen > 0",
    leave: "seen += 1",
  },
  {
    id: "092-global-object",
    tries: "keep something on globalThis",
    look: "(globalThis as any).n",
    leave: "(globalThis as any).n = 1",
  },
  {
    id: "093-intrinsics",
    tries:
      "keep something on what JavaScript shares: prototypes, Math, symbols, what was matched last",
    look: "[Array.prototype, Math, Object.getPrototypeOf(put_page), Symbol.prototype, Object, Map, JSON, Reflect].some((o: any) => o.n) || (RegExp as any).$1 === 'kept' || Symbol.keyFor(Symbol.for('kept')) === undefined",
    leave:
      "for (const o of [Array.prototype, Math, Object.getPrototypeOf(put_page), Symbol.prototype, Object, Map, JSON, Reflect] as any[]) try { o.n = 1 } catch {} /(kept)/.exec('kept')",
  },
  {
    id: "094-kernel-functions",
    tries: "keep something on the kernel's functions and objects",
    look: "[put_page, current, console, console.log, vma, Object.getPrototypeOf(vma), pagep].some((o: any) => o.n)",
    leave:
      "for (const o of [put_page, current, console, console.log, vma, Object.getPrototypeOf(vma), pagep] as any[]) try { o.n = 1 } catch {}",
  },
  {
    id: "095-error-prototype",
    tries: "keep something on the prototypes of errors",
    look: "[Error.prototype, TypeError.prototype, Error].some((o: any) => o.n)",
    leave:
      "for (const o of [Error.prototype, TypeError.prototype, Error] as any[]) try { o.n = 1 } catch {} try { put_page(1 as any) } catch (e: any) { e.constructor.prototype.n = 1; Object.getPrototypeOf(e).n = 1 }",
  },
  {
    id: "096-object-of-another-case",
    tries: "use a kernel object of an earlier case",
    look: "(current as any).kept || (globalThis as any).kept",
    leave: "Object.defineProperty(current, 'kept', { value: vma })",
  },
  {
    id: "198-symbol-registry",
    tries: "keep something in the registry of symbols",
    look: "(Symbol as any).kept",
    leave: "(Symbol as any).kept = Symbol.for('x')",
  },
  {
    id: "199-template-cache",
    tries: "keep something in a template, which is made once",
    look: "((s: any) => s.n ?? s.raw.n)`x`",
    leave: "((s: any) => { s.n = 1; s.raw.n = 1; })`x`",
  },
  {
    id: "200-generator-prototypes",
    tries: "keep something on the prototypes of generators and iterators",
    look: "[Object.getPrototypeOf(function* () {}), Object.getPrototypeOf([][Symbol.iterator]()), Object.getPrototypeOf(async () => 0)].some((o: any) => o.n)",
    leave:
      "for (const o of [Object.getPrototypeOf(function* () {}), Object.getPrototypeOf([][Symbol.iterator]()), Object.getPrototypeOf(async () => 0)] as any[]) try { o.n = 1 } catch {}",
  },
  {
    id: "272-static-fields",
    tries: "keep something in a class, a closure and a generator of the module",
    look: "(globalThis as any).box !== undefined || seen !== 0",
    leave:
      "class A { static n = 0 } A.n += 1; seen = A.n; const g = (function* () { let n = 0; for (;;) yield n++; })(); g.next();",
  },
  {
    id: "273-hidden-global",
    tries: "keep something under a symbol, or as a property that is not listed",
    look: "Reflect.ownKeys(globalThis).some((key) => key === Symbol.for('kept') || key === 'unlisted')",
    leave:
      "(globalThis as any)[Symbol.for('kept')] = 1; Object.defineProperty(globalThis, 'unlisted', { value: 1, enumerable: false });",
  },
  {
    id: "274-replaced-global",
    tries: "put something of its own in the place of a global, and a prototype below all of them",
    look: "(globalThis as any).Set === 5 || (globalThis as any).below",
    leave:
      "try { Object.setPrototypeOf(globalThis, { below: 1 }) } catch {} (globalThis as any).Set = 5;",
  },
];

const late: readonly attack[] = [
  state(
    "097-late-callback",
    "leave a callback that acts in a later case",
    "fail",
    "try { (async () => { await null; console.log('REACHED late'); })() } catch {} (globalThis as any).setTimeout?.(() => console.log('REACHED late')); return 0;",
  ),
  state(
    "098-finalizer",
    "leave a callback to the garbage collector",
    "fail",
    "try { new FinalizationRegistry(() => console.log('REACHED late')).register({}, 1) } catch {} return 0;",
  ),
];

/** Looks for what an earlier case has left, then leaves something. */
const keeping = ({ id, tries, look, leave }: hideout): attack =>
  state(
    id,
    tries,
    "fail",
    `try { if (${look}) console.log("REACHED kept"); } catch {}\ntry { ${leave} } catch {}\nreturn 0;`,
  );

export const states: readonly attack[] = [...hideouts.map(keeping), ...late];
