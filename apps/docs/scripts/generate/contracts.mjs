// What an editor says of the kernel's names: a signature and a contract, from the comments in core.

import { join } from "node:path";
import ts from "typescript";
import { CORE } from "./repository.mjs";

const API = join(CORE, "src", "api", "kernel.ts");

/** @returns {Record<string, { signature: string, contract: string }>} */
export function contracts() {
  const program = ts.createProgram([API], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    noEmit: true,
    strict: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(API);
  const module = file && checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error(`${API} cannot be read.`);
  const names = checker.getExportsOfModule(module).map((one) => [one.name, wordsOf(one, checker)]);
  return Object.fromEntries(names);
}

/** @param {import("typescript").Symbol} exported @param {import("typescript").TypeChecker} checker */
function wordsOf(exported, checker) {
  const alias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
  const symbol = alias ? checker.getAliasedSymbol(exported) : exported;
  const tags = symbol.getJsDocTags(checker).map(({ name, text }) => {
    const words = ts.displayPartsToString(text);
    return name === "returns" ? `returns ${words}` : words;
  });
  const contract = [ts.displayPartsToString(symbol.getDocumentationComment(checker)), ...tags];
  return { signature: signatureOf(symbol, checker), contract: contract.filter(Boolean).join("\n") };
}

const FLAGS =
  ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;

/** @param {import("typescript").Symbol} symbol @param {import("typescript").TypeChecker} checker */
function signatureOf(symbol, checker) {
  const declaration = symbol.declarations?.[0];
  if (declaration === undefined) throw new Error(`${symbol.name} is declared nowhere.`);
  if (ts.isInterfaceDeclaration(declaration)) return `interface ${symbol.name}`;
  if (ts.isTypeAliasDeclaration(declaration)) return declaration.getText().replace(/^export /, "");
  const type = checker.getTypeOfSymbolAtLocation(symbol, declaration);
  const [call] = type.getCallSignatures();
  return call === undefined
    ? `const ${symbol.name}: ${checker.typeToString(type, declaration, FLAGS)}`
    : `${symbol.name}${checker.signatureToString(call, declaration, FLAGS)}`;
}
