// The other half: what an instructor uploads to the system that gives marks, in the form in which it takes it.

import { createHash } from "node:crypto";
import { copyFileSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { type any_exercise, isReview } from "@faultline/grader";
import { type Zippable, zipSync } from "fflate";
import { bundle } from "./bundle.ts";
import { copyTemplates, exerciseNamed, templatesIn, versionOf, write } from "./templates.ts";

export const systems = ["gradescope", "classroom50", "prairielearn", "generic"] as const;
export type system = (typeof systems)[number];

/** Everything that is the same for each of the exercises. */
interface half {
  readonly root: string;
  readonly system: system;
  readonly exercises: readonly any_exercise[];
  /** The folder that is filled. */
  readonly folder: string;
  /** A folder with the command and the script that grades one submission with it. */
  readonly tool: string;
}

/**
 * Fills an empty folder.
 *
 * @param root of the repository
 */
export async function fillGraderHalf(
  root: string,
  system: system,
  ids: readonly string[],
  folder: string,
): Promise<void> {
  const exercises = await Promise.all(ids.map(exerciseNamed));
  const tool = join(folder, ".tool");
  const { command, child } = await bundle(root, ids, "whole");
  copyTemplates(join(templatesIn(root, "common"), "tool"), tool, {});
  copyTemplates(join(templatesIn(root, "grader"), "tool"), tool, {});
  write(tool, "faultline.mjs", command);
  write(tool, "child.cjs", child);
  const half: half = { root, system, exercises, folder, tool };
  const readme = readFileSync(join(systemIn(half), "README.md"), "utf8");
  write(folder, "README.md", readme.replace("{{exercises}}", table(half)));
  fillings[system](half);
  copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE"));
  rmSync(tool, { recursive: true, force: true });
  write(folder, "manifest.json", `${JSON.stringify(manifestOf(half), null, 2)}\n`);
}

const systemIn = ({ root, system }: half): string => join(templatesIn(root, "grader"), system);

const fillings: Readonly<Record<system, (half: half) => void>> = {
  gradescope: (half) => {
    for (const { id } of half.exercises) {
      const place = join(half.folder, id);
      copyTemplates(join(systemIn(half), "each"), place, { exercise: id });
      addSetup(half, place);
      addTool(half, join(place, "tool"));
      write(half.folder, `${id}.zip`, zipOf(place));
      rmSync(place, { recursive: true });
    }
  },
  classroom50: (half) => {
    for (const { id } of half.exercises) {
      copyTemplates(join(systemIn(half), "each"), join(half.folder, id), { exercise: id });
      addTool(half, join(half.folder, id, "tool"));
    }
  },
  prairielearn: (half) => {
    const shared = join("serverFilesCourse", "faultline");
    copyTemplates(join(systemIn(half), shared), join(half.folder, shared), {});
    addTool(half, join(half.folder, shared, "tool"));
    copyFileSync(join(systemIn(half), "Dockerfile"), join(half.folder, "Dockerfile"));
    for (const exercise of half.exercises) addQuestion(half, exercise);
  },
  generic: (half) => {
    const command = "grade";
    copyFileSync(join(systemIn(half), command), join(half.folder, command));
    addSetup(half, half.folder);
    renameSync(half.tool, join(half.folder, "tool"));
  },
};

const addTool = ({ tool }: half, to: string): void => copyTemplates(tool, to, null);

const addSetup = ({ root }: half, to: string): void =>
  copyFileSync(join(templatesIn(root, "grader"), "setup.sh"), join(to, "setup.sh"));

function addQuestion(half: half, { id, title, task, teaches }: any_exercise): void {
  const place = join(half.folder, "questions", `faultline-${id}`);
  copyTemplates(join(systemIn(half), "each"), place, { exercise: id, task });
  const starter = join(half.root, "packages", "exercises", id, "starter.ts");
  copyFileSync(starter, join(place, "starter.ts"));
  const info = {
    uuid: uuidOf(id),
    title,
    topic: "Memory management",
    tags: [...teaches],
    type: "v3",
    singleVariant: true,
    gradingMethod: "External",
    externalGradingOptions: {
      enabled: true,
      image: "node:22-bookworm-slim",
      serverFilesCourse: ["faultline/"],
      entrypoint: ["/grade/serverFilesCourse/faultline/run.sh", id],
      timeout: 120,
    },
  };
  write(place, "info.json", `${JSON.stringify(info, null, 2)}\n`);
}

/** The same whenever it is exported again, so that a question stays the same question. */
function uuidOf(id: string): string {
  const hash = createHash("sha1").update(`faultline/question/${id}`).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return [...parts, hex.slice(20, 32)].join("-");
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();

/** The time of every member: the same files make the same archive. */
const LONG_AGO = new Date(2000, 0, 1);
const UNIX = 3;

function zipOf(folder: string): Uint8Array {
  const members: Zippable = {};
  for (const name of filesIn(folder)) {
    const { mode } = statSync(join(folder, name));
    const about = { os: UNIX, attrs: mode << 16, mtime: LONG_AGO };
    members[name.replaceAll("\\", "/")] = [readFileSync(join(folder, name)), about];
  }
  return zipSync(members);
}

function table({ system, exercises }: half): string {
  const rows = exercises.map((exercise) => {
    const { id, title } = exercise;
    const place = {
      gradescope: `${id}.zip`,
      classroom50: id,
      generic: id,
      prairielearn: `faultline-${id}`,
    };
    return `| \`${place[system]}\` | ${title} | \`${id}.ts\` | ${marksOf(exercise)} |`;
  });
  return [
    "| what | exercise | the learner's file | points |",
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

const marksOf = (exercise: any_exercise): number =>
  isReview(exercise)
    ? exercise.wrong.length * exercise.points
    : exercise.tests.reduce((sum, { points }) => sum + points, 0);

/** What this is, so that somebody who finds it in a year knows. */
const manifestOf = ({ root, system, exercises, folder }: half) => ({
  schema: "faultline/grader-half/v1",
  for: system,
  faultline: versionOf(root, "package.json"),
  node: ">=20.19",
  exercises: exercises.map((one) => ({
    id: one.id,
    title: one.title,
    file: `${one.id}.ts`,
    max_score: marksOf(one),
  })),
  sha256: Object.fromEntries(
    filesIn(folder).map((name) => [
      name.replaceAll("\\", "/"),
      createHash("sha256")
        .update(readFileSync(join(folder, name)))
        .digest("hex"),
    ]),
  ),
});
