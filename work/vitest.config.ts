// Your files under vitest, and so under your editor's debugger: `npx vitest` in this folder.

import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** What is handed out of each exercise leads to nothing hidden; of everything there are the sources, to step into. */
const conditions = [
  "@faultline/handout",
  "@faultline/source",
  "module",
  "node",
  "import",
  "default",
];

/** As for `faultline`: FAULTLINE_WORK names another folder. */
const files = resolve(process.env["FAULTLINE_WORK"] || here("."));

export default defineConfig({
  root: here("."),
  resolve: { conditions },
  ssr: { noExternal: [/^@faultline\//], resolve: { conditions } },
  test: {
    name: "work",
    include: ["tests/visible.test.ts"],
    provide: { files },
    // They are found by looking into the folder, which vitest cannot know.
    forceRerunTriggers: [`${files}/*.ts`],
    isolate: false,
    fileParallelism: false,
    testTimeout: 60_000,
  },
});

declare module "vitest" {
  interface ProvidedContext {
    files: string;
  }
}
