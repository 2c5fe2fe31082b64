// An exercise in the page, as somebody uses it: types, runs, and reads what became of it.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { BrowserContextOptions, Locator } from "playwright-core";
import { type site, text, type visit, visit as visitPage } from "./site.ts";

/** Longer than any grading takes on a busy machine: a verdict that does not come must fail a test, not hang it. */
const PATIENCE = { timeout: 90_000 };

/** A file of the repository. */
export const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), "utf8");

export interface workplace extends visit {
  readonly whole: Locator;
  readonly editor: Locator;
  /** What a screen reader hears of a run. */
  readonly sum: Locator;
}

/** Opens an exercise's page, and waits for its editor. */
export async function openExercise(
  here: site,
  id: string,
  options: BrowserContextOptions = {},
): Promise<workplace> {
  const opened = await visitPage(here, `/lessons/${id}`, options);
  return workplaceOf(opened);
}

/** The exercise of a page that is open. */
export async function workplaceOf(opened: visit): Promise<workplace> {
  const { page } = opened;
  const whole = page.getByRole("region", { name: /^Your answer: / });
  await whole.scrollIntoViewIfNeeded();
  const editor = whole.getByRole("textbox", { name: /^Your answer: / });
  await editor.waitFor(PATIENCE);
  return { ...opened, whole, editor, sum: whole.locator("[data-state]") };
}

/** Puts a text in the place of what is in the editor. */
export async function write({ page, editor }: workplace, code: string): Promise<void> {
  await editor.click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(code);
}

/** Runs what is in the editor. @returns what is said of it */
export async function run(place: workplace): Promise<string> {
  await place.page.keyboard.press("Control+Enter");
  return verdict(place);
}

/** Waits for a run to end. */
export async function verdict({ whole, sum }: workplace): Promise<string> {
  await whole.locator('[data-state="done"], [data-state="failed"]').waitFor(PATIENCE);
  return text(sum);
}
