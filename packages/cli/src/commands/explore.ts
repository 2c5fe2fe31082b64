// faultline explore: a function under every schedule of other CPUs' steps, and a picture of each schedule that breaks it.

import {
  exercise_ids,
  loadCodeExercise,
  NoSuchFile,
  Problem,
  type race,
  readSubmission,
} from "@faultline/grader";
import { type explore_flags, picturesOf, type question } from "../explore/pictures.ts";
import {
  checkSchedule,
  type exercise,
  idsOf,
  preemptionsIn,
  raceNamed,
  racesAgainst,
  racesOf,
  withSchedule,
} from "../explore/races.ts";
import type { explore_report } from "../explore/report.ts";
import { rivalsNamed } from "../explore/rivals.ts";
import {
  type explored,
  referenceSubject,
  type subject,
  submissionSubject,
  Unusable,
} from "../explore/subject.ts";
import { prettyRace, prettySum } from "../pretty/explore.ts";
import { exit_codes, type terminal, Usage } from "../terminal.ts";
import { unknownExercise } from "./grade.ts";

/** The name that stands for the kernel's own function. */
const REFERENCE = "reference";
/** Every preemption more makes ten times as many schedules. */
const MAX_PREEMPTIONS = 4;

export async function exploreCommand(
  id: string,
  path: string,
  flags: explore_flags,
  terminal: terminal,
): Promise<number> {
  if (!exercise_ids.includes(id)) throw unknownExercise(id);
  const exercise = await loadCodeExercise(id);
  if (exercise === null)
    throw new Usage(`in ${id} tests are handed in, and no function that could be explored.`);
  const races = chosen(exercise, flags);
  try {
    const subject = subjectAt(exercise, path, flags);
    const shown =
      flags.schedule === undefined
        ? await subject.explore(races)
        : await underOne(subject, races, flags.schedule);
    await tell(shown, subject, { id, path, flags, terminal });
    return shown.some(({ findings }) => findings.length > 0) ? exit_codes.below : exit_codes.ok;
  } catch (error) {
    if (!(error instanceof Unusable || error instanceof Problem)) throw error;
    throw new Usage(`this submission cannot be explored. ${error.message}`);
  }
}

/** The races that the flags ask for. @throws Usage if there is none */
function chosen(
  exercise: exercise,
  { rivals, race, preemptions, schedule }: explore_flags,
): race[] {
  if ((preemptions ?? 0) > MAX_PREEMPTIONS)
    throw new Usage(`--preemptions is ${MAX_PREEMPTIONS} at most.`);
  const all =
    rivals === undefined
      ? racesOf(exercise, preemptions)
      : racesAgainst(exercise, rivalsNamed(rivals), preemptions ?? 1);
  if (all.length === 0)
    throw new Usage(`${exercise.id} has no races of its own: name some --rivals.`);
  const races = race === undefined ? all : [raceNamed(all, race)];
  if (schedule === undefined) return races;
  const [only] = races;
  if (races.length > 1 || only === undefined)
    throw new Usage(`a schedule belongs to one race: name it with --race, one of ${idsOf(races)}.`);
  checkSchedule(only, schedule);
  return [{ ...only, preemptions: preemptionsIn(schedule) }];
}

function subjectAt(exercise: exercise, path: string, { limit }: explore_flags): subject {
  if (path === REFERENCE) return referenceSubject(limit);
  if (limit !== undefined)
    throw new Usage("--limit is for the reference: of a submission the grader tries what it can.");
  try {
    return submissionSubject(exercise, readSubmission(path).bytes);
  } catch (error) {
    if (!(error instanceof NoSuchFile)) throw error;
    throw new Usage(`${error.message} Give the path of a TypeScript file, or "${REFERENCE}".`);
  }
}

/**
 * What one schedule shows: the rules that are broken in it. Whether its result is one that Linux could come to is only
 * known by exploring.
 */
async function underOne(
  subject: subject,
  races: readonly race[],
  schedule: string,
): Promise<explored[]> {
  const [race] = races;
  if (race === undefined) return [];
  const { faults } = await subject.replay(withSchedule(race.scenario, schedule));
  const [shown] = await subject.explore(races);
  const found = (shown?.findings ?? []).filter((one) => one.schedule === schedule);
  const more = faults.filter(({ rule }) => !found.some((one) => one.rule === rule));
  const findings = [...found, ...more.map((one) => ({ ...one, schedule }))];
  return [{ ...race, schedules: 1, cut_short: false, findings }];
}

async function tell(
  shown: readonly explored[],
  subject: subject,
  question: question,
): Promise<void> {
  const { flags, terminal } = question;
  if (flags.format === "json") {
    terminal.stdout(`${JSON.stringify(reportOf(question.id, shown), null, 2)}\n`);
    return;
  }
  for (const [i, race] of shown.entries()) {
    const pictures = await picturesOf(race, subject, flags.schedule);
    terminal.stdout(prettyRace(race, pictures, question, i === 0));
  }
  terminal.stdout(prettySum(shown, question));
}

function reportOf(exercise: string, shown: readonly explored[]): explore_report {
  return {
    exercise,
    preemptions: Math.max(...shown.map(({ preemptions }) => preemptions)),
    races: shown.map(({ id, title, preemptions, schedules, cut_short, scenario, findings }) => ({
      id,
      title,
      preemptions,
      schedules,
      cut_short,
      findings: findings.map(({ rule, message, kernel, line, schedule }) => ({
        rule,
        message,
        kernel,
        line,
        schedule,
        scenario: withSchedule(scenario, schedule),
      })),
    })),
  };
}
