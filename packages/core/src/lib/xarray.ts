// An array with holes, indexed by page number: the page cache's map from index to page.
// Source: lib/xarray.c, as chunks of 64 slots in a map; no marks, no multi-index entries.

const CHUNK = 64;

interface chunk<T> {
  readonly slots: (T | undefined)[];
  used: number;
}

export interface xarray<T> {
  readonly chunks: Map<number, chunk<T>>;
}

export function xa_init<T>(): xarray<T> {
  return { chunks: new Map() };
}

export function xa_load<T>(xa: xarray<T>, index: number): T | undefined {
  return xa.chunks.get(Math.floor(index / CHUNK))?.slots[index % CHUNK];
}

/** Stores `entry`; returns what was there before. */
export function xa_store<T>(xa: xarray<T>, index: number, entry: T): T | undefined {
  const key = Math.floor(index / CHUNK);
  let c = xa.chunks.get(key);
  if (c === undefined) {
    c = { slots: new Array<T | undefined>(CHUNK).fill(undefined), used: 0 };
    xa.chunks.set(key, c);
  }
  const before = c.slots[index % CHUNK];
  if (before === undefined) c.used += 1;
  c.slots[index % CHUNK] = entry;
  return before;
}

/** Empties a slot; a chunk that has become empty goes with it, so a truncated file costs nothing. */
export function xa_erase<T>(xa: xarray<T>, index: number): T | undefined {
  const key = Math.floor(index / CHUNK);
  const c = xa.chunks.get(key);
  const before = c?.slots[index % CHUNK];
  if (c === undefined || before === undefined) return undefined;
  c.slots[index % CHUNK] = undefined;
  c.used -= 1;
  if (c.used === 0) xa.chunks.delete(key);
  return before;
}

/** The entries from `first` up to and without `end`, in order of index. The array may change meanwhile. */
export function xa_entries<T>(xa: xarray<T>, first = 0, end = Infinity): [index: number, T][] {
  const found: [number, T][] = [];
  const keys = [...xa.chunks.keys()].sort((a, b) => a - b);
  for (const key of keys) {
    const c = xa.chunks.get(key);
    if (c === undefined || (key + 1) * CHUNK <= first || key * CHUNK >= end) continue;
    let left = c.used;
    for (let slot = 0; left > 0; slot++) {
      const entry = c.slots[slot];
      if (entry === undefined) continue;
      left -= 1;
      const index = key * CHUNK + slot;
      if (index >= first && index < end) found.push([index, entry]);
    }
  }
  return found;
}

/** The first entry found from `first` up to and without `end` that is `wanted`, or undefined. In no order. */
export function xa_find<T>(
  xa: xarray<T>,
  first: number,
  end: number,
  wanted: (entry: T) => boolean,
): T | undefined {
  for (const [key, { slots, used }] of xa.chunks) {
    if ((key + 1) * CHUNK <= first || key * CHUNK >= end) continue;
    let left = used;
    for (let slot = 0; left > 0; slot++) {
      const entry = slots[slot];
      if (entry === undefined) continue;
      left -= 1;
      const index = key * CHUNK + slot;
      if (index >= first && index < end && wanted(entry)) return entry;
    }
  }
  return undefined;
}
