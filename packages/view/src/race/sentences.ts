// A race as a list of sentences, for readers who do not see the picture.

import type { race_row, race_view } from "./model.ts";

/** One sentence for each row, in the order in which things happen; before that who does what, and then what was broken. */
export function sentencesOfRace({ cpus, rows, faults }: race_view): string[] {
  return [
    ...cpus.map(({ cpu, does }) => `CPU ${cpu}: ${does}.`),
    ...rows.map(sayRow),
    ...cpus.map(({ cpu, returned }) =>
      returned === "" ? `CPU ${cpu} never ends.` : `CPU ${cpu} ends: ${returned}.`,
    ),
    ...faults.map(({ rule, message }) => `Broken rule ${rule}: ${message}`),
  ];
}

function sayRow(row: race_row): string {
  const { cpu, text, line, held, taken, released, broken } = row;
  const facts = [
    ...(line === null ? [] : [`line ${line}`]),
    ...(held.length === 0 || row.kind === "close" ? [] : [`holding ${held.join(" and ")}`]),
  ];
  const who = [cpu === 0 ? "CPU 0" : `CPU ${cpu}`, ...(cpu === 0 ? facts : [])].join(", ");
  const locks = [
    ...taken.map((name) => `, and takes ${name}`),
    ...released.map((name) => `, and gives back ${name}`),
  ];
  const what = `${who}: ${words(row.kind, text)}${locks.join("")}.`;
  return broken ? `${what} Here it breaks.` : what;
}

function words(kind: race_row["kind"], text: string): string {
  if (kind === "open") return `begins ${text.replace(/ \{$/, "")}`;
  if (kind === "close")
    return text.replace("} = ", "returns ").replace("} ", "").replace("}", "returns");
  if (kind === "fold") return text.replaceAll("...", "").trim();
  return text;
}
