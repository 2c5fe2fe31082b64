// Calls of the kernel as a developer would write them down: objects by their kind, and only what tells them apart.

import {
  type call_entry,
  errname,
  type label,
  type trace_entry,
  type write_entry,
} from "@faultline/core";

/** Writes calls of one trace. */
export interface call_words {
  /** The call, whole and with its first argument only; and what came of it, to be written behind. */
  readonly call: (entry: call_entry) => { text: string; brief: string; end: string };
  /** What came of a call, objects too; empty where that is nothing. */
  readonly result: (entry: call_entry) => string;
  readonly write: (entry: write_entry) => string;
}

/** `page#6`, `kaddr:page#6`, `vma@200000000000`: what kind of object it is, and which one. */
const OBJECT = /^([\w>:-]+?)[#@]([0-9a-f]+)$/;
/** Beyond this a number is an address, a pte or flags. */
const LARGE = 4096;
const MAX_ERRNO = 4095;

/** @param shown the entries that may be drawn: of a kind that has only one object in them, the number is left out */
export function newCallWords(shown: readonly trace_entry[]): call_words {
  const met = new Map<string, Set<string>>();
  for (const text of shown.flatMap(labelsOf)) {
    const [, kind = "", which = ""] = OBJECT.exec(text) ?? [];
    met.set(kind, (met.get(kind) ?? new Set()).add(which));
  }
  const object = (text: string): string => {
    const kind = OBJECT.exec(text)?.[1];
    return kind !== undefined && met.get(kind)?.size === 1 ? kind : text;
  };
  const say = (value: label): string => {
    if (typeof value === "number") return sayNumber(value);
    if (typeof value === "string") return object(value);
    if (value === null) return "NULL";
    if (typeof value === "boolean") return String(value);
    return "value" in value ? `&${say(value.value)}` : `[${value.map(say).join(", ")}]`;
  };
  return {
    call: ({ name, args, result, error }) => {
      const [first = "", ...others] = args.map(say);
      return {
        text: `${name}(${[first, ...others].join(", ")})`,
        brief: `${name}(${others.length === 0 ? first : `${first}, ...`})`,
        end: endOf(result, error),
      };
    },
    result: ({ result, error }) => {
      if (error !== null) return "never returns";
      if (typeof result === "number" || typeof result === "boolean") return sayResult(result);
      return result === null ? "" : say(result);
    },
    write: ({ object, field, value }) => `${say(object)}.${field} = ${value}`,
  };
}

function labelsOf(entry: trace_entry): string[] {
  if (entry.kind === "rival") return [];
  const labels = entry.kind === "write" ? [entry.object] : [...entry.args, entry.result];
  return labels.flat().flatMap((one) => (typeof one === "string" ? [one] : []));
}

/** What came of a call, where it is a plain answer; what is made of objects stands in the calls that follow. */
function endOf(result: label, error: string | null): string {
  if (error !== null) return " = BUG";
  return typeof result === "number" || typeof result === "boolean" ? ` = ${sayResult(result)}` : "";
}

/** The end of a call that others stand in: `} = -EFAULT`, or `}` where it returns nothing, or an object. */
export function sayEnd({ result, error }: call_entry): string {
  if (error !== null) return "} never returns";
  return `}${endOf(result, null)}`;
}

/** A comparison answers -1 too, so that is left a number. */
function sayResult(result: number | boolean): string {
  if (typeof result === "boolean") return String(result);
  return result < -1 && result >= -MAX_ERRNO ? errname(result) : sayNumber(result);
}

const sayNumber = (value: number): string =>
  Number.isInteger(value) && value > LARGE ? `0x${value.toString(16)}` : String(value);
