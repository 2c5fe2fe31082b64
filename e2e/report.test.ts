// Goal: a report as a page can be read by everybody, in both themes, on a phone, without a script and without a network;
// and a browser writes every format as Node does.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { result } from "@faultline/grader";
import { type format_name, formatNamed, formats } from "@faultline/grader/formats";
import { buildSync } from "esbuild";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchChromium } from "./chromium.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const test = (id: string, more: Partial<result["tests"][number]>): result["tests"][number] => ({
  id,
  title: `What ${id} is about`,
  category: "results",
  visibility: "visible",
  status: "passed",
  score: 0,
  max_score: 2,
  message: "",
  hint: "",
  log: [],
  ...more,
});

/** One of each state. */
const report: result = {
  schema: "faultline/result/v1",
  exercise: "install-pte",
  release: "5.14",
  submission: {
    file: "a-name-that-is-rather-long-for-a-telephone-and-has-no-spaces.ts",
    sha256: "0".repeat(64),
  },
  status: "timeout",
  message: "Your code did not finish: line 12 ran more than 1000 times.",
  score: 5,
  max_score: 12,
  seed: 1,
  tests: [
    test("one", { score: 2 }),
    test("two", {
      status: "failed",
      message: "<script>document.title = 'run'</script>",
      hint: "Think.",
      log: ["x".repeat(300)],
    }),
    test("three", {
      status: "error",
      message: "It did not return.",
      visibility: "hidden",
      line: 12,
    }),
    test("four", { status: "not_run", until: "2999-12-01", category: "races" }),
  ],
  counted: {
    score: 3,
    max_score: 4,
    tests: [{ id: "five", title: "Only a title", category: "pages", max_score: 4 }],
  },
  findings: [
    { id: "f1", rule: "accounting-leak", message: "A block is lost.", step: null, line: 9 },
  ],
  counterexample: { scenario: { ops: [] }, step: 0, expected: {}, actual: {} } as never,
  known: { by: "Somebody", on: "2021-04-20", said: "It leaks." },
  duration_ms: 1200,
};

const written = (name: format_name, reports: readonly result[]): string =>
  formatNamed(name).write?.(
    reports.map((result) => ({ result })),
    { ended: 0 },
    reports.length > 1,
  ) ?? "";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

async function opened(text: string, options: BrowserContextOptions) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (said) => complaints.push(said.text()));
  page.on("request", (request) => complaints.push(request.url()));
  await page.setContent(text);
  return { page, complaints, leave: () => context.close() };
}

const pages = [
  ["one report", [report]],
  ["several", [report, { ...report, status: "compile_error" as const }]],
] as const;

it.each(
  pages.flatMap(([name, all]) =>
    (["light", "dark"] as const).map((theme) => [name, theme, all] as const),
  ),
)("%s in %s breaks no rule of axe, and asks for nothing", async (_name, colorScheme, all) => {
  const { page, complaints, leave } = await opened(written("html", all), { colorScheme });
  for (const details of await page.locator("details").all())
    await details.evaluate((element) => element.setAttribute("open", ""));
  expect(await page.title()).toMatch(/\d+ of \d+ points$/);
  expect(complaints).toEqual([]);
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await axe.run()).violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
  });
  expect(violations).toEqual([]);
  await leave();
});

it("fits a width of 360 pixels, and is all there without a script", async () => {
  const viewport = { width: 360, height: 800 };
  const { page, leave } = await opened(written("html", [report]), { viewport });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await leave();
  const still = await opened(written("html", [report]), { javaScriptEnabled: false });
  expect(await still.page.locator("main").textContent()).toContain("<script>document.title");
  await still.leave();
});

it("a browser writes every format as Node does", async () => {
  const { outputFiles } = buildSync({
    stdin: {
      contents: 'export * from "@faultline/grader/formats";',
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "written",
    conditions: ["@faultline/source"],
  });
  const { page, leave } = await opened("<p>empty</p>", {});
  await page.addScriptTag({ content: outputFiles[0]?.text ?? "" });
  const names = formats
    .filter(({ name, write }) => write !== null && !["classroom50", "mutation"].includes(name))
    .map(({ name }) => name);
  const there = await page.evaluate(
    ({ report, names }) => {
      const { written } = globalThis as unknown as { written: { formatNamed: typeof formatNamed } };
      return names.map((name) =>
        written.formatNamed(name).write?.([{ result: report }], { ended: 0 }, false),
      );
    },
    { report, names },
  );
  expect(there).toEqual(names.map((name) => written(name, [report])));
  await leave();
});
