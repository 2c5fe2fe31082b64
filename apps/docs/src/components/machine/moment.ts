// A run of a machine, kept as one moment for each step: going back is looking, not undoing.

import type { scenario, targets } from "@faultline/core";
import type { change, machine_view } from "@faultline/view";

/** The machine after a step, and what the step did. */
export interface moment {
  readonly title: string;
  /** What the step returned; null before the first. */
  readonly answer: string | null;
  readonly view: machine_view;
  readonly changes: readonly change[];
  /** What the audit found after this step. */
  readonly findings: readonly string[];
}

/** Runs `scenario` on a machine of its own. The kernel is loaded when it is first needed. */
export async function record(scenario: scenario, livepatch: Partial<targets>): Promise<moment[]> {
  const [core, say] = await Promise.all([import("@faultline/core"), import("@faultline/view")]);
  const moments: moment[] = [];
  let heard = 0;
  core.runScenario(scenario, {
    livepatch,
    audit: true,
    onStep: ({ op, r }, machine) => {
      const view = say.describeSnapshot(core.snapshot(machine.kernel));
      const before = moments.at(-1)?.view;
      moments.push({
        title: op === null ? "The start" : say.sayOp(op),
        answer: op === null ? null : r === null ? "BUG" : say.sayAnswer({ ...r }),
        view,
        changes: before === undefined ? [] : withoutScenery(say, view, say.diffViews(before, view)),
        findings: machine.findings.slice(heard).map(({ message }) => message),
      });
      heard = machine.findings.length;
    },
  });
  return moments;
}

/** Leaves out what happens to memory that is not drawn: the buffers from which the monitor copies. */
function withoutScenery(
  { drawingOf }: typeof import("@faultline/view"),
  view: machine_view,
  changes: readonly change[],
): change[] {
  const ptes = drawingOf(view).others.flatMap((area) => area.ptes);
  const scenery = new Set(ptes.flatMap(({ key, pfn }) => [key, `frame:${pfn}`]));
  return changes.filter(({ key }) => !scenery.has(key));
}
