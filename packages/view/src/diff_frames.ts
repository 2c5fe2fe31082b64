import type { change, frame_view } from "./model.ts";

/** Frames taken, given back, and changed. */
export function changesOfFrames(
  before: readonly frame_view[],
  after: readonly frame_view[],
): change[] {
  const was = new Map(before.map((frame) => [frame.pfn, frame]));
  const is = new Set(after.map(({ pfn }) => pfn));
  const freed = before
    .filter(({ pfn }) => !is.has(pfn))
    .map(({ key, pfn }) => ({ key, say: `Frame ${pfn} is free again.` }));
  const here = after.flatMap((frame) => changesOfFrame(was.get(frame.pfn), frame));
  return [...freed, ...here];
}

function changesOfFrame(old: frame_view | undefined, frame: frame_view): change[] {
  const { key, pfn } = frame;
  if (old === undefined) return [{ key, say: `Frame ${pfn} is in use: ${sayFrame(frame)}.` }];
  const news = [
    ...differs("held by", old.refs, frame.refs),
    ...differs("mapped by", old.mapped, frame.mapped),
    ...flagsBetween("now", old.flags, frame.flags),
    ...flagsBetween("no longer", frame.flags, old.flags),
    ...(old.belongs === frame.belongs ? [] : [`belongs to ${frame.belongs}`]),
    ...(old.content === frame.content ? [] : [`reads ${frame.content}`]),
  ];
  return news.length === 0 ? [] : [{ key, say: `Frame ${pfn}: ${news.join("; ")}.` }];
}

/** `held by 2, mapped by 1, uptodate dirty`. */
export function sayFrame({ refs, mapped, flags }: frame_view): string {
  return `held by ${refs}, mapped by ${mapped}${flags.length > 0 ? `, ${flags.join(" ")}` : ""}`;
}

const differs = (what: string, old: number, now: number): string[] =>
  old === now ? [] : [`${what} ${now}, was ${old}`];

function flagsBetween(word: string, old: readonly string[], now: readonly string[]): string[] {
  const news = now.filter((flag) => !old.includes(flag));
  return news.length === 0 ? [] : [`${word} ${news.join(" ")}`];
}
