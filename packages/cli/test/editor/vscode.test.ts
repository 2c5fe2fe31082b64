// Goal: what .vscode promises is there: the programs that it starts, and lines that become problems on lines.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { faultline } from "../support/faultline.ts";
import { newFolder, root } from "./workspace.ts";

interface task {
  readonly label: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly problemMatcher: unknown;
}

/** VS Code's files are JSON with comments, as TypeScript's are. */
function read<T>(name: string): T {
  const path = join(root, ".vscode", name);
  const { config, error } = ts.parseConfigFileTextToJson(path, readFileSync(path, "utf8"));
  expect(error).toBeUndefined();
  return config as T;
}

const { tasks } = read<{ tasks: task[] }>("tasks.json");

describe("what VS Code starts here", () => {
  it("is there", () => {
    const { configurations } = read<{ configurations: { program: string; cwd: string }[] }>(
      "launch.json",
    );
    expect(configurations.length).toBeGreaterThan(0);
    const paths = [
      ...configurations.flatMap(({ program, cwd }) => [program, cwd]),
      ...tasks.map(({ args }) => args[0] ?? ""),
    ].map((path) => path.replace(/^\$\{workspaceFolder\}\//, ""));
    for (const path of paths) expect([path, existsSync(join(root, path))]).toEqual([path, true]);
  });

  it("shows the tests of the learner's folder, with the compiler of the workspace", () => {
    const settings = read<Record<string, string>>("settings.json");
    for (const name of ["vitest.rootConfig", "typescript.tsdk"])
      expect(existsSync(join(root, settings[name] ?? "nowhere"))).toBe(true);
    const { recommendations } = read<{ recommendations: string[] }>("extensions.json");
    expect(recommendations).toContain("vitest.explorer");
  });

  it("picks tests by names that the visible tests have", () => {
    const text = readFileSync(join(root, "work/tests/visible.test.ts"), "utf8");
    expect(text).toContain("describe(id,");
    expect(text).toMatch(/it\(`\$\{test\.id\}: \$\{test\.title\}`/);
    const { configurations } = read<{ configurations: { args: string[] }[] }>("launch.json");
    const patterns = configurations.map(({ args }) => args.at(-1) ?? "");
    const named = patterns.map(
      (one) =>
        new RegExp(
          one
            .replace(/\$\{fileBasenameNoExtension\}/, "zeropage")
            .replace(/\$\{input:test\}/, "reads-zeros"),
        ),
    );
    for (const pattern of named) {
      expect("zeropage reads-zeros: Where the monitor supplies zeros").toMatch(pattern);
      expect("install-pte reads-zeros: Where").not.toMatch(pattern);
    }
  });
});

describe("the problem matcher", () => {
  const { problemMatcher } = tasks.find(({ label }) => label.includes("grade")) ?? {};
  const { pattern } = problemMatcher as { pattern: Readonly<Record<string, string | number>> };
  const match = (line: string) => {
    const found = new RegExp(String(pattern["regexp"])).exec(line);
    const group = (name: string) => found?.[Number(pattern[name])];
    return found === null
      ? null
      : ["severity", "file", "line", "column", "code", "message"].map(group);
  };

  it.each([
    [
      "::error file=work/zeropage.ts,line=12,title=lock-leak::The call returned%0Awith a lock",
      [
        "error",
        "work/zeropage.ts",
        "12",
        undefined,
        "lock-leak",
        "The call returned%0Awith a lock",
      ],
    ],
    [
      "::error file=/a b/zeropage.ts,line=1,col=9,title=zeropage%3A compile_error::Unexpected token",
      ["error", "/a b/zeropage.ts", "1", "9", "zeropage%3A compile_error", "Unexpected token"],
    ],
  ])("takes %s apart", (line, parts) => {
    expect(match(line)).toEqual(parts);
  });

  it("finds the broken rule of a real report on the line that broke it", async () => {
    const { folder, remove } = newFolder({ zeropage: "solution" });
    const path = join(folder, "zeropage.ts");
    const text = readFileSync(path, "utf8");
    const without = text.replace(/^ *pte_unmap_unlock\(.*$/m, "");
    expect(without).not.toBe(text);
    writeFileSync(path, without);
    const { stdout } = await faultline("grade", "zeropage", path, "--format", "github");
    remove();
    const problems = stdout.split("\n").flatMap((line) => {
      const parts = match(line);
      return parts === null ? [] : [parts];
    });
    const [, file, line] = problems.find((parts) => parts[4] === "lock-leak") ?? [];
    // Relative to where the command runs, as a workspace is.
    expect(resolve(file ?? "")).toBe(path);
    expect(Number(line)).toBeGreaterThan(0);
    expect(Number(line)).toBeLessThanOrEqual(without.split("\n").length);
  });

  it.each([
    "::error title=a test::Failed.",
    "::notice title=zeropage::Score: 3 of 41.",
    "plain words",
  ])("leaves %s alone: it is about no line", (line) => {
    expect(match(line)).toBeNull();
  });
});
