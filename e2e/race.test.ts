// Goal: a race is the same in a browser as here: the same schedules, the same findings, and each schedule replays its own.

import { explore, type runScenario, type scenario } from "@faultline/core";
import { buildSync } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchChromium } from "./chromium.ts";

/** The window that Linux itself has: a fill of a file without pages, against a truncation. */
const race = (schedule?: string): scenario => ({
  region: {
    backing: "shmem",
    sharing: "shared",
    prot: "rw",
    pages: 4,
    noreserve: true,
    fs_limit_pages: 16,
  },
  register: ["missing"],
  features: ["sigbus"],
  ops: [
    {
      op: "copy",
      page: 1,
      race: {
        rivals: [{ op: "ftruncate", pages: 1 }],
        ...(schedule !== undefined && { schedule }),
      },
    },
  ],
});

/** What the machine's door is called in the page. */
interface with_machine {
  readonly machine: { explore: typeof explore; runScenario: typeof runScenario };
}

const explored = ({ schedules, outcomes }: ReturnType<typeof explore>) => ({ schedules, outcomes });

let browser: Browser;
let page: Page;

beforeAll(async () => {
  const { outputFiles } = buildSync({
    stdin: { contents: 'export * from "@faultline/core";', resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "machine",
    conditions: ["@faultline/source"],
  });
  browser = await launchChromium();
  page = await browser.newPage();
  await page.addScriptTag({ content: outputFiles[0]?.text ?? "" });
});
afterAll(() => browser.close());

it("explores to the same outcomes, under the same schedules", async () => {
  const there = await page.evaluate((scenario) => {
    const { machine } = globalThis as unknown as with_machine;
    const { schedules, outcomes } = machine.explore(scenario);
    return { schedules, outcomes };
  }, race());

  expect(there).toEqual(explored(explore(race())));
});

it("replays a finding by its schedule alone", async () => {
  const { outcomes } = explore(race());
  const broken = outcomes.filter(({ findings }) => findings.length > 0);
  expect(broken.length).toBeGreaterThan(0);
  for (const { schedule, findings } of broken) {
    const there = await page.evaluate((scenario) => {
      const { machine } = globalThis as unknown as with_machine;
      return machine.runScenario(scenario, { audit: true }).findings.map(({ rule }) => rule);
    }, race(schedule));

    expect(there).toEqual(findings.map(({ rule }) => rule));
  }
});
