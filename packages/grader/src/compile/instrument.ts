// Puts a counter at the head of every statement and loop, so that an endless loop ends by itself after a number of
// steps that is the same on every machine, and so that the line that ran last is known without reading any stack.

import type { ArrowFunctionExpression, CallExpression, Identifier, Node, Statement } from "acorn";
import { full } from "acorn-walk";
import type MagicString from "magic-string";
import { lineOf } from "./module.ts";

/** The names of the two functions in the rewritten code; the submission uses neither. */
export interface counters {
  /** Counts a step, and notes its line. */
  readonly step: string;
  /** Notes the line. */
  readonly at: string;
}

type nodes = readonly (Statement & { directive?: string })[];

// Children come before their parents, so what is put before a place goes before what a child has put there, and what
// is put after one goes after: whatever begins first ends last.

/** @param imported local names of kernel functions: each call of one notes its line */
export function instrument(
  program: Node,
  imported: ReadonlySet<string>,
  { step, at }: counters,
  out: MagicString,
): void {
  const count = (node: Node): string => `${step}(${lineOf(node)})`;
  full(program, (node) => {
    for (const statement of statementsOf(node)) markStatement(statement, count, out);
    const body = bareBody(node);
    for (const one of body) wrapBody(one, count, out);
    if (hasBlockBody(node)) markHead(node.body, count, out);
    if (node.type === "ArrowFunctionExpression")
      markArrow(node as ArrowFunctionExpression, count, out);
    if (node.type === "PropertyDefinition")
      markExpression((node as { value?: Node }).value, count, out);
    if (node.type === "CallExpression") markCall(node as CallExpression, imported, at, out);
  });
}

/** The statements of a list: a block, a case, a static block, the file. */
function statementsOf(node: Node): nodes {
  if (node.type === "Program" || node.type === "BlockStatement" || node.type === "StaticBlock")
    return (node as unknown as { body: nodes }).body;
  if (node.type === "SwitchCase") return (node as unknown as { consequent: nodes }).consequent;
  return [];
}

function markStatement(
  node: Statement & { directive?: string },
  count: (node: Node) => string,
  out: MagicString,
): void {
  // A directive must stay first, and declarations of functions are no steps.
  if (node.directive !== undefined || node.type === "FunctionDeclaration") return;
  const kind: string = node.type;
  if (kind === "ImportDeclaration") return;
  if (kind.startsWith("Export")) {
    const { declaration } = node as unknown as { declaration?: Node | null };
    if (declaration && declaration.type !== "FunctionDeclaration")
      out.prependRight(declaration.start, `${count(declaration)};`);
    return;
  }
  out.prependRight(node.start, `${count(node)};`);
}

/** Bodies that may stand without braces, where a counter needs them. */
function bareBody(node: Node): Node[] {
  const { body, consequent, alternate } = node as unknown as Record<string, Node | null>;
  const found = node.type === "IfStatement" ? [consequent, alternate] : isLoop(node) ? [body] : [];
  return found.filter((one): one is Node => !!one && one.type !== "BlockStatement");
}

const isLoop = ({ type }: Node): boolean => /^(For|ForIn|ForOf|While|DoWhile)Statement$/.test(type);

function wrapBody(node: Node, count: (node: Node) => string, out: MagicString): void {
  out.prependRight(node.start, `{${count(node)};`);
  out.appendLeft(node.end, "}");
}

const hasBlockBody = (node: Node): node is Node & { body: Node } =>
  (isLoop(node) || /Function/.test(node.type)) &&
  (node as { body?: Node }).body?.type === "BlockStatement";

/** After the brace: an empty body counts too, or an empty loop would never end. */
function markHead(body: Node, count: (node: Node) => string, out: MagicString): void {
  const first = (body as unknown as { body: nodes }).body[0];
  if (first?.directive !== undefined) return;
  out.prependRight(body.start + 1, `${count(body)};`);
}

function markArrow(
  node: ArrowFunctionExpression,
  count: (node: Node) => string,
  out: MagicString,
): void {
  if (node.body.type !== "BlockStatement") markExpression(node.body, count, out);
}

function markExpression(
  node: Node | null | undefined,
  count: (node: Node) => string,
  out: MagicString,
): void {
  if (!node) return;
  out.prependRight(node.start, `(${count(node)},`);
  out.appendLeft(node.end, ")");
}

function markCall(
  { callee }: CallExpression,
  imported: ReadonlySet<string>,
  at: string,
  out: MagicString,
): void {
  if (callee.type !== "Identifier" || !imported.has((callee as Identifier).name)) return;
  out.prependRight(callee.start, `(${at}(${lineOf(callee)}),`);
  out.appendLeft(callee.end, ")");
}
