import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import type { SerializedError } from "vitest";
import type { Reporter, TestModule } from "vitest/node";

/** Where a package's failures stand, a line each, for whoever sums up the run. */
const FILE = ".reports/failures.txt";

/**
 * Names each failure in a line. vitest's JSON says nothing of a hook that threw, and the closing lines of a long run are
 * all that some people see of it.
 */
export class Failures implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const lines = [
      ...modules.flatMap(failuresOf),
      ...unhandled.map(({ message }) => `outside of every test: ${firstLine(message)}`),
    ];
    // The reporter that makes the folder may come after this one.
    mkdirSync(dirname(FILE), { recursive: true });
    writeFileSync(FILE, lines.map((line) => `${line}\n`).join(""));
  }
}

function failuresOf(module: TestModule): string[] {
  const file = relative(process.cwd(), module.moduleId);
  const say = (name: string, errors: readonly { message: string }[]): string[] =>
    errors.map(
      ({ message }) => `${[file, name].filter(Boolean).join(" > ")}: ${firstLine(message)}`,
    );
  return [
    ...say("", module.errors()),
    ...[...module.children.allSuites()].flatMap((suite) => say(suite.fullName, suite.errors())),
    ...[...module.children.allTests("failed")].flatMap((test) =>
      say(test.fullName, test.result().errors ?? []),
    ),
  ];
}

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? "";
