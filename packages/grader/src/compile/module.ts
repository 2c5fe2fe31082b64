// What a submission takes from outside and what it offers: imports of the kernel's API, and named exports.

import type {
  ExportNamedDeclaration,
  Identifier,
  ImportDeclaration,
  Literal,
  ModuleDeclaration,
  Node,
  Pattern,
  Program,
} from "acorn";
import { fullAncestor } from "acorn-walk";
import { rejected } from "../problem.ts";

const API = "@faultline/core";

/** The names that a submission may import. */
export interface importable {
  /** Functions and constants of the kernel. */
  readonly values: ReadonlySet<string>;
  /** Structures and number types; an import of one is dropped, with `type` before it or without. */
  readonly types: ReadonlySet<string>;
}

export interface binding {
  readonly local: string;
  /** The name in the API; null for the whole of it (`import * as`). */
  readonly imported: string | null;
}

export interface module_shape {
  readonly imports: readonly binding[];
  /** Local name by exported name. */
  readonly exports: ReadonlyMap<string, string>;
}

/** @throws Problem naming what may not be imported, exported or used */
export function readModule(program: Program, api: importable): module_shape {
  refuseForbidden(program);
  const imports: binding[] = [];
  const exports = new Map<string, string>();
  for (const node of program.body) {
    if (node.type === "ImportDeclaration") imports.push(...readImport(node, api));
    else if (node.type === "ExportNamedDeclaration") readExport(node, exports);
    else refuseOtherExports(node);
  }
  return { imports, exports };
}

function readImport(node: ImportDeclaration, api: importable): binding[] {
  const from = String(node.source.value);
  if (from !== API)
    throw rejected(
      `Line ${lineOf(node)} imports ${quote(from)}. A submission may import ${API} only.`,
    );
  return node.specifiers.flatMap((specifier): binding[] => {
    if (api.values.size === 0)
      throw rejected(
        `Line ${lineOf(specifier)} imports a value. Only types can be imported here: import type { … }.`,
      );
    const local = specifier.local.name;
    if (specifier.type === "ImportNamespaceSpecifier") return [{ local, imported: null }];
    const imported = specifier.type === "ImportSpecifier" ? nameOf(specifier.imported) : "default";
    if (api.values.has(imported)) return [{ local, imported }];
    if (api.types.has(imported)) return [];
    throw rejected(
      `Line ${lineOf(specifier)} imports ${quote(imported)}, which ${API} does not have.`,
    );
  });
}

function readExport(node: ExportNamedDeclaration, exports: Map<string, string>): void {
  if (node.source) throw rejected(`Line ${lineOf(node)} re-exports from another module.`);
  for (const { exported, local } of node.specifiers) exports.set(nameOf(exported), nameOf(local));
  const { declaration } = node;
  if (!declaration) return;
  const declared =
    declaration.type === "VariableDeclaration"
      ? declaration.declarations.flatMap(({ id }) => boundNames(id))
      : [declaration.id.name];
  for (const name of declared) exports.set(name, name);
}

function refuseOtherExports(node: ModuleDeclaration | Program["body"][number]): void {
  if (node.type === "ExportAllDeclaration")
    throw rejected(`Line ${lineOf(node)} re-exports from another module.`);
  if (node.type === "ExportDefaultDeclaration")
    throw rejected(
      `Line ${lineOf(node)} has a default export. Export the function by its name: export function …`,
    );
}

/** What has no business in kernel code, and could load or make other code. */
function refuseForbidden(program: Program): void {
  fullAncestor(program, (node, _state, ancestors) => {
    const word = forbidden(node, ancestors as Node[]);
    if (word !== null) throw rejected(`Line ${lineOf(node)} uses ${word}, which is not available.`);
  });
}

function forbidden(node: Node, ancestors: readonly Node[]): string | null {
  if (node.type === "ImportExpression") return "import()";
  if (node.type === "MetaProperty" && (node as { meta?: Identifier }).meta?.name === "import")
    return "import.meta";
  if (node.type === "AwaitExpression" || isForAwait(node))
    return ancestors.some((one) => /Function/.test(one.type)) ? null : "await at the top level";
  if (node.type === "Identifier" && (node as Identifier).name === "eval") return "eval";
  return null;
}

const isForAwait = (node: Node): boolean =>
  node.type === "ForOfStatement" && (node as { await?: boolean }).await === true;

/** Names that a pattern binds: `a`, `{ b: c }`, `[d = 1, ...e]`. */
function boundNames(pattern: Pattern): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((one) =>
        boundNames(one.type === "RestElement" ? one.argument : one.value),
      );
    case "ArrayPattern":
      return pattern.elements.flatMap((one) => (one === null ? [] : boundNames(one)));
    case "RestElement":
      return boundNames(pattern.argument);
    case "AssignmentPattern":
      return boundNames(pattern.left);
    default:
      return [];
  }
}

const nameOf = (node: Identifier | Literal): string =>
  node.type === "Identifier" ? node.name : String(node.value);

export const lineOf = (node: Node): number => node.loc?.start.line ?? 1;

const quote = (name: string): string => `"${name.slice(0, 100)}"`;
