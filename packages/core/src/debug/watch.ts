// Several listeners on one kernel: it knows of one, which passes everything on.
// Source: none; Linux's ftrace has many users of one hook in the same way.

import {
  type field_write,
  type kernel,
  type kernel_call,
  update_attention,
  type watcher,
} from "../kernel.ts";

/**
 * Lets `added` hear what the kernel does, until what this returns is called. The one added last hears first:
 * whoever lets other CPUs act does so before the call is recorded, as it happens before.
 */
export function addWatcher(k: kernel, added: watcher): () => void {
  const all = k.watch instanceof fan_out ? k.watch.all : k.watch === null ? [] : [k.watch];
  setWatchers(k, [added, ...all]);
  return () => {
    const now = k.watch instanceof fan_out ? k.watch.all : k.watch === null ? [] : [k.watch];
    setWatchers(
      k,
      now.filter((one) => one !== added),
    );
  };
}

function setWatchers(k: kernel, all: readonly watcher[]): void {
  k.watch = all.length > 1 ? new fan_out(all) : (all[0] ?? null);
  update_attention();
}

class fan_out implements watcher {
  readonly all: readonly watcher[];
  readonly only_targets: boolean;

  constructor(all: readonly watcher[]) {
    this.all = all;
    this.only_targets = all.every((one) => one.only_targets);
  }

  call(call: kernel_call): void {
    for (const one of this.all) one.call?.(call);
  }

  done(call: kernel_call): void {
    for (const one of this.all) one.done?.(call);
  }

  write(write: field_write): void {
    for (const one of this.all) one.write?.(write);
  }

  read(field: string): void {
    for (const one of this.all) one.read?.(field);
  }
}

/** Runs `f` unheard: what another CPU does meanwhile is not part of the call that is being watched. */
export function unwatched<T>(k: kernel, f: () => T): T {
  const { watch, in_target, depth } = k;
  k.watch = null;
  k.in_target = false;
  update_attention();
  try {
    return f();
  } finally {
    k.watch = watch;
    k.in_target = in_target;
    k.depth = depth;
    update_attention();
  }
}
