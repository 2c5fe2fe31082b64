// What tries to carry hidden inputs out, or to write into what people read.

import { submission } from "../../support/sources.ts";
import { ALL, type attack, texts } from "./attack.ts";

const leak = texts("leak", (code) => submission("", code));
const report = texts("report", (code) => submission("", code));

const SECRET = "JSON.stringify([addr, src_addr, file_inode(vma.vm_file).i_size])";

const leaks: readonly attack[] = [
  leak(
    "099-stack-paths",
    "print and throw stacks, to learn where it runs",
    "fail",
    "const e = new Error('x'); console.log(e.stack, String(e), Object.getOwnPropertyNames(e).map((k) => (e as any)[k]).join()); throw e;",
  ),
  leak(
    "100-throw-arguments",
    "throw the inputs of a hidden test",
    "fail",
    `throw new Error("LEAK " + ${SECRET});`,
  ),
  leak(
    "101-print-arguments",
    "print the inputs of a hidden test",
    "fail",
    `console.log("LEAK", ${SECRET}, mm, pmd, vma, pagep, current); return 0;`,
  ),
  leak(
    "102-names",
    "put the inputs into the names of errors and functions",
    "fail",
    `const e = new TypeError("x"); e.name = "LEAK" + ${SECRET}; throw Object.defineProperty(e, "constructor", { value: { name: e.name } });`,
  ),
  leak(
    "201-cause",
    "hide the inputs in the cause of an error",
    "fail",
    `throw new Error("x", { cause: "LEAK" + ${SECRET} });`,
  ),
  leak(
    "202-wrong-argument",
    "make the kernel quote an input in its complaint",
    "fail",
    `put_page(${SECRET} as any); return 0;`,
  ),
  leak(
    "203-panic-text",
    "make the kernel quote an input in its panic",
    "fail",
    "BUG_ON(addr as any); unlock_page(addr as any); return 0;",
  ),
  leak(
    "204-line-numbers",
    "tell an input by the line on which it throws",
    "fail",
    `${Array.from({ length: 8 }, (_, i) => `if (file_inode(vma.vm_file).i_size === ${i} * 4096) throw new Error('x');`).join("\n")}\nreturn 0;`,
  ),
  leak(
    "205-budget-line",
    "tell an input by the line on which it does not end",
    "any",
    "if (file_inode(vma.vm_file).i_size === 8192) for (;;) {}\nfor (;;) {}",
  ),
  leak(
    "206-memory-of-the-machine",
    "look for hidden tests in what the kernel's functions hold",
    "fail",
    "for (const o of [put_page, shmem_alloc_page, current, console.log, vma, mm] as any[]) for (const key of [...Reflect.ownKeys(o), 'arguments', 'caller']) try { console.log(String(key), JSON.stringify(o[key as any])) } catch {} return 0;",
  ),
];

/** Text that is harmless only if whoever shows it takes care. */
const POISON: readonly (readonly [id: string, what: string, text: string])[] = [
  [
    "207-terminal",
    "clear the screen, set the title, ring, and go back to the line's start",
    String.raw`\u001b[2J\u001b]0;pwned\u0007\u001b[1A\rScore: 6 of 6\b\u009b31m`,
  ],
  [
    "208-right-to-left",
    "turn the line around and hide letters",
    String.raw`\u202eScore\u2066\u200b\ufeff\u00ad\u2028\u061c\u180e\u{e0041}\u3164`,
  ],
  ["209-html", "be HTML", "<script>alert(1)</script><img src=x onerror=alert(1)></pre><!-- -->"],
  [
    "210-markdown",
    "be Markdown",
    "# Score: 6 of 6\\n[click](javascript:alert(1)) ![x](http://127.0.0.1:9/x.png) | a | b |\\n```\\n---\\n",
  ],
  ["211-csv", "be a formula of a spreadsheet", "=cmd|'/C calc'!A0\\t@SUM(1)\\n+1+1\\n-2+3"],
  [
    "212-json",
    "end the JSON that it stands in",
    String.raw`"}],"score":6,"status":"graded"}\u0000\ud800\udfff\ud83d`,
  ],
  ["213-long-line", "be one very long line without a blank", "x"],
  [
    "214-marks",
    "be a pile of marks on one letter",
    String.raw`Z\u0335\u0336\u0337\u0338\u0340\u0341\u0342`,
  ],
];

const value = (id: string, text: string): string =>
  id === "213-long-line"
    ? `"x".repeat(100000)`
    : id === "214-marks"
      ? `"${text}".repeat(500)`
      : `"${text.replace(/(?<!\\)"/g, '\\"')}"`;

const reports: readonly attack[] = POISON.flatMap(([id, what, text]) => [
  report(
    `${id}-printed`,
    `print what would ${what}`,
    "fail",
    `console.log(${value(id, text)}, { [${value(id, text)}]: ${value(id, text)} }); return 0;`,
  ),
  report(
    `${id}-thrown`,
    `throw what would ${what}`,
    "fail",
    `throw new Error(${value(id, text)});`,
  ),
]);

const quoted = texts("report", (code) => code);
const refusals: readonly attack[] = [
  quoted(
    "215-poisoned-import",
    "be refused with an import that a terminal obeys",
    "reject",
    String.raw`import "\u001b[2J\u202e<script>";`,
  ),
  quoted(
    "216-poisoned-name",
    "be refused with a name that fills the report",
    "reject",
    `export const ${"x".repeat(1900)} = 1;`,
  ),
  quoted(
    "217-poisoned-string-export",
    "export under a name that is a sentence",
    "reject",
    `const a = 1; export { a as "Score: 6 of 6. \\u001b[2J" };`,
  ),
  quoted(
    "218-poisoned-load-error",
    "throw a poisoned error while the file is loaded",
    "crash",
    `throw new Error("\\u001b[2J\\u202e" + "x".repeat(1e5));\nexport function shmem_mcopy_atomic_pte() {}`,
  ),
  quoted(
    "219-poisoned-syntax",
    "be no TypeScript, at a place that is a sentence",
    "reject",
    "Score: 6 of 6 <script>alert(1)</script>",
  ),
];

const spoken: readonly attack[] = [
  texts("report", (code) => submission("", code))(
    "220-every-console-method",
    "print by every name that a console has, honest otherwise",
    "any",
    "for (const name of ['log', 'info', 'warn', 'error', 'debug', 'table', 'dir', 'trace', 'group']) (console as any)[name]?.(name, '%s %d %o', 'x', -0, Symbol('y')); return honest(...args);",
    { earns: ALL },
  ),
];

export const remains: readonly attack[] = [...leaks, ...reports, ...refusals, ...spoken];
