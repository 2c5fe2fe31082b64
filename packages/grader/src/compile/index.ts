// From the text of a submission to a script that a compartment can evaluate. Needs no Node: a browser runs the same.

import MagicString from "magic-string";
import { instrument } from "./instrument.ts";
import { type binding, type importable, readModule } from "./module.ts";
import { type parsed, parseModule } from "./parse.ts";
import { blanked, respell } from "./spellings.ts";
import { stripTypes, tooDeep } from "./strip.ts";

/** A submission, ready to be evaluated. */
export interface compiled {
  /** An expression: an object with the exports that were asked for. Its lines are those of the submission. */
  readonly code: string;
  /** Names that `code` expects as globals: the API, the step counter and the line counter. */
  readonly globals: { readonly kernel: string; readonly step: string; readonly at: string };
  /** Every name that the submission exports. */
  readonly exports: readonly string[];
}

/**
 * @param wanted the exports that `code` gives out, where the submission has them
 * @throws Problem if the text is not TypeScript, or is and may not be handed in
 */
export function compile(source: string, api: importable, wanted: readonly string[]): compiled {
  try {
    return compileModule(source, api, wanted);
  } catch (error) {
    // Tree walkers recurse, and a tree may be deep without brackets: 1+1+1+…
    throw error instanceof RangeError ? tooDeep() : error;
  }
}

function compileModule(source: string, api: importable, wanted: readonly string[]): compiled {
  const js = stripTypes(source);
  const tree = parseModule(js);
  const { imports, exports } = readModule(tree.program, api);
  const globals = freshNames(tree, js.code);
  const words = moduleWords(tree);
  const out = new MagicString(blanked(js.code, [...tree.comments, ...words]));
  respell(tree, words, out);
  const functions = imports.flatMap(({ local, imported }) => (imported === null ? [] : [local]));
  instrument(tree.program, new Set(functions), globals, out);
  const given = wanted.filter((name) => exports.has(name));
  const result = given.map((name) => `[${JSON.stringify(name)}]: ${exports.get(name)}`);
  // Evaluated once and called for each instance. Not an arrow function: it hides the evaluator's `arguments`.
  out.prepend(`(function () { "use strict"; ${importLines(imports, globals.kernel)}`);
  out.append(`\nreturn { ${result.join(", ")} }; })`);
  return { code: out.toString(), globals, exports: [...exports.keys()] };
}

function importLines(imports: readonly binding[], kernel: string): string {
  return imports
    .map(({ local, imported }) =>
      imported === null
        ? `const ${local} = ${kernel}; `
        : `const { ${JSON.stringify(imported)}: ${local} } = ${kernel}; `,
    )
    .join("");
}

/** Names that stand nowhere in the submission, however they are spelled there. */
function freshNames({ tokens }: parsed, code: string): compiled["globals"] {
  const used = new Set(tokens.map((token) => (token as { value?: unknown }).value));
  const fresh = (name: string): string => {
    while (used.has(name) || code.includes(name)) name += "$";
    return name;
  };
  return { kernel: fresh("$kernel"), step: fresh("$step"), at: fresh("$at") };
}

/** Imports, and the word `export` before a declaration. */
function moduleWords({ program }: parsed): { start: number; end: number }[] {
  return program.body.flatMap((node) => {
    if (node.type === "ImportDeclaration") return [node];
    if (node.type !== "ExportNamedDeclaration") return [];
    return [{ start: node.start, end: node.declaration?.start ?? node.end }];
  });
}
