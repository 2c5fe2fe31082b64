// Goal: no rule of axe-core is broken, in either theme, on any kind of page, with its answers open and its machines run.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openSite, paths, type site, visit } from "./site.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
}

let here: site;
beforeAll(async () => {
  here = await openSite();
});
afterAll(() => here?.close());

/** Whether a button has nothing to do. */
const isIdle = async (button: Locator): Promise<boolean> =>
  (await button.getAttribute("aria-disabled")) === "true";

const kinds = [...Object.entries(paths), ["nowhere", "/404"] as const];
const cases = kinds.flatMap(([name, path]) =>
  (["light", "dark"] as const).map((theme) => [name, theme, path] as const),
);

it.each(cases)("%s in %s breaks no rule, and is as dark as asked", async (_, colorScheme, path) => {
  const { page, leave } = await visit(here, path, { colorScheme });
  const colour = await page.evaluate(
    () => getComputedStyle(document.documentElement).backgroundColor,
  );
  const red = Number(/\d+/.exec(colour)?.[0]);
  expect(red < 60 ? "dark" : "light").toBe(colorScheme);

  for (const details of await page.locator("main details").all())
    await details.evaluate((element) => element.setAttribute("open", ""));
  for (const forward of await page.getByRole("button", { name: "Forward", exact: true }).all())
    for (let i = 0; i < 3 && (await isIdle(forward)) === false; i += 1) await forward.click();

  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: violation[] }> } };
    return (await axe.run()).violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })),
    }));
  });

  expect(violations).toEqual([]);
  await leave();
});
