// The built site, served from its folder, and a browser that looks at it.

import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import sirv from "sirv";
import { launchChromium } from "./chromium.ts";

/** Where the built site lies. */
export const BUILD = fileURLToPath(new URL("../apps/docs/build", import.meta.url));

/** One page of each kind, and each page that stands alone. */
export const paths = {
  landing: "/",
  start: "/lessons",
  review: "/lessons/review",
  "pte-bits": "/lessons/pte-bits",
  zeropage: "/lessons/zeropage",
  "install-pte": "/lessons/install-pte",
  "anon-copy": "/lessons/anon-copy",
  continue: "/lessons/continue",
  accounting: "/lessons/accounting",
  "shmem-mcopy": "/lessons/shmem-mcopy",
  "retry-loop": "/lessons/retry-loop",
  "review-lab": "/lessons/review-lab",
  pager: "/lessons/pager",
  handbook: "/instructors",
  "threat model": "/instructors/security",
  "report formats": "/instructors/formats",
  "table of mutants": "/instructors/mutants",
  loop: "/loop",
  races: "/races",
  architecture: "/architecture",
  glossary: "/glossary",
} as const;

export interface site {
  readonly url: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Serves the site on a free port of the loopback interface and starts a browser. */
export async function openSite(): Promise<site> {
  if (!existsSync(`${BUILD}/index.html`))
    throw new Error("The site has not been built: run `npm run site:build` first.");
  const serve = sirv(BUILD, { extensions: ["html"], onNoMatch: (_, res) => notFound(res) });
  const server = createServer((req, res) => serve(req, res));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const browser = await launchChromium().catch((error: unknown) => {
    server.close();
    throw error;
  });
  return { url: `http://127.0.0.1:${port}`, browser, close: () => close(browser, server) };
}

function notFound(res: { statusCode: number; end(): void }): void {
  res.statusCode = 404;
  res.end();
}

async function close(browser: Browser, server: Server): Promise<void> {
  await browser.close();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
}

/** A page that is open, and what went wrong while it was. */
export interface visit {
  readonly page: Page;
  /** Errors on the console, uncaught errors, requests that failed or went to another host. */
  readonly complaints: string[];
  leave(): Promise<void>;
}

/** Opens a page in a context of its own. Motion is off, so that nothing depends on time. */
export async function visit(
  { url, browser }: site,
  path: string,
  options: BrowserContextOptions = {},
): Promise<visit> {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (said) => {
    if (said.type() === "error" || said.type() === "warning") complaints.push(said.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    const to = request.url();
    if (!to.startsWith(url) && !/^(data|blob):/.test(to)) complaints.push(`asked for ${to}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`);
  });
  await page.goto(url + path);
  if (options.javaScriptEnabled !== false) await settled(page);
  return { page, complaints, leave: () => context.close() };
}

/** Waits until the page has come to life and every machine in it has run. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.documentElement.dataset["hasHydrated"] === "true" &&
      [...document.querySelectorAll("main figure")].every((one) => one.querySelector("button")),
  );
}

/** All text of an element, also what is scrolled away. */
export const text = async (element: Locator): Promise<string> =>
  (await element.textContent()) ?? "";
