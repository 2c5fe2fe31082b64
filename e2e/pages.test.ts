// Goal: each page opens, works without a network and without a script, and fits a phone.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSite, paths, type site, text, visit } from "./site.ts";

let here: site;
beforeAll(async () => {
  here = await openSite();
});
afterAll(() => here?.close());

describe.each(Object.entries(paths))("the page %s", (_name, path) => {
  it("opens, complains of nothing, and asks no other host", async () => {
    const { page, complaints, leave } = await visit(here, path);

    expect(await page.locator("h1").count()).toBe(1);
    expect(complaints).toEqual([]);
    await leave();
  });

  it("can be read without a script", async () => {
    const { page, leave } = await visit(here, path, { javaScriptEnabled: false });

    expect((await text(page.locator("main"))).length).toBeGreaterThan(200);
    await leave();
  });

  it("fits a width of 360 pixels", async () => {
    const { page, leave } = await visit(here, path, { viewport: { width: 360, height: 800 } });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);

    expect(width).toBe(360);
    await leave();
  });
});

describe("the site", () => {
  it("says in its footer what it may be used for", async () => {
    const { page, leave } = await visit(here, "/");
    const footer = await text(page.locator("footer"));

    expect(footer).toMatch(/GPL-2\.0-only/);
    expect(footer).toMatch(/CC BY-SA 4\.0/);
    await leave();
  });

  it("has a page for addresses that lead nowhere", async () => {
    const { page, leave } = await visit(here, "/404");

    expect(await text(page.locator("h1"))).toBe("Fault: nothing is mapped here");
    await leave();
  });

  it("finds a word, from its own index", async () => {
    const { page, complaints, leave } = await visit(here, "/");

    // The box becomes one that completes when it is first used.
    await page.getByPlaceholder("Search").click();
    await page.keyboard.type("fault-around");
    await page.getByRole("option").first().waitFor();

    expect(await text(page.getByRole("option").first())).toMatch(/glossary/i);
    expect(complaints).toEqual([]);
    await leave();
  });

  it("leads from the landing page to the three doors", async () => {
    const { page, leave } = await visit(here, "/");
    const links = await page
      .locator("main li a")
      .evaluateAll((all) => all.map((link) => new URL((link as HTMLAnchorElement).href).pathname));

    expect(links).toEqual(["/lessons", "/instructors", "/architecture"]);
    await leave();
  });
});
