// Goal: the machine in the page is the real one: it steps, says what changed, and its ledger shows the leak.

import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSite, type site, text, visit } from "./site.ts";

let here: site;
beforeAll(async () => {
  here = await openSite();
});
afterAll(() => here?.close());

const figure = (page: Page, title: string): Locator =>
  page.locator("figure").filter({ has: page.locator("figcaption", { hasText: title }) });

const button = (within: Locator, name: string): Locator =>
  within.getByRole("button", { name, exact: true });

/** The number that a line of the ledger shows. */
const ledger = (within: Locator, key: string): Promise<string> =>
  text(within.locator(`[data-key="${key}"] strong`));

const step = (within: Locator): Promise<string> => text(within.locator('[aria-current="step"]'));

describe("one machine", () => {
  const answered = "A missing page, answered by UFFDIO_COPY";

  it("steps by its buttons, and its ledger follows", async () => {
    const { page, complaints, leave } = await visit(here, "/lessons/review");
    const machine = figure(page, answered);
    expect(await ledger(machine, "ledger:file1.i_blocks")).toBe("0");

    for (let i = 0; i < 3; i += 1) await button(machine, "Forward").click();
    expect(await step(machine)).toContain("UFFDIO_COPY to page 0");
    expect(await ledger(machine, "ledger:file1.i_blocks")).toBe("8");

    await button(machine, "Back").click();
    expect(await ledger(machine, "ledger:file1.i_blocks")).toBe("0");
    await button(machine, "Last").click();
    expect(await step(machine)).toContain("reads 0xa5");
    await button(machine, "First").click();
    expect(await step(machine)).toContain("The start");
    expect(complaints).toEqual([]);
    await leave();
  });

  it("steps by the keyboard, and keeps the focus at both ends", async () => {
    const { page, leave } = await visit(here, "/lessons/review");
    const machine = figure(page, answered);

    await button(machine, "Forward").focus();
    await page.keyboard.press("End");
    expect(await step(machine)).toContain("reads 0xa5");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    expect(await step(machine)).toContain("UFFDIO_COPY");
    await page.keyboard.press("Home");

    expect(await step(machine)).toContain("The start");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Forward");
    await leave();
  });

  it("says in words what a step changed, where a screen reader hears it", async () => {
    const { page, leave } = await visit(here, "/lessons/review");
    const machine = figure(page, answered);
    const said = machine.locator('[aria-live="polite"]');

    for (let i = 0; i < 3; i += 1) await button(machine, "Forward").click();

    expect(await text(said)).toMatch(/used_blocks: 0, now 1/);
    expect(await text(said)).toMatch(/The PTE of page 0 is now: frame \d+, present write dirty/);
    await leave();
  });

  it("marks what changed with a word, not only with a colour", async () => {
    const { page, leave } = await visit(here, "/lessons/review");
    const machine = figure(page, answered);

    for (let i = 0; i < 3; i += 1) await button(machine, "Forward").click();

    const line = machine.locator('[data-key="ledger:file1.nrpages"]');
    expect(await text(line)).toContain("changed");
    await leave();
  });
});

describe.each(["/", "/lessons/review"])("two machines on %s", (path) => {
  it("show the leak: the same calls, and only one ledger comes back", async () => {
    const { page, complaints, leave } = await visit(here, path);
    const duel = figure(page, "past the end of the file");
    const side = (name: string): Locator => duel.getByRole("region", { name });
    const [v6, v2] = [side("Version 6, as merged"), side("Version 2, as posted")];
    const used = "ledger:mount1.used_blocks";

    for (let i = 0; i < 3; i += 1) await button(duel, "Forward").click();
    expect([await ledger(v6, used), await ledger(v2, used)]).toEqual(["1", "3"]);
    expect(await text(v2)).toContain("2 blocks are paid for, and no file has them");
    expect(await text(v6)).toContain("Every block that is paid for belongs to a file");

    await button(duel, "Forward").click();
    expect(await text(v2)).toContain("-ENOMEM");
    expect(await text(v6)).not.toContain("-ENOMEM");
    expect(complaints).toEqual([]);
    await leave();
  });
});

describe("two machines in the lesson", () => {
  it("show the page that version 5 leaves in the cache, and the call that it is in the way of", async () => {
    const { page, leave } = await visit(here, "/lessons/review");
    const duel = figure(page, "The file shrinks while its page is installed");
    const v5 = duel.getByRole("region", { name: "Version 5, as posted" });

    await button(duel, "Forward").click();
    expect(await text(v5)).toContain("1 page is in a file, and nobody has paid for it");
    await button(duel, "Last").click();
    expect(await text(v5)).toContain("-EEXIST");
    await leave();
  });

  it("show the machine that stops, and go on with the other", async () => {
    const { page, leave } = await visit(here, "/lessons/review");
    const duel = figure(page, "The mount fills up between two attempts");
    const side = (name: string): Locator => duel.getByRole("region", { name });

    await button(duel, "Forward").click();
    expect(await text(side("Version 2, as posted"))).toContain("BUG");
    await button(duel, "Last").click();
    expect(await text(side("Version 2, as posted"))).toContain("dead");
    expect(await text(side("Version 6, as merged"))).toContain("Every block");
    await leave();
  });
});
