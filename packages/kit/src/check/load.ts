// Turns the text of an author's version into functions. It runs in this process: never for a learner's text.

import { kernel_api, reference_targets, type target_name, type targets } from "@faultline/core";
import ts from "typescript";

/** Everything by which a submission can replace a function of the kernel. */
const target_names = Object.keys(reference_targets) as target_name[];

/**
 * The target functions that a version exports.
 *
 * @throws Error for an import of anything but the kernel
 */
export function loadSubmission(text: string): Partial<targets> {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exported: Record<string, unknown> = {};
  const require = (from: string): unknown => {
    if (from !== "@faultline/core") throw new Error(`A submission cannot import ${from}.`);
    return kernel_api;
  };
  new Function("require", "exports", outputText)(require, exported);
  const found = target_names.filter((name) => typeof exported[name] === "function");
  return Object.fromEntries(found.map((name) => [name, exported[name]]));
}
