// Makes what the site needs of the sources: what a learner may read of each exercise, what the kernel's names mean, and
// the scripts of the workers that grade. Run before Docusaurus, from this package's folder.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { contracts } from "./generate/contracts.mjs";
import { materials } from "./generate/materials.mjs";
import { buildWorkers } from "./generate/workers.mjs";

const SITE = join(import.meta.dirname, "..");
const DATA = join(SITE, ".cache", "made");
const SCRIPTS = join(SITE, "static", "generated");

for (const folder of [DATA, SCRIPTS]) rmSync(folder, { recursive: true, force: true });
mkdirSync(join(DATA, "exercises"), { recursive: true });

/** @param {string} name @param {unknown} value */
const write = (name, value) => writeFileSync(join(DATA, name), JSON.stringify(value));

for (const material of await materials()) write(`exercises/${material.id}.json`, material);
write("contracts.json", contracts());
write("workers.json", await buildWorkers(SCRIPTS));
