// Bundles the command for those who do not have the repository: with some of the exercises, whole or as handed out.

import type { Metafile, Plugin } from "esbuild";

/** What a bundle has of each exercise. `handout`: nothing that learners must not see; `whole`: everything. */
export type share = "handout" | "whole";

export interface bundled {
  /** The command, and the script of the child process, which belong side by side. */
  readonly command: Uint8Array;
  readonly child: Uint8Array;
  /** Every file that something of went into one of the two, from the repository's root. */
  readonly sources: readonly string[];
}

/** @param root of the repository */
export async function bundle(
  root: string,
  exercises: readonly string[],
  share: share,
): Promise<bundled> {
  const plugins = [catalogOf(exercises)];
  const common = { root, share, plugins };
  const command = await build({ ...common, entry: "packages/cli/src/kit_main.ts", format: "esm" });
  const child = await build({
    ...common,
    entry: "packages/grader/src/child/main.ts",
    format: "cjs",
  });
  return {
    command: command.bytes,
    child: child.bytes,
    sources: [...new Set([...command.sources, ...child.sources])].sort(),
  };
}

interface build_options {
  readonly root: string;
  readonly share: share;
  readonly plugins: Plugin[];
  readonly entry: string;
  readonly format: "esm" | "cjs";
}

/** No source map, no names and no comments: what of the machine a learner is to write must be in the kit, but need not be read. */
async function build({ root, share, plugins, entry, format }: build_options) {
  const { build } = await import("esbuild");
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: "out.js",
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    platform: "node",
    format,
    target: "node20.19",
    // The first that a package knows is what it gives.
    conditions: [...(share === "handout" ? ["@faultline/handout"] : []), "@faultline/source"],
    mainFields: ["module", "main"],
    plugins,
    banner: format === "esm" ? { js: REQUIRE } : {},
    logLevel: "silent",
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`Nothing came of bundling ${entry}.`);
  return { bytes: file.contents, sources: sourcesOf(metafile) };
}

/** Bundled CommonJS still calls require for Node's own modules; an ES module has none of its own. */
const REQUIRE =
  'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);';

/** Only what left something in the output: a type that is imported leaves nothing. */
const sourcesOf = ({ outputs }: Metafile): string[] =>
  Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([path]) => path),
  );

/** A list of exercises in place of the repository's, so that others are not even looked at. */
function catalogOf(exercises: readonly string[]): Plugin {
  const loaders = exercises.map(
    (id) => `${JSON.stringify(id)}: () => import("@faultline/exercise-${id}"),`,
  );
  return {
    name: "catalog",
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]grader[\\/]src[\\/]catalog\.ts$/ }, () => ({
        contents: `export const catalog = {\n${loaders.join("\n")}\n};\n`,
        loader: "ts",
      }));
    },
  };
}
