import { expect, test } from "vitest";
import { chromiumPath, launchChromium } from "./chromium.ts";

test("Chromium is there and starts", async () => {
  const browser = await launchChromium();
  expect(browser.isConnected()).toBe(true);
  await browser.close();
});

test("a Chromium that is not there fails with a sentence that says what to do", () => {
  const before = process.env["CHROMIUM_PATH"];
  process.env["CHROMIUM_PATH"] = "/nowhere/chromium";
  try {
    expect(chromiumPath).toThrow(/apt-get install chromium.*CHROMIUM_PATH/);
  } finally {
    if (before === undefined) delete process.env["CHROMIUM_PATH"];
    else process.env["CHROMIUM_PATH"] = before;
  }
});
