// A learner's work: what is written, the best that it was worth, and how many hints were read. Plain data, and how two
// copies of it become one.

/** Work on one exercise. Times are of the form 2026-01-31T12:00:00.000Z, so that they can be compared as text. */
export interface exercise_work {
  readonly code: string;
  /** When the code was last changed. */
  readonly changed: string;
  /** Points of the best verdict so far; -1 before the first. */
  readonly best: number;
  readonly max: number;
  readonly hints: number;
}

export interface work {
  readonly schema: "faultline/work/v1";
  readonly exercises: Readonly<Record<string, exercise_work>>;
}

export const no_work: work = { schema: "faultline/work/v1", exercises: {} };

/** The same whichever comes first: of two texts the later one, of two verdicts the better one. */
export function mergeWork(a: work, b: work): work {
  const ids = [...new Set([...Object.keys(a.exercises), ...Object.keys(b.exercises)])].sort();
  const exercises = ids.map((id) => [id, mergeOne(of(a, id), of(b, id))]);
  return { schema: a.schema, exercises: Object.fromEntries(exercises) };
}

export const of = ({ exercises }: work, id: string): exercise_work | undefined =>
  Object.hasOwn(exercises, id) ? exercises[id] : undefined;

function mergeOne(a: exercise_work | undefined, b: exercise_work | undefined) {
  if (a === undefined || b === undefined) return a ?? b;
  const later = isLater(a, b) ? a : b;
  const better = a.best > b.best || (a.best === b.best && a.max >= b.max) ? a : b;
  const { best, max } = better;
  return { code: later.code, changed: later.changed, best, max, hints: Math.max(a.hints, b.hints) };
}

/** Of two texts of the same moment one must win, and the same one each time. */
const isLater = (a: exercise_work, b: exercise_work): boolean =>
  a.changed > b.changed || (a.changed === b.changed && a.code >= b.code);

/** More than anybody writes: a submission may have 256 KB. */
const MAX_TEXT = 4 * 1024 * 1024;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Reads what somebody exported, or what was kept. @returns null for anything else */
export function parseWork(text: string): work | null {
  if (text.length > MAX_TEXT) return null;
  try {
    const value = JSON.parse(text) as Partial<work> | null;
    const { exercises } = value ?? {};
    if (value?.schema !== "faultline/work/v1") return null;
    if (typeof exercises !== "object" || exercises === null || Array.isArray(exercises))
      return null;
    const all = Object.entries(exercises);
    return all.every(([, one]) => isWork(one))
      ? mergeWork(no_work, { ...no_work, exercises })
      : null;
  } catch {
    return null;
  }
}

function isWork(one: Partial<exercise_work> | null): boolean {
  if (typeof one !== "object" || one === null) return false;
  const { code, changed, best, max, hints } = one;
  const numbers = [best, max, hints].every((n) => Number.isSafeInteger(n));
  return typeof code === "string" && typeof changed === "string" && TIME.test(changed) && numbers;
}
