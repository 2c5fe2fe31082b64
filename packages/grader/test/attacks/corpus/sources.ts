// Texts that mean something else to a reader, to a parser or to SES than they say.

import { HONEST_SUBMISSION, submission } from "../../support/sources.ts";
import { ALL, type attack, texts } from "./attack.ts";

const text = texts("source", (code) => code);
const beside = texts("source", (code) => `${HONEST_SUBMISSION}${code}`);
const inside = texts("source", (code) => submission("", code));
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
const honest = { earns: ALL };

export const sources: readonly attack[] = [
  text(
    "109-wrapper-breakout",
    "close the function that it is wrapped in",
    "reject",
    `}); console.log("REACHED outside"); (function () {${target}`,
  ),
  text(
    "110-types-breakout",
    "be a type to one parser and code to the next",
    "any",
    `const a = 1 as any /*\n*/;\ntype A = { x: 1 } /* } */;\nlet b = a < (1) > (2) ? 1 : 0;${target}`,
  ),
  beside(
    "111-html-comments",
    "be honest code with HTML comments and import( in its strings",
    "pass",
    `// <!-- import(x) -->\nconst s = "<!-- import('fs') eval(1) -->";`,
    honest,
  ),
  text(
    "112-homoglyph",
    "export a name that only looks like the target's",
    "reject",
    HONEST_SUBMISSION.replace("export function shmem_mcopy", "export function shmem_mc\u043epy"),
    { says: /must export shmem_mcopy_atomic_pte/ },
  ),
  text(
    "113-bidi",
    "hide code from a reader by turning it around",
    "reject",
    `const a = "\u202e"; /* \u2066 */${target}`,
    { says: /Line 1 .*U\+202E/ },
  ),
  text("114-invisible-name", "use a letter that is not seen", "any", `const \u3164 = 1;${target}`),
  bytes("115-invalid-utf8", "be no UTF-8", () => Uint8Array.of(0x61, 0xff, 0xfe), /UTF-8/),
  bytes(
    "116-huge",
    "be larger than a file may be",
    () => utf8(`/*${"x\n".repeat(200_000)}*/`),
    /allowed/,
  ),
  text(
    "117-deep-nesting",
    "nest 4,000 brackets",
    "reject",
    `const a = ${"(\n".repeat(4_000)}1${")\n".repeat(4_000)};${target}`,
    { says: /deep/ },
  ),
  text(
    "118-many-lines",
    "have more lines than a file may have",
    "reject",
    `${"\n".repeat(20_000)}${target}`,
    { says: /lines/ },
  ),
  beside(
    "119-source-map",
    "name a file of the host as its source map, honest otherwise",
    "pass",
    "//# sourceMappingURL=/etc/hostname",
    honest,
  ),
  beside(
    "120-data-source-map",
    "bring a source map of its own that names a file of the host",
    "pass",
    `//# sourceMappingURL=data:application/json;base64,${Buffer.from('{"version":3,"sources":["/etc/passwd"],"mappings":"AAAA"}').toString("base64")}`,
    honest,
  ),
  inside(
    "121-source-url",
    "call itself by the name of a trusted file, and throw",
    "fail",
    "throw new Error('x');\n//# sourceURL=/etc/passwd\n//@ sourceURL=/etc/shadow\n/*# sourceURL=node:internal/x */",
  ),
  text(
    "122-export-all",
    "re-export everything",
    "reject",
    `export * from "@faultline/core";${target}`,
    { says: /re-exports/ },
  ),
];
