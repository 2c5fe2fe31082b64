// A folder for one test file, with a space in its name as many people's folders have one, gone when its tests are over.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "faultline test "));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
