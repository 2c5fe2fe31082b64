// When the steps of other CPUs happen, as data and as a short text that fits into a link.
// Source: none.

/** The next step of a rival happens at a boundary: before the call, or the racy read, of that number. */
export interface decision {
  /** From 0 on: how many calls of the kernel by targets come before. */
  readonly boundary: number;
  /** Index of the rival. */
  readonly rival: number;
}

/** Decisions in the order in which they are carried out: boundaries never go down. */
export type plan = readonly decision[];

const LETTERS = "abcdefgh";

/** How many rivals a schedule can tell apart. */
export const MAX_RIVALS = LETTERS.length;

/** `3a7ab`: at boundary 3 a step of the first rival; at boundary 7 another one of it, then one of the second. */
export function formatSchedule(plan: plan): string {
  let text = "";
  let last = -1;
  for (const { boundary, rival } of plan) {
    if (boundary !== last) text += boundary;
    text += LETTERS[rival];
    last = boundary;
  }
  return text;
}

const GROUP = /(\d{1,6})([a-h]+)/g;

/** Whether `text` is a schedule: groups of a number and letters, the numbers rising. */
export function isSchedule(text: string): boolean {
  if (!/^(?:\d{1,6}[a-h]+)*$/.test(text)) return false;
  const numbers = [...text.matchAll(GROUP)].map((group) => Number(group[1]));
  return numbers.every((number, i) => i === 0 || number > (numbers[i - 1] ?? 0));
}

/** @throws TypeError if `text` is no schedule */
export function parseSchedule(text: string): plan {
  if (!isSchedule(text)) throw new TypeError(`"${text}" is no schedule, such as "3a7ab".`);
  return [...text.matchAll(GROUP)].flatMap(([, boundary, letters = ""]) =>
    [...letters].map((letter) => ({
      boundary: Number(boundary),
      rival: LETTERS.indexOf(letter),
    })),
  );
}
