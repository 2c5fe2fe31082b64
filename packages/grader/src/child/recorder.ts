// Writes the trace of one case.

import type { trace_event } from "../trace/format.ts";
import { Numbering } from "../trace/numbering.ts";

/** Events beyond this are not recorded, and the case is lost: no honest case comes near. */
const MAX_EVENTS = 60_000;

export class Recorder extends Numbering {
  readonly events: trace_event[] = [];

  /** Set when the first target is entered. Before it the file is only loaded, and no machine runs. */
  recording = false;

  push(event: trace_event): void {
    if (!this.recording) return;
    if (this.events.length < MAX_EVENTS) this.events.push(event);
  }
}
