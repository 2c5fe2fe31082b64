// What a comparison with Linux came to, for people: totals, and the first difference as a story.

import { sayOp } from "@faultline/view";
import type { outcome } from "../conformance/compare.ts";
import type { terminal } from "../terminal.ts";
import { paragraph } from "./layout.ts";

/** Totals, and where they are not perfect, the first recording in which the machine and Linux part ways. */
export function prettyConformance(
  { totals, first }: outcome,
  release: string,
  { columns }: terminal,
): string {
  const { recordings, observations, matched, mismatched, skipped } = totals;
  const lines = [
    `${count(matched)} of ${count(recordings)} recordings answered as Linux ${release} did ` +
      `(${count(observations)} observations); ${count(mismatched)} differ, ${count(skipped)} skipped.`,
  ];
  if (first !== null) lines.push("", ...story(first, columns));
  return `${lines.join("\n")}\n`;
}

const count = (n: number): string => n.toLocaleString("en-US");

function story({ recording, mismatch }: NonNullable<outcome["first"]>, columns: number): string[] {
  const { s } = recording;
  const row = (head: string, text: string): string[] => paragraph(text, columns, 14, `  ${head}`);
  return [
    `The first that differs is ${s.id ?? "one without a name"}${s.about ? `: ${s.about}` : ""}`,
    ...s.ops.slice(0, mismatch.step).flatMap((op, i) => row(`${i + 1}.`, sayOp(op))),
    ...row("field", `${mismatch.field}, ${whenOf(mismatch.step, s.ops.length)}`),
    ...row("Linux said", mismatch.recorded),
    ...row("we said", mismatch.machine),
  ];
}

function whenOf(step: number, ops: number): string {
  if (step === 0) return "after the set-up";
  return step > ops ? "at the end" : `after operation ${step}`;
}
