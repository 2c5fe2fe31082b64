// An exercise's texts, held against each other, against the pages of the site and against the kernel's names.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as core from "@faultline/core";
import {
  anchorsOf,
  type any_exercise,
  type known,
  lessonFailures,
  materialFailures,
} from "@faultline/kit";
import { api_names, target_names } from "../kernel_api.ts";

/** Where an exercise's folder lies in the repository. */
const ROOT = join("..", "..", "..");

/** What is not as it should be in what a learner reads, a sentence each. @param folder of the exercise's sources */
export function materialOf(exercise: any_exercise, folder: string): string[] {
  const missing = ["lesson.mdx", "starter.ts", "solution.ts"].filter(
    (path) => !existsSync(join(folder, path)),
  );
  return missing.length > 0
    ? missing.map((path) => `There is no ${path}.`)
    : failuresIn(exercise, folder);
}

function failuresIn(exercise: any_exercise, folder: string): string[] {
  const read = (path: string): string => readFileSync(join(folder, path), "utf8");
  const names = new Set([...Object.keys(core), ...api_names, ...target_names]);
  const pages = pagesOf(join(folder, ROOT));
  return [
    ...materialFailures(exercise, read),
    ...lessonFailures(read("lesson.mdx"), { pages, names }),
  ];
}

/** The pages of the site, with the anchors of their own headings and of what they take from elsewhere in the repository. */
function pagesOf(root: string): known["pages"] {
  const docs = join(root, "apps", "docs", "docs");
  const files = readdirSync(docs, { recursive: true, encoding: "utf8" });
  const pages = files
    .filter((one) => one.endsWith(".mdx"))
    .map((path): [string, Set<string>] => {
      const text = readFileSync(join(docs, path), "utf8");
      const slug = /^slug: (\S+)$/m.exec(text)?.[1] ?? `/${path.replace(/\.mdx$/, "")}`;
      const imported = [...text.matchAll(/from "@(root|lessons)\/([\w./-]+)"/g)].map(
        ([, from, name = ""]) => (from === "root" ? join(root, name) : lessonFile(root, name)),
      );
      const texts = [text, ...imported.map((file) => readFileSync(file, "utf8"))];
      return [slug, new Set(texts.flatMap((one) => [...anchorsOf(one)]))];
    });
  return new Map([["/", new Set()], ...pages]);
}

const lessonFile = (root: string, name: string): string =>
  join(root, "packages", "exercises", name.replace(/\.mdx$/, ""), "lesson.mdx");
