// The solutions themselves, as other editors, habits and tools would have written them.

import { transformSync } from "esbuild";
import { changed, type honest } from "./submission.ts";

const names = (text: string): string[] =>
  (/import \{([^}]*)\}/.exec(text)?.[1] ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && !name.startsWith("type "));

/** The imports of values, written otherwise; types are imported as before. */
function importedAs(text: string, statement: (values: readonly string[]) => string): string {
  const types = [...text.matchAll(/type (\w+),/g)].map(([, name]) => name);
  return text.replace(
    /import \{[^}]*\} from "@faultline\/core";/,
    `import type { ${types.join(", ")} } from "@faultline/core";\n${statement(names(text))}`,
  );
}

const afterImports = (text: string, more: string): string =>
  text.replace('} from "@faultline/core";\n', `} from "@faultline/core";\n${more}\n`);

/** The imports written otherwise, and every use of an imported value with them. */
function renamed(
  text: string,
  statement: (values: readonly string[]) => string,
  use: (name: string) => string,
): string {
  const word = new RegExp(`(?<![\\w.$])(${names(text).join("|")})(?!\\w)`, "g");
  const [head = "", body = ""] = text.split(/(?<=from "@faultline\/core";)/);
  const code = body.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, "").replace(word, (name) => use(name));
  return importedAs(head, () => statement(names(head))) + code;
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source of a template
const TEMPLATE = "`import(${1}) --> <!--`";
const LOOKALIKES = String.raw`
// import fs from "node:fs"; export * from "x"; import("y"); eval("z"); <!-- -->
/* <script>import('x')</script> --> */
const strings = ["import('x')", 'eval ("1")', "<!-- -->", ${TEMPLATE}, "//", "/*", "*/", "\u2028", "(((((((((("];
const patterns = [/import\(/, /<!--/, /-->/g, /(?<!--)x/, /[/]\/*/, /eval\s*\(/u];
const minus = (n: number) => { let k = 0; while (n-->0) k++; return k; }; const less = (a: number, b: boolean) => a<!--c;
let c = 1; if (strings.length + patterns.length + minus(3) !== 18 || typeof less !== "function") throw new Error("lookalikes");
`;

