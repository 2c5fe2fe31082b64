// A learner's file, loaded into this process. Here nothing stands around it: it is its author's own, on its author's computer.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import * as core from "@faultline/core";
import * as kit from "@faultline/kit";
import { transform } from "sucrase";

/** What a file exports, with nothing left in its variables from a run before. */
export type loader = () => Readonly<Record<string, unknown>>;

/** Ids of the exercises that there is a file for. */
export function startedIn(folder: string, ids: readonly string[]): string[] {
  const names = new Set(existsSync(folder) ? readdirSync(folder) : []);
  return ids.filter((id) => names.has(`${id}.ts`));
}

const modules: Readonly<Record<string, unknown>> = {
  "@faultline/core": core,
  "@faultline/kit": kit,
};

function required(name: string): unknown {
  if (Object.hasOwn(modules, name)) return modules[name];
  throw new Error(
    `There is nothing to import from ${JSON.stringify(name)}: take it from "@faultline/core".`,
  );
}

/**
 * Reads a file once. As for the grader, types are stripped so that each line stays where it is: to a debugger what runs is
 * the file itself, one script however often it is loaded, and a breakpoint needs no map.
 *
 * @throws Error for a file that is no TypeScript
 */
export function loaderOf(folder: string, id: string): loader {
  const path = join(folder, `${id}.ts`);
  const { code } = transform(readFileSync(path, "utf8"), {
    transforms: ["typescript", "imports"],
    disableESTransforms: true,
    preserveDynamicImport: true,
    filePath: path,
  });
  const module = new Script(`(function (exports, require) {${code}\n})`, { filename: path });
  return () => {
    const exported = {};
    const run = module.runInThisContext() as (exports: object, require: unknown) => void;
    run(exported, required);
    return exported;
  };
}

/** The functions among what a file exports that can take the kernel's place; `note` is told of all that they throw. */
export function functionsOf(load: loader, note: (error: unknown) => void): Partial<core.targets> {
  const functions = Object.entries(load()).flatMap(([name, value]) => {
    if (typeof value !== "function" || !Object.hasOwn(core.reference_targets, name)) return [];
    const call = (...args: unknown[]): unknown => {
      try {
        return value(...args);
      } catch (error) {
        note(error);
        throw error;
      }
    };
    return [[name, call]];
  });
  return Object.fromEntries(functions);
}
