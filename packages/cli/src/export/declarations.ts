// The types of the kernel's functions and of the tests' words, for an editor: declarations, without a line of what they do.

import { join, posix, relative } from "node:path";

/** Packages whose types learners' files import. */
const PACKAGES = ["core", "kit"] as const;

/**
 * Declarations of the packages: those that one gets to from their doors, and none of what is behind them.
 *
 * @param root of the repository
 * @returns texts by path, each path below the package's name: core/index.d.ts
 */
export async function declarations(root: string): Promise<ReadonlyMap<string, string>> {
  const { default: ts } = await import("typescript");
  const sources = (name: string): string => join(root, "packages", name, "src");
  const program = ts.createProgram(
    PACKAGES.map((name) => join(sources(name), "index.ts")),
    {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      moduleDetection: ts.ModuleDetectionKind.Force,
      customConditions: ["@faultline/source"],
      rewriteRelativeImportExtensions: true,
      strict: true,
      skipLibCheck: true,
      types: [],
      declaration: true,
      emitDeclarationOnly: true,
      rootDir: join(root, "packages"),
      outDir: "/",
    },
  );
  const found = new Map<string, string>();
  program.emit(undefined, (path, text) => {
    const [name = "", src, ...rest] = relative("/", path).split(/[\\/]/);
    if (src === "src") found.set([name, ...rest].join("/"), text);
  });
  return reachable(found);
}

function reachable(all: ReadonlyMap<string, string>): Map<string, string> {
  const found = new Map<string, string>();
  const take = (path: string): void => {
    const text = all.get(path);
    if (text === undefined || found.has(path)) return;
    found.set(path, text);
    for (const [, to = ""] of text.matchAll(/(?:from |import\()"(\.[^"]*)\.[jt]s"/g))
      take(posix.join(posix.dirname(path), `${to}.d.ts`));
  };
  for (const name of PACKAGES) take(`${name}/index.d.ts`);
  return found;
}
