// More texts that are not what they look like: bytes that are no text, exports that are no functions.

import { HONEST_SUBMISSION } from "../../support/sources.ts";
import { type attack, texts } from "./attack.ts";

const text = texts("source", (code) => code);
const bytes = (id: string, tries: string, make: () => Uint8Array, says?: RegExp): attack => ({
  id,
  kind: "source",
  tries,
  expected: "reject",
  how: { by: "bytes", bytes: make },
  ...(says !== undefined && { says }),
});
const utf8 = (code: string): Uint8Array => new TextEncoder().encode(code);
const target = "\nexport function shmem_mcopy_atomic_pte() { return 0; }";

export const exported: readonly attack[] = [
  bytes("221-nul", "have a NUL in it", () => utf8(`const a = 1;\0${target}`), /U\+0000/),
  bytes("222-utf16", "be UTF-16", () => Buffer.from(`\ufeff${target}`, "utf16le"), /UTF-8/),
  bytes("223-overlong", "spell a quote in two bytes", () => Uint8Array.of(0xc0, 0xa2), /UTF-8/),
  bytes(
    "224-surrogate",
    "have half a character",
    () => Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22),
    /UTF-8/,
  ),
  bytes(
    "225-second-bom",
    "have a second byte order mark",
    () => utf8(`\ufeff\ufeff${target}`),
    /U\+FEFF/,
  ),
  bytes(
    "226-control",
    "have a control character of terminals",
    () => utf8(`// \u001b[2J${target}`),
    /U\+001B/,
  ),
  bytes("227-nothing", "be empty", () => new Uint8Array(), /empty/),
  bytes("228-blank", "be blank", () => utf8(" \n\t\n"), /empty/),
  text(
    "229-line-separator",
    "end a comment by a line separator",
    "reject",
    `// \u2028console.log("REACHED");${target}`,
    { says: /U\+2028/ },
  ),
  text(
    "230-long-line",
    "hide code far to the right",
    "reject",
    `const a = 1;${" ".repeat(20_000)}console.log("REACHED");${target}`,
    { says: /Line 1 is longer/ },
  ),
  text(
    "231-hashbang",
    "begin as a script of the shell",
    "reject",
    `#!/usr/bin/env node\n${HONEST_SUBMISSION}`,
  ),
  text(
    "232-deep-without-brackets",
    "be deep without a bracket",
    "reject",
    `const a = ${"!".repeat(1500).concat("\n").repeat(60)}1;${target}`,
    { says: /deep/ },
  ),
  text(
    "233-long-sum",
    "be deep by a long sum",
    "reject",
    `const a = ${"1+\n".repeat(9_000)}1;${target}`,
    { says: /deep|lines/ },
  ),
  text(
    "234-type-that-takes-for-ever",
    "keep the parser of types busy",
    "timeout",
    `const a = ${"<a>(".repeat(60)}1${")".repeat(60)};${target}`,
    { slow: true },
  ),
  text(
    "235-getter-export",
    "export what is made at each access",
    "reject",
    `export const shmem_mcopy_atomic_pte = { get call() { return 0 } };`,
    { says: /must be a function/ },
  ),
  text(
    "236-duplicate-export",
    "export the target twice",
    "reject",
    `${HONEST_SUBMISSION}\nconst other = 1; export { other as shmem_mcopy_atomic_pte };`,
  ),
  text(
    "237-duplicate-declaration",
    "declare the target twice",
    "reject",
    `${HONEST_SUBMISSION}\nlet shmem_mcopy_atomic_pte = 1;`,
  ),
  text(
    "238-default-export",
    "export the target as default only",
    "reject",
    `export default function shmem_mcopy_atomic_pte() { return 0; }`,
    { says: /Export the function by its name/ },
  ),
  text(
    "239-commonjs",
    "export as CommonJS does",
    "reject",
    `module.exports = { shmem_mcopy_atomic_pte() { return 0; } };`,
    { says: /exports nothing/ },
  ),
  text(
    "240-export-assignment",
    "export as TypeScript once did",
    "any",
    `function shmem_mcopy_atomic_pte() { return 0; }\nexport = shmem_mcopy_atomic_pte;`,
  ),
  text(
    "241-live-binding",
    "change the target after it was exported",
    "any",
    `${HONEST_SUBMISSION.replace("export function shmem_mcopy_atomic_pte", "export let shmem_mcopy_atomic_pte: any = function ")}\nshmem_mcopy_atomic_pte = () => 0;`,
  ),
  text(
    "242-class-as-target",
    "export a class as the target",
    "fail",
    "export class shmem_mcopy_atomic_pte { static call() { return 0 } }",
  ),
  text(
    "243-proxy-as-target",
    "export a proxy as the target",
    "fail",
    "export const shmem_mcopy_atomic_pte = new Proxy(function () { return 0 }, { apply: () => 0, get: () => () => 0 });",
  ),
  text(
    "244-bound-target",
    "export a kernel function as the target",
    "fail",
    `import { put_page } from "@faultline/core";\nexport const shmem_mcopy_atomic_pte = put_page;`,
  ),
  text(
    "245-target-imports-itself",
    "export the kernel's own version of the target",
    "fail",
    `import { mcopy_atomic_install_pte } from "@faultline/core";\nexport { mcopy_atomic_install_pte as shmem_mcopy_atomic_pte };`,
  ),
  text(
    "246-import-the-target",
    "import the target, to call the kernel's own: it is itself",
    "timeout",
    `import { shmem_mcopy_atomic_pte as real } from "@faultline/core";\nexport function shmem_mcopy_atomic_pte(...a: any[]) { return (real as any)(...a); }`,
    { says: /calls itself/ },
  ),
  text(
    "247-import-prototype-names",
    "import names that every object has",
    "reject",
    `import { constructor as c } from "@faultline/core";${target}`,
    { says: /"constructor"/ },
  ),
  text(
    "248-namespace-escape",
    "walk from the namespace of the API to something else",
    "fail",
    `import * as k from "@faultline/core";\nexport function shmem_mcopy_atomic_pte() { for (const key of ["constructor", "__proto__", "boot", "kernel"]) if ((k as any)[key] !== undefined) console.log("REACHED", key); return 0; }`,
  ),
  text(
    "249-arguments-of-the-wrapper",
    "read the arguments of the function that it is wrapped in",
    "any",
    `const a = (() => { try { return (0, arguments as any) } catch { return null } })();\nif (a && a.length) console.log("REACHED");${target}`,
  ),
  text(
    "250-escaped-names",
    "spell eval with an escape",
    "reject",
    String.raw`\u0065val("1");${target}`,
    { says: /eval/ },
  ),
  text(
    "251-return-at-the-top",
    "leave the file in its first line",
    "reject",
    `return { shmem_mcopy_atomic_pte: () => 0 };${target}`,
  ),
  text(
    "252-string-names",
    "break out of the table of exports by a name with quotes",
    "any",
    `function shmem_mcopy_atomic_pte() { return 0 }\nexport { shmem_mcopy_atomic_pte as '"]: 1, x: console.log("REACHED"), ["', shmem_mcopy_atomic_pte };`,
  ),
  text(
    "253-proto-export",
    "export __proto__",
    "any",
    `const x = { shmem_mcopy_atomic_pte: () => 0 };\nexport { x as __proto__ };${target}`,
  ),
  text(
    "254-counter-names",
    "have every name that the counters could take",
    "any",
    `const $step = 1, $step$ = 2, $at = 3, $at$ = 4, $kernel = 5, $kernel$ = 6;${target}`,
  ),
  text(
    "255-decorator",
    "run code by a decorator",
    "any",
    `@((f: any) => () => console.log("REACHED")) class A {}${target}`,
  ),
  text(
    "256-regexp-confusion",
    "confuse a scanner by regular expressions, templates and comments",
    "fail",
    `const a = /[/*]/, b = \`\${\`}\`}//\`, c = 1 / 2 /* / */ / 3, d = /\\/\\//;${target}`,
  ),
];
