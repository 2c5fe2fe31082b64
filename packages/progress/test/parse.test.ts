import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import schema from "../schema/progress-v1.json" with { type: "json" };
import {
  formatProgress,
  newProgress,
  noteStart,
  parseProgress,
  UnreadableProgress,
} from "../src/index.ts";
import { anyProgress } from "./arbitrary.ts";

const valid = new Ajv2020().compile(schema);

const AT = "2026-01-01T00:00:00.000Z";
const text = formatProgress(noteStart(newProgress(), "pte-bits", AT));

function refusal(text: string): UnreadableProgress {
  try {
    parseProgress(text);
  } catch (error) {
    if (error instanceof UnreadableProgress) return error;
    throw error;
  }
  throw new Error(`this was read: ${text}`);
}

describe("parseProgress", () => {
  it("reads what the schema allows", () => {
    fc.assert(
      fc.property(anyProgress, (progress) => {
        expect(valid(JSON.parse(formatProgress(progress)))).toBe(true);
        parseProgress(formatProgress(progress));
      }),
    );
  });

  it("says the same as the schema when one field is spoilt", () => {
    const strange = fc.constantFrom<unknown>(
      null,
      -1,
      1.5,
      "",
      "x",
      [],
      {},
      2 ** 60,
      "2026-01-01T00:00:00Z",
    );
    fc.assert(
      fc.property(anyProgress, fc.nat(), strange, (progress, at, value) => {
        const data: unknown = JSON.parse(formatProgress(progress));
        const places = placesIn(data);
        places[at % places.length]?.(value);
        const ours = (() => {
          try {
            parseProgress(JSON.stringify(data));
            return true;
          } catch (error) {
            if (error instanceof UnreadableProgress) return false;
            throw error;
          }
        })();
        expect(ours).toBe(valid(data));
      }),
    );
  });

  it("reads a file that an editor on Windows has saved", () => {
    expect(parseProgress(`\ufeff${text.replaceAll("\n", "\r\n")}`)).toEqual(parseProgress(text));
  });

  it("knows a newer version from damage", () => {
    const newer = refusal(text.replace("/v1", "/v2"));
    expect([newer.kind, newer.message]).toEqual([
      "newer",
      "was written by a newer faultline (version 2 of the format; this one knows version 1)",
    ]);
    expect(refusal(text.replace("/v1", "/v0")).kind).toBe("broken");
    expect(refusal("[]").message).toBe("is not a record of progress of faultline");
    expect(refusal("null").kind).toBe("broken");
  });

  it("refuses a file that was cut off, wherever that happened", () => {
    const end = text.trimEnd().length;
    for (let length = 0; length < end; length++)
      expect(refusal(text.slice(0, length)).message, `${length}`).toMatch(/cut off or damaged/);
    parseProgress(text.slice(0, end));
  });

  it("names the field that is not as it should be", () => {
    expect(refusal(text.replace(AT, "yesterday")).message).toBe(
      "is damaged: exercises.pte-bits.started.0 is not what it should be",
    );
    expect(refusal(text.replace('"started"', '"begun"')).kind).toBe("broken");
  });
});

/** Setters of every value inside of it. */
function placesIn(data: unknown): ((value: unknown) => void)[] {
  if (typeof data !== "object" || data === null) return [];
  const inside = data as Record<string, unknown>;
  return Object.keys(inside).flatMap((key) => [
    (value: unknown) => {
      inside[key] = value;
    },
    ...placesIn(inside[key]),
  ]);
}
