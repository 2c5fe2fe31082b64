// The files that a child runs: the submission, and what runs beside it. Each is compiled by the same rules.

import type { target_name } from "@faultline/core";
import { compile, type compiled } from "../compile/index.ts";
import { api_names, api_types, target_names } from "../kernel_api.ts";
import { inFile, rejected } from "../problem.ts";
import type { child_input } from "./protocol.ts";

/** One file. */
export interface part {
  readonly module: compiled;
  /** Functions that it must export. */
  readonly required: readonly target_name[];
  /** What it is called where something is wrong with it; empty for the submission. */
  readonly name: string;
  /** Its number: 0 is the submission. */
  readonly n: number;
}

/** @throws Problem if one of the files cannot be handed in */
export function readParts({ source, required, beside = [] }: child_input): part[] {
  return [{ source, required, name: "" }, ...beside].map(({ source, required, name }, n) => ({
    module: inFile(name, () => read(source)),
    required,
    name,
    n,
  }));
}

const read = (source: string): compiled =>
  compile(source, { values: api_names, types: api_types }, target_names);

/** @throws Problem if it does not export what it must */
export function refuseWithout({ module, required, name }: part): void {
  const missing = required.filter((one) => !module.exports.includes(one));
  if (missing.length === 0) return;
  inFile(name, () => {
    throw rejected(missingWords(missing, module.exports));
  });
}

function missingWords(missing: readonly string[], there: readonly string[]): string {
  const names = missing.join(" and ");
  const have =
    there.length === 0 ? "It exports nothing." : `It exports ${there.slice(0, 5).join(", ")}.`;
  return `The submission must export ${names}. ${have} Write: export function ${missing[0]}(…)`;
}
