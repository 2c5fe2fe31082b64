// Turns the text of an author's version into functions. It runs in this process: never for a learner's text.

import { kernel_api, reference_targets, type target_name, type targets } from "@faultline/core";
import ts from "typescript";

/** Everything by which a submission can replace a function of the kernel. */
const target_names = Object.keys(reference_targets) as target_name[];

/** Loads a version once more: what it keeps in variables of its own begins anew. */
export type instances = () => Partial<targets>;

/** Reads a version. What this returns throws for an import of anything but the kernel. */
export function readSubmission(text: string): instances {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const run = new Function("require", "exports", outputText);
  return () => {
    const exported: Record<string, unknown> = {};
    run(requireKernel, exported);
    const found = target_names.filter((name) => typeof exported[name] === "function");
    return Object.fromEntries(found.map((name) => [name, exported[name]]));
  };
}

function requireKernel(from: string): unknown {
  if (from !== "@faultline/core") throw new Error(`A submission cannot import ${from}.`);
  return kernel_api;
}

/**
 * The target functions that a version exports.
 *
 * @throws Error for an import of anything but the kernel
 */
export const loadSubmission = (text: string): Partial<targets> => readSubmission(text)();
