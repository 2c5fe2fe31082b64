import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const USUAL = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** What Chromium would do by itself, over a network that may not be there, and would wait for. */
const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Where Chromium is. Its absence is a failure: a browser test that is skipped has tested nothing. */
export function chromiumPath(): string {
  const named = process.env["CHROMIUM_PATH"];
  const found = (named === undefined ? USUAL : [named]).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error(
    "The browser tests need Chromium: install it (Debian and Ubuntu: apt-get install chromium) or set CHROMIUM_PATH to where it is.",
  );
}

/** Starts Chromium; its own sandbox cannot be had as root, and CI runs as root. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = chromiumPath();
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return await chromium.launch({ executablePath, args: [...sandbox, ...QUIET] });
}
