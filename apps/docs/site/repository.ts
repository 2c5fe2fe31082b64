// How the site reaches what is kept elsewhere in the repository, so that nothing is copied here.

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";

const exercises = [
  "pte-bits",
  "zeropage",
  "install-pte",
  "anon-copy",
  "continue",
  "accounting",
  "shmem-mcopy",
  "retry-loop",
  "review-lab",
  "pager",
];

/** Lets pages import the root's documents, the exercises' lessons, the example submissions, the attacks and the wrong versions. */
export function repository({ siteDir }: LoadContext): Plugin {
  const root = join(siteDir, "..", "..");
  const lessons = exercises.map((id) => [`@lessons/${id}.mdx`, lessonOf(root, siteDir, id)]);
  const alias = {
    ...Object.fromEntries(lessons),
    "@root": root,
    // Made of the sources by scripts/generate.mjs.
    "@made": join(siteDir, ".cache", "made"),
    // Both written by the grader's tests, and shown in the handbook.
    "@attacks": join(root, "packages", "grader", "attacks.json"),
    "@mutants": join(root, "packages", "grader", "mutants.json"),
    "@submissions": join(root, "examples", "submissions"),
    // Submissions live in no package, so their one import must be told where the kernel is.
    "@faultline/core$": join(root, "packages", "core", "dist", "index.js"),
  };
  return { name: "faultline-repository", configureWebpack: () => ({ resolve: { alias } }) };
}

function lessonOf(root: string, siteDir: string, id: string): string {
  const lesson = join(root, "packages", "exercises", id, "lesson.mdx");
  return existsSync(lesson) ? lesson : join(siteDir, "src", "no-lesson-yet.mdx");
}
