// The table of attacks and layers, as the handbook shows it. `npm run attacks` in this package writes it anew.

import { fileURLToPath } from "node:url";
import type { isolation } from "../../src/sandbox/layers.ts";
import type { attack } from "./corpus/attack.ts";

/** SES alone, with the permission model, with everything. What needs no layer is run with the first only. */
export const columns = ["ses", "permission", "full"] as const satisfies readonly isolation[];

export type column = (typeof columns)[number];

/** A row; a column says what was reached, and is empty where nothing was. */
export type row = { readonly id: string; readonly kind: string; readonly tries: string } & {
  readonly [one in column]: string;
};

export const TABLE = fileURLToPath(new URL("../../attacks.json", import.meta.url));

export const rowOf = ({ id, kind, tries }: attack): row => ({
  id: id.slice(0, 3),
  kind,
  tries,
  ses: "",
  permission: "",
  full: "",
});

export const cell = (reached: readonly string[]): string => reached.join(", ");

/**
 * Whether it is run again behind each further layer. Layers are about processes: what they cannot reach, and what may be
 * killed. What ends before the process, inside the compartment or in the judge, is the same behind any of them.
 */
export const layered = ({ how, kind, expected, slow }: attack): boolean =>
  !slow && (how.by === "process" || how.by === "probe" || kind === "kill" || expected === "crash");
