// In the place of sandbox/host.ts, where there are no processes and no files.

import { Knowledge } from "../judge/knowledge.ts";
import type { hired_child, start_options } from "../sandbox/hired.ts";

/** @throws Error for a script: a page makes its workers itself */
export function startChild({ script }: start_options): hired_child {
  if (typeof script === "string") throw new Error("No process can be started in a browser.");
  return script();
}

const known = new Map<string, Knowledge>();

/** Nothing at first; what is found out on the way is kept as long as the judge lives. */
export function knowledgeOf(exercise: string): Knowledge {
  const knowledge = known.get(exercise) ?? new Knowledge();
  known.set(exercise, knowledge);
  return knowledge;
}
