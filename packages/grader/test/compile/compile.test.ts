import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";

const api = {
  values: new Set(["put_page", "PAGE_SIZE", "unlock_page"]),
  types: new Set(["page", "user_addr"]),
};
const wanted = ["f", "g"];

/** Compiles and runs, with a kernel that notes its calls. */
function run(source: string) {
  const { code, globals, exports } = compile(source, api, wanted);
  const lines: number[] = [];
  const calls: unknown[][] = [];
  const kernel = {
    PAGE_SIZE: 4096,
    put_page: (...args: unknown[]) => calls.push(["put_page", ...args]),
    unlock_page: (...args: unknown[]) => calls.push(["unlock_page", ...args]),
  };
  const note = (line: number) => lines.push(line);
  const make = new Function(globals.kernel, globals.step, globals.at, `return ${code}`);
  const module = make(kernel, note, note)() as Record<string, (...args: unknown[]) => unknown>;
  const f = (...args: unknown[]) => module["f"]?.(...args);
  return { module, f, lines, calls, code, exports };
}

const problem = (source: string) => {
  try {
    compile(source, api, wanted);
    return "accepted";
  } catch (error) {
    const { kind, message } = error as { kind?: string; message: string };
    return `${kind}: ${message}`;
  }
};

describe("compile", () => {
  it("strips types and keeps what the code does", () => {
    const { f } = run(`
      import { PAGE_SIZE, type page } from "@faultline/core";
      export function f(a: number, b?: page): number { return (a as number) + PAGE_SIZE; }`);
    expect(f(1)).toBe(4097);
  });

  it("drops imported types that are not marked as such", () => {
    expect(
      run(`import { page, user_addr } from "@faultline/core"; export const f = () => 1;`).f(),
    ).toBe(1);
  });

  it("knows the line of every step and kernel call", () => {
    const { f, lines } = run(
      [
        'import { put_page, unlock_page } from "@faultline/core";', // 1
        "export function f(p: number) {", // 2
        "  unlock_page(p);", // 3
        "  if (p) put_page(p);", // 4
        "  return [", // 5
        "    put_page(p),", // 6
        "  ];", // 7
        "}", // 8
      ].join("\n"),
    );
    lines.length = 0;
    f(1);
    expect(lines).toEqual([2, 3, 3, 4, 4, 4, 5, 6]);
  });

  it.each([
    ["if without braces", "if (x) y = 1; else y = 2;let z=y;return z", 1],
    ["neighbours without a gap", "if(x)y=1;y+=1;return y", 2],
    ["no semicolons", "let a = 1\nif (x) a = (q => q + 1)(a)\nreturn a", 2],
    [
      "labels",
      "out: for (;;) { for (;;) { y += 1; if (y > 3) break out; else continue out } } return y",
      4,
    ],
    ["a labelled block", "b: { if (x) break b; y = 9 } return y", 0],
    ["a loop with an empty body", "while (y++ < 3); return y", 4],
    ["do while", "do y += 1; while (y < 3) return y", 3],
    ["switch", "switch (x) { case true: y = 5; break; default: y = 6 } return y", 5],
    ["arrows in arrows", "return (a => b => a + b)(1)(2)", 3],
    ["an arrow that returns an object", "return (() => ({ a: 7 }))().a", 7],
    [
      "a class",
      "class A { v = 3; static s = 4; get w() { return this.v + A.s } } return new A().w",
      7,
    ],
    ["n --> 0", "let n = 3; while (n-->0) y += 1; return y", 3],
    ["a <! --b", "let b = 1; return 0<!--b", 1],
    [
      "a string that spells import(",
      "return 'import(x) <!-- --> eval(1)'",
      "import(x) <!-- --> eval(1)",
    ],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source of a template
    ["a template that spells it", "return `import(${1}) -->`", "import(1) -->"],
    ["a regular expression that spells it", "return /import(x)-->/.test('importx-->')", true],
    [
      "a look-behind that spells it",
      "return /(?<!--)x/.test('--x') || /(?<!--)x/.test('-x')",
      true,
    ],
    [
      "a method called import",
      "const o = { import: (n) => n + 1, $import(n) { return this.import(n) } }; return o.$import(1)",
      2,
    ],
    [
      "a private method called import",
      "class A { #import(n) { return n } f() { return this.#import(3) } } return new A().f()",
      3,
    ],
    ["names that end so", "const $eval = (n) => n, $import = 4; return $eval ($import)", 4],
    ["comments that spell it", "/* import(x) */ // <!-- -->\n return 1 /* eval(1) */", 1],
    ["source maps", "return 1 //# sourceMappingURL=/etc/passwd", 1],
    [
      "the counters' own names",
      "const $step = 1, $at = 2, $kernel = 3; return $step + $at + $kernel",
      6,
    ],
    ["those names spelled by escapes", "const \\u0024step = 5; return $step", 5],
    ["an enum", "enum E { A, B } return E.B", 1],
  ])("keeps the meaning of %s", (_what, body, result) => {
    const { f, code } = run(
      `export function f(x: any) { let y: any = 0; ${body}\n}`.replace("enum E", "enum E"),
    );
    expect(Number(f(true)) === result ? result : f(true)).toEqual(result);
    expect(code).not.toMatch(/import\s*\(|<!--|-->|sourceMappingURL|[^.]eval\s*\(/);
  });

  it("lists exports of every form", () => {
    const source =
      "const a = () => 1; function b() { return 2 }\nexport { a as f, b };\nexport const g = a, h = 1;";
    const { exports, module } = run(source);
    expect(exports).toEqual(["f", "b", "g", "h"]);
    expect(Object.keys(module)).toEqual(["f", "g"]);
  });

  it.each([
    ["const a: number = 1;\nlet b: string = = 2", /^compile_error: 2:17: Unexpected token/],
    ["function f(a: number, b: string { }", /^compile_error: 1:\d+: /],
    [
      "let a: number = 1; let a: string = 2;",
      /^compile_error: 1:24: Identifier 'a' has already been declared/,
    ],
    ["export const f = () => { return 1", /^compile_error: 1:\d+: /],
    ["function* g() {\n  h(yield);\n}", /^compile_error: 2:10: Write `yield undefined` here/],
    ["}); steal(); (function () {", /^compile_error/],
    ['import fs from "node:fs";', /^rejected: .*"node:fs"/],
    ['import { nope } from "@faultline/core";', /^rejected: .*"nope"/],
    ['import x from "@faultline/core";', /^rejected: .*"default"/],
    ['export { f } from "./other.ts";', /^rejected: .*re-exports/],
    ['export * from "@faultline/core";', /^rejected: .*re-exports/],
    ["export default function f() {}", /^rejected: .*default export/],
    ['const x = import("node:fs");', /^rejected: .*import\(\)/],
    ["const x = import.meta.url;", /^rejected: .*import\.meta/],
    ["await 1;", /^rejected: .*await/],
    ['eval("1");', /^rejected: .*eval/],
    [`let a = ${"!".repeat(100_000)}1`, /^compile_error: .*deep/],
    [`let a = ${"1+".repeat(50_000)}1`, /^compile_error: .*deep/],
  ])("refuses %.40s", (source, words) => {
    expect(problem(source)).toMatch(words);
  });
});
