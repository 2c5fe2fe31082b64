// Goal: a submission has its time and no more, and pays neither for a slow start nor for a machine that is busy.
// Method: time that the test moves by hand.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BEAT_MS, Clock } from "../../src/sandbox/clock.ts";

const PATIENCE = 1000;
const pass = (ms: number): void => void vi.advanceTimersByTime(ms);

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

describe("a clock", () => {
  it("ends a silence, and not a millisecond early", () => {
    const clock = new Clock(PATIENCE);

    pass(PATIENCE - 1);
    expect(clock.left).toBe(1);
    pass(1);
    expect(clock.left).toBe(0);
  });

  it("begins a silence anew at every word", () => {
    const clock = new Clock(PATIENCE);

    pass(PATIENCE - 1);
    clock.heard();

    expect(clock.left).toBe(PATIENCE);
  });

  it("ends whoever talks for ever: after six silences in all", () => {
    const clock = new Clock(PATIENCE);

    for (let n = 1; n <= 6; n++) {
      clock.heard();
      expect(clock.left).toBe(PATIENCE);
      pass(PATIENCE);
    }
    clock.heard();

    expect(clock.left).toBe(0);
  });

  it("counts a process's start for nothing", () => {
    const clock = new Clock(PATIENCE);

    clock.starts();
    pass(20 * PATIENCE);
    expect(clock.left).toBeGreaterThan(0);
    clock.isUp();

    for (let n = 1; n <= 6; n++) {
      clock.heard();
      expect(clock.left).toBe(PATIENCE);
      pass(PATIENCE);
    }
    clock.heard();
    expect(clock.left).toBe(0);
  });

  it("waits a minute for a process that never says its first word", () => {
    const clock = new Clock(PATIENCE);

    pass(500);
    clock.starts();
    pass(59_999);
    expect(clock.left).toBe(1);
    pass(1);
    expect(clock.left).toBe(0);
  });

  it("counts what a submission spoke before its process was replaced", () => {
    const clock = new Clock(PATIENCE);

    for (let n = 1; n <= 5; n++) {
      pass(PATIENCE);
      clock.heard();
    }
    clock.starts();
    pass(PATIENCE);
    clock.isUp();

    pass(PATIENCE);
    clock.heard();
    expect(clock.left).toBe(0);
  });

  it("takes time in which nobody listened for no silence, but counts it in all", () => {
    const clock = new Clock(PATIENCE);

    pass(BEAT_MS);
    clock.beat();
    pass(4 * PATIENCE);
    clock.beat();
    expect(clock.left).toBeGreaterThan(0);

    pass(2 * PATIENCE);
    clock.beat();
    expect(clock.left).toBeLessThanOrEqual(0);
  });

  it("counts a silence to which somebody listened, beat by beat", () => {
    const clock = new Clock(PATIENCE);

    for (let ms = BEAT_MS; ms <= PATIENCE; ms += BEAT_MS) {
      expect(clock.left).toBeGreaterThan(0);
      pass(BEAT_MS);
      clock.beat();
    }
    expect(clock.left).toBe(0);
  });
});
