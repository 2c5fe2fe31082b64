// Which schedules are worth a run: all of them, but for those that come to the same as another one.
// Source: none; it is a partial order reduction, with groups of steps in the place of single ones.
//
// The steps that happen at one boundary are a group, and the number of groups is the number of preemptions. A group can
// be moved to the boundary before if nothing that the operation did in between has to do with any of its steps: the
// outcome stays the same, and there are no more groups than before. If all are moved as early as they go, each stands
// where the operation has just touched what matters to one of its steps. Only such schedules are tried. As a move never
// adds a preemption, none is lost at any bound.

import type { footprint } from "../scenario/footprint.ts";
import type { decision, plan } from "../scenario/schedule.ts";
import type { survey } from "./survey.ts";

/**
 * The schedules that begin as `plan` and have one step more in its last group, or one group more.
 *
 * @param survey      what running `plan` has shown
 * @param preemptions groups in one schedule, at most
 * @param reduce      leave out what comes to the same as another schedule
 */
export function successors(
  plan: plan,
  survey: survey,
  preemptions: number,
  reduce: boolean,
): plan[] {
  const last = plan.at(-1);
  const found = last === undefined ? [] : longerGroups(plan, last, survey, reduce);
  if (preemptions_in(plan) === preemptions) return found;
  for (let at = (last?.boundary ?? -1) + 1; at < survey.boundaries; at++)
    found.push(...newGroups(plan, at, survey, reduce));
  return found;
}

/** How often the operation is interrupted. */
export const preemptions_in = (plan: plan): number => new Set(plan.map((one) => one.boundary)).size;

/** Whether two that touch these parts may not change places. */
const depend = (a: footprint, b: footprint): boolean => (a & b) !== 0;

/** What the step touches that `plan` does after `done` decisions, if it is one of `rival`. */
function touches(survey: survey, plan: plan, done: number, rival: number): footprint | undefined {
  let step = 0;
  for (let i = 0; i < done; i++) if (plan[i]?.rival === rival) step += 1;
  return survey.steps[rival]?.[step];
}

/** Of two neighbours in a group that have nothing in common, the rival with the lower number comes first. */
function isInOrder(survey: survey, plan: plan): boolean {
  const [before, last] = plan.slice(-2);
  if (before === undefined || last === undefined) return true;
  if (before.boundary !== last.boundary || before.rival <= last.rival) return true;
  const a = touches(survey, plan, plan.length - 2, before.rival) ?? 0;
  const b = touches(survey, plan, plan.length - 1, last.rival) ?? 0;
  return depend(a, b);
}

/** The rivals whose next step could be done at a boundary. */
const readyAt = ({ ready, steps }: survey, boundary: number): number[] =>
  [...steps.keys()].filter((rival) => (ready[boundary] ?? 0) & (1 << rival));

function longerGroups(plan: plan, last: decision, survey: survey, reduce: boolean): plan[] {
  const { boundary } = last;
  return readyAt(survey, boundary)
    .map((rival) => [...plan, { boundary, rival }])
    .filter((longer) => !reduce || isInOrder(survey, longer));
}

/** The shortest groups at a boundary that could not stand at the one before it just as well. */
function newGroups(plan: plan, boundary: number, survey: survey, reduce: boolean): plan[] {
  const first = readyAt(survey, boundary).map((rival) => [...plan, { boundary, rival }]);
  const touched = survey.touched[boundary] ?? 0;
  return reduce ? first.flatMap((one) => withReason(one, survey, touched)) : first;
}

/** `plan`, if its last step has to do with what was `touched`; else what it can be made to by steps after that one. */
function withReason(plan: plan, survey: survey, touched: footprint): plan[] {
  const last = plan.at(-1);
  if (last === undefined || !isInOrder(survey, plan)) return [];
  const { boundary, rival } = last;
  if (depend(touches(survey, plan, plan.length - 1, rival) ?? 0, touched)) return [plan];
  return [...survey.steps.keys()]
    .filter((next) => touches(survey, plan, plan.length, next) !== undefined)
    .flatMap((next) => withReason([...plan, { boundary, rival: next }], survey, touched));
}
