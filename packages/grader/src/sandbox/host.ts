// What the grader asks of what it runs on: a child, and what was found out when it was built. For a browser, package.json
// puts browser/host.ts in this file's place.

import { Knowledge } from "../judge/knowledge.ts";
import { Child } from "./child.ts";
import * as found from "./found_at_build.ts";
import type { hired_child, start_options } from "./hired.ts";

export const startChild = ({ script, isolation }: start_options): hired_child =>
  typeof script === "string" ? new Child(script, isolation) : script();

/** What is known of an exercise before anybody hands anything in. */
export const knowledgeOf = (exercise: string, script: start_options["script"]): Knowledge =>
  typeof script === "string" ? found.knowledgeOf(exercise, script) : new Knowledge();
