// What doctor found, for people: what works, what stands around a submission, and the command that adds what is missing.

import type { diagnosis } from "../commands/doctor.ts";
import type { terminal } from "../terminal.ts";
import { coloursFor, paragraph } from "./layout.ts";

const INDENT = 8;

export function prettyDiagnosis(
  { ok, checks, comforts, in_force, missing }: diagnosis,
  { colour, columns }: terminal,
): string {
  const width = Math.max(40, Math.min(80, columns));
  const c = coloursFor(colour);
  const entry = (mark: string, text: string, remedy = ""): string[] => [
    ...paragraph(text, width, INDENT, `  ${mark}`),
    ...(remedy === "" ? [] : paragraph(`Try: ${remedy}`, width, INDENT)),
  ];
  const optional =
    missing.length === 0
      ? "Grading works here, with every layer in force."
      : "Grading works here; the layers that are missing are optional.";
  const lines = [
    c.bold("To grade at all"),
    ...checks.flatMap((one) =>
      entry(one.ok ? "ok" : "FAIL", `${one.what}: ${one.found}`, one.remedy),
    ),
    "",
    c.bold("Good to have"),
    ...comforts.flatMap((one) =>
      entry(one.ok ? "ok" : "----", `${one.what}: ${one.found}`, one.remedy),
    ),
    "",
    c.bold("What stands around a submission"),
    ...in_force.flatMap(({ name, about }) => entry("ok", `${name}: ${about}`)),
    ...missing.flatMap(({ name, why, remedy }) =>
      entry("----", `${name} is missing: ${why}`, remedy),
    ),
    "",
    ...(ok ? paragraph(optional, width, 0).map(c.green) : [c.red("Grading does not work here.")]),
  ];
  return `${lines.join("\n")}\n`;
}
