import { defineConfig, type ViteUserConfig } from "vitest/config";
import { Failures } from "./vitest.failures.ts";

/** The condition under which a workspace package is its TypeScript source rather than its build. */
const SOURCE = "@faultline/source";

/**
 * The vitest configuration every package starts from.
 *
 * Test files share one module registry (no isolation): ten times faster, and safe because nothing here
 * keeps state in a module between two synchronous entries. A package that must be isolated says
 * `suite({ isolate: true })`.
 */
export function suite(test: NonNullable<ViteUserConfig["test"]> = {}): ViteUserConfig {
  return defineConfig({
    resolve: { conditions: [SOURCE, "module", "node", "import", "default"] },
    ssr: {
      // Workspace packages must pass through vite too: Node cannot load their TypeScript.
      noExternal: [/^@faultline\//],
      resolve: { conditions: [SOURCE, "module", "node", "import", "default"] },
    },
    test: {
      isolate: false,
      // A test says what is true, not how long that takes: this only ends one that hangs, on the busiest machine.
      testTimeout: 300_000,
      hookTimeout: 300_000,
      exclude: ["**/node_modules/**", "dist/**"],
      // The report is what `npm test` adds up; turbo restores it together with a cached verdict.
      reporters: ["default", "json", new Failures()],
      outputFile: { json: ".reports/vitest.json" },
      ...test,
    },
  });
}
