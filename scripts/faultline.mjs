// What `./faultline` runs: makes sure that the command is built, then becomes it, in this same process,
// because a second Node would cost a learner a tenth of a second at every run.

import { pathToFileURL } from "node:url";
import { ensureCommand } from "./lib/command.mjs";
import { main } from "./lib/failure.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { CLI_ENTRY } from "./lib/paths.mjs";

await main(async () => {
  requireNode();
  await ensureCommand();
  process.argv[1] = CLI_ENTRY;
  await import(pathToFileURL(CLI_ENTRY).href);
});
