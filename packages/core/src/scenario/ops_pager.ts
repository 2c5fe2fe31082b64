// The operation of a migration's monitor (ours): packets arrive, its code runs once, and what it did is told.
// Source: none.

import { PAGE_SIZE } from "../include/linux/mm.ts";
import { pager as run_pager } from "../kernel/livepatch.ts";
import type { program } from "../kernel/program.ts";
import { as_monitor, type monitor, new_migration } from "../kernel/user_calls.ts";
import { arrive, new_stream } from "../user/page_stream.ts";
import { type result, returned } from "./result.ts";
import { INBOX, type world } from "./world.ts";

/** The descriptor that leads to the source host: none of those that the scenario opens. */
const SOCKET = 100;

export function pager(w: world, p: program): result {
  const { migration: plan, region } = w.scenario;
  if (plan === undefined) return { skip: "no migration" };
  w.monitor ??= new_monitor(w, p, new_stream(plan, region.pages, INBOX));
  const { monitor } = w;
  const { stream } = monitor;
  arrive(stream);
  const [asked, received, work] = [stream.asked.length, stream.received, { ...monitor.work }];
  const ret = as_monitor(monitor, () => run_pager(monitor.migration));
  return {
    ...returned(ret),
    asked: stream.asked.slice(asked),
    received: stream.received - received,
    work: more(work, monitor.work),
  };
}

const new_monitor = (w: world, program: program, stream: monitor["stream"]): monitor => ({
  program,
  migration: new_migration(w.ufd, SOCKET, w.subject.start, w.scenario.region.pages * PAGE_SIZE),
  stream,
  work: {},
  notes: null,
});

/** How often each function was called since it was called as often as `before` says. */
function more(before: monitor["work"], now: monitor["work"]): monitor["work"] {
  const grown = Object.entries(now).map(
    ([name, times]) => [name, times - (before[name] ?? 0)] as const,
  );
  return Object.fromEntries(grown.filter(([, times]) => times > 0));
}