export const changes: readonly honest[] = [
  changed("shmem-mcopy", "byte-order-mark", "a byte order mark", (text) => `\ufeff${text}`),
  changed("install-pte", "crlf", "CRLF at the ends of lines", (text) =>
    text.replaceAll("\n", "\r\n"),
  ),
  changed("shmem-mcopy", "cr", "CR alone at the ends of lines", (text) =>
    text.replaceAll("\n", "\r"),
  ),
  changed(
    "install-pte",
    "mixed-ends",
    "every kind of end of line, and a byte order mark",
    (text) => `\ufeff${text.replace(/\n/g, (_, at) => ["\n", "\r\n", "\r"][at % 3] ?? "\n")}`,
  ),
  changed("shmem-mcopy", "tabs", "tabs, and blanks at the ends of lines", (text) =>
    text
      .replace(/^(?: {2})+/gm, (blank) => "\t".repeat(blank.length / 2))
      .replaceAll("\n", " \t \n"),
  ),
  changed("install-pte", "no-indentation", "no indentation, and no end of the last line", (text) =>
    text.replace(/^ +/gm, "").trimEnd(),
  ),
  changed("shmem-mcopy", "one-line", "one line", (text) => minified(text)),
  changed("install-pte", "one-line-too", "one line", (text) => minified(text)),
  changed("shmem-mcopy", "no-semicolons", "no semicolons where none are needed", (text) =>
    text.replace(/;$/gm, ""),
  ),
  changed(
    "install-pte",
    "three-thousand-lines",
    "three thousand lines of helpers that nobody calls",
    (text) =>
      text +
      Array.from(
        { length: 750 },
        (_, i) =>
          `\nfunction helper_${i}(n: number): number {\n  return n > ${i} ? helper_${(i + 1) % 750}(n - 1) : n;\n}`,
      ).join(""),
  ),
  changed(
    "shmem-mcopy",
    "three-thousand-comments",
    "three thousand lines of comments, some with faces in them :(",
    (text) =>
      text.replace(
        "export function",
        `${"// I do not understand this :( (see the lesson\n".repeat(2900)}export function`,
      ),
  ),
  changed(
    "install-pte",
    "long-line",
    "a line of nine thousand characters",
    (text) => `${text}\nconst poem = "${"deep ( ".repeat(1280)}";`,
  ),
  changed(
    "shmem-mcopy",
    "lookalikes",
    "comments, strings and operators that look like imports and HTML comments",
    (text) => afterImports(text, LOOKALIKES),
  ),
  changed(
    "install-pte",
    "lookalikes-too",
    "the same in the other exercise, behind a directive",
    (text) => `"use strict";\n${afterImports(text, LOOKALIKES)}`,
  ),
  changed("shmem-mcopy", "namespace-import", "import * as k", (text) =>
    renamed(
      text,
      () => `import * as k from "@faultline/core";`,
      (name) => `k.${name}`,
    ),
  ),
  changed("install-pte", "renamed-imports", "every import under another name", (text) =>
    renamed(
      text,
      (values) =>
        `import { ${values.map((one) => `${one} as my_${one}`).join(", ")} } from "@faultline/core";`,
      (name) => `my_${name}`,
    ),
  ),
  changed(
    "shmem-mcopy",
    "scattered-imports",
    "an import statement for each name, some in the middle, some twice",
    (text) =>
      `${importedAs(text, (values) =>
        values.map((one) => `import { ${one} } from '@faultline/core'`).join("\n"),
      )}\nimport { put_page as again } from "@faultline/core";\nvoid again;`,
  ),
  changed("install-pte", "inline-types", "types imported without the word", (text) =>
    text.replaceAll("  type ", "  "),
  ),
  changed(
    "shmem-mcopy",
    "export-list",
    "export { f as shmem_mcopy_atomic_pte }",
    (text) =>
      `${text.replace("export function shmem_mcopy_atomic_pte", "function my_fill")}\nexport { my_fill as shmem_mcopy_atomic_pte, my_fill as "another name", type page };`,
  ),
  changed(
    "install-pte",
    "more-exports",
    "exports of other things beside it: classes, values, types, patterns",
    (text) =>
      `${text}\nexport class A {} export const [b, { c }] = [1, { c: 2 }]; export type D = A; export interface E {} export enum F { G } export let h;`,
  ),
  changed(
    "shmem-mcopy",
    "reassigned",
    "the target in a variable that is assigned later",
    (text) =>
      `${text.replace("export function shmem_mcopy_atomic_pte", "function first")}\nexport let shmem_mcopy_atomic_pte: any;\nshmem_mcopy_atomic_pte = first;`,
  ),
  changed(
    "install-pte",
    "bound",
    "the target bound, with a first argument of its own",
    (text) =>
      `${text.replace("export function mcopy_atomic_install_pte", "function first")}\nexport const mcopy_atomic_install_pte = ((_mine: string, ...args: Parameters<typeof first>) => first(...args)).bind(null, "x");`,
  ),
  changed("shmem-mcopy", "prints-everything", "console.log before every declaration", (text) =>
    text.replace(
      /^( {2,})(?=(?:const|let) )/gm,
      (blank) => `${blank}console.log("here", 1, { a: [1, 2] }, null, undefined, -0);\n${blank}`,
    ),
  ),
  changed("install-pte", "hot-console", "console.log two thousand times a call", (text) =>
    text.replace(
      "  let ret = 0;",
      '  let ret = 0;\n  for (let i = 0; i < 2000; i++) console.log("i", i, page, dst_vma);',
    ),
  ),
  changed("shmem-mcopy", "checks-itself", "assertions of its own around every step", (text) =>
    text.replace(
      "  const inode =",
      '  const check = (x: unknown, what = String(x)): asserts x => { if (!x) throw new Error(what); };\n  check(dst_addr % PAGE_SIZE === 0 && typeof zeropage === "boolean" && Object.isFrozen(dst_vma));\n  const inode =',
    ),
  ),
  changed(
    "install-pte",
    "wraps-the-api",
    "the kernel's functions wrapped in functions that count",
    (text) =>
      renamed(
        text,
        (values) =>
          `import * as k from "@faultline/core";\nconst calls = new Map<string, number>();\nconst wrap = (name: string, f: any) => typeof f === "function" ? (...args: any[]) => { calls.set(name, (calls.get(name) ?? 0) + 1); return f(...args); } : f;\n${values.map((one) => `const my_${one} = wrap("${one}", k.${one});`).join("\n")}`,
        (name) => `my_${name}`,
      ),
  ),
  changed(
    "shmem-mcopy",
    "older-javascript",
    "what a compiler for old engines would make of it",
    (text) => compiled(text, "es2015"),
  ),
  changed(
    "install-pte",
    "namespaces",
    "type-only namespaces, triple slashes and comments for tools",
    (text) =>
      `/// <reference types="node" />\n// @ts-nocheck\n/* eslint-disable */\n${text}\ndeclare namespace N { const x: number; interface Y {} }\ndeclare global { var z: number; }\ndeclare module "m" { export const q: 1; }`,
  ),
];

const minified = (text: string): string =>
  transformSync(text, {
    loader: "ts",
    minify: true,
    format: "esm",
    charset: "utf8",
  }).code.replaceAll("\n", "");

const compiled = (text: string, target: string): string =>
  transformSync(text, { loader: "ts", target, format: "esm" }).code;
