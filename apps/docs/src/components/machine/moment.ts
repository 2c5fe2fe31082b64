// A run of a machine, kept as one moment for each step: going back is looking, not undoing.

import type { run_options, scenario, targets } from "@faultline/core";
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

type listener = NonNullable<run_options["onStep"]>;
type take_snapshot = typeof import("@faultline/core").snapshot;
type say = typeof import("@faultline/view");

/** Runs `scenario` on a machine of its own. The kernel is loaded when it is first needed. */
export async function record(scenario: scenario, livepatch: Partial<targets>): Promise<moment[]> {
  const [core, say] = await Promise.all([import("@faultline/core"), import("@faultline/view")]);
  const moments: moment[] = [];
  const onStep = listenerOf(moments, core.snapshot, say);
  core.runScenario(scenario, { livepatch, audit: true, onStep });
  return moments;
}

/** A listener that adds a moment for each step that it is told of. */
export function listenerOf(moments: moment[], snapshot: take_snapshot, say: say): listener {
  let heard = 0;
  return ({ op, r }, machine) => {
    const view = say.describeSnapshot(snapshot(machine.kernel));
    const before = moments.at(-1)?.view;
    moments.push({
      title: op === null ? "The start" : say.sayOp(op),
      answer: op === null ? null : r === null ? "BUG" : say.sayAnswer({ ...r }),
      view,
      changes: before === undefined ? [] : withoutScenery(say, view, say.diffViews(before, view)),
      findings: machine.findings.slice(heard).map(({ message }) => message),
    });
    heard = machine.findings.length;
  };
}

/** Leaves out what happens to memory that is not drawn: the buffers from which the monitor copies. */
function withoutScenery(
  { drawingOf }: say,
  view: machine_view,
  changes: readonly change[],
): change[] {
  const ptes = drawingOf(view).others.flatMap((area) => area.ptes);
  const scenery = new Set(ptes.flatMap(({ key, pfn }) => [key, `frame:${pfn}`]));
  return changes.filter(({ key }) => !scenery.has(key));
}
