import { describe, expect, it } from "vitest";
import {
  type attempt,
  currentExercise,
  gaveUp,
  newProgress,
  noteAttempt,
  noteHint,
  noteStart,
  type progress,
  standingOf,
  type taught,
} from "../src/index.ts";

const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();

const tried = (second: number, score: number, more: Partial<attempt> = {}): attempt => ({
  at: at(second),
  sha256: String(second % 10).repeat(64),
  status: "graded",
  scope: "all",
  score,
  max_score: 10,
  passed: score,
  tests: 10,
  ...more,
});

const course: readonly taught[] = ["one", "two", "three"].map((id) => ({ id, scope: "all" }));
const [one = { id: "", scope: "all" as const }] = course;
const none = newProgress();
const current = (progress: progress) => currentExercise(progress, course)?.id ?? null;

describe("standingOf", () => {
  it("is new, then started, then done with the last point", () => {
    expect(standingOf(none, one).state).toBe("new");
    expect(standingOf(noteStart(none, "one", at(1)), one).state).toBe("started");
    const nearly = noteAttempt(none, "one", tried(1, 9));
    expect(standingOf(nearly, one).state).toBe("started");
    expect(standingOf(noteAttempt(nearly, "one", tried(2, 10)), one).state).toBe("done");
  });

  it("keeps the best, and of equals the first", () => {
    const scores = [3, 7, 7, 5].map((score, i) => tried(i, score));
    const progress = scores.reduce((all, next) => noteAttempt(all, "one", next), none);
    expect(standingOf(progress, one).best).toEqual(tried(1, 7));
    expect(standingOf(progress, one).attempts).toBe(4);
  });

  it("compares marks of different sizes as fractions", () => {
    const third = tried(1, 1, { max_score: 3 });
    const more = tried(2, 34, { max_score: 100 });
    const less = tried(3, 33, { max_score: 100 });
    const best = (...all: attempt[]) =>
      standingOf(
        all.reduce((p, next) => noteAttempt(p, "one", next), none),
        one,
      ).best;
    expect(best(third, more)).toEqual(more);
    expect(best(third, less)).toEqual(third);
  });

  it("asks for the hidden tests where there are some, and only there", () => {
    const progress = noteAttempt(none, "one", tried(1, 10, { scope: "visible" }));
    expect(standingOf(progress, one).state).toBe("started");
    expect(standingOf(progress, { id: "one", scope: "visible" }).state).toBe("done");
  });

  it("takes no points of none for full marks, whatever passed", () => {
    const none_to_get = tried(1, 0, { max_score: 0, passed: 2, tests: 2 });
    expect(standingOf(noteAttempt(none, "one", none_to_get), one).state).toBe("started");
    const one_to_get = { ...none_to_get, score: 1, max_score: 1 };
    expect(standingOf(noteAttempt(none, "one", one_to_get), one).state).toBe("done");
  });

  it("counts each hint once, and remembers that somebody gave up", () => {
    const hints = [1, 2, 2].reduce((all, n, i) => noteHint(all, "one", n, at(i)), none);
    expect(standingOf(hints, one)).toMatchObject({ hints: 2, given_up: false, state: "started" });
    expect(standingOf(gaveUp(hints, "one", at(9)), one).given_up).toBe(true);
  });

  it("knows no exercise by the name of something that every object has", () => {
    expect(standingOf(none, { id: "constructor", scope: "all" }).state).toBe("new");
  });
});

describe("noteAttempt", () => {
  it("writes down the same text with the same outcome once, until it is begun anew", () => {
    const first = noteAttempt(noteStart(none, "one", at(1)), "one", tried(2, 5));
    const again = { ...tried(2, 5), at: at(3) };
    expect(noteAttempt(first, "one", again)).toBe(first);
    expect(standingOf(noteAttempt(first, "one", { ...again, score: 6 }), one).attempts).toBe(2);
    const anew = noteStart(first, "one", at(3));
    expect(standingOf(noteAttempt(anew, "one", { ...again, at: at(4) }), one).attempts).toBe(2);
  });
});

describe("currentExercise", () => {
  it("is the first one at the beginning, and the last one touched later", () => {
    expect(current(none)).toBe("one");
    const jumped = noteStart(noteStart(none, "one", at(1)), "three", at(2));
    expect(current(jumped)).toBe("three");
    expect(current(noteAttempt(jumped, "one", tried(3, 1)))).toBe("one");
  });

  it("moves on from what is done, to what was skipped, and to nothing in the end", () => {
    const third = noteAttempt(none, "three", tried(1, 10));
    expect(current(third)).toBe("one");
    const first = noteAttempt(third, "one", tried(2, 10));
    expect(current(first)).toBe("two");
    expect(current(noteAttempt(first, "two", tried(3, 10)))).toBe(null);
  });

  it("stays at something done that was begun once more, until it is done again", () => {
    const done = noteAttempt(noteStart(none, "one", at(1)), "one", tried(2, 10));
    expect(current(done)).toBe("two");
    const anew = noteStart(done, "one", at(3));
    expect(current(anew)).toBe("one");
    expect(current(noteAttempt(anew, "one", { ...tried(2, 10), at: at(4) }))).toBe("two");
  });
});
