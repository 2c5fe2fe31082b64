import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { NoSuchFile, readSubmission } from "../../src/intake/file.ts";
import { MAX_BYTES } from "../../src/intake/limits.ts";
import { decodeSource } from "../../src/intake/text.ts";

const folder = mkdtempSync(join(tmpdir(), "faultline-intake-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe("readSubmission", () => {
  it("reads a file, and names it without its folder", () => {
    writeFileSync(at("a.ts"), "x");
    const { name, bytes } = readSubmission(at("a.ts"));
    expect([name, [...bytes]]).toEqual(["a.ts", [0x78]]);
  });

  it("says where nothing is", () => {
    expect(() => readSubmission(at("none.ts"))).toThrow(NoSuchFile);
    expect(() => readSubmission(at("a.ts/b"))).toThrow(NoSuchFile);
    expect(() => readSubmission("a\0b")).toThrow(NoSuchFile);
  });

  it("refuses a directory, a link, a device and what is too large", () => {
    mkdirSync(at("dir"));
    symlinkSync(at("a.ts"), at("link.ts"));
    writeFileSync(at("fits.ts"), "x".repeat(MAX_BYTES));
    writeFileSync(at("large.ts"), "x".repeat(MAX_BYTES + 1));
    expect(() => readSubmission(at("dir"))).toThrow(/directory/);
    expect(() => readSubmission(at("link.ts"))).toThrow(/symbolic link/);
    expect(() => readSubmission("/dev/null")).toThrow(/not a regular file/);
    expect(() => readSubmission(at("large.ts"))).toThrow(/allowed/);
    expect(readSubmission(at("fits.ts")).bytes).toHaveLength(MAX_BYTES);
  });

  it("does not wait for the other end of a pipe", () => {
    execFileSync("mkfifo", [at("pipe.ts")]);
    expect(() => readSubmission(at("pipe.ts"))).toThrow(/not a regular file/);
  });
});

describe("decodeSource", () => {
  const text = (source: string): string => decodeSource(new TextEncoder().encode(source));

  it.each([
    ["\ufeffa\r\nb\rc", "a\nb\nc"],
    ["// naïve 日本 🎉", "// naïve 日本 🎉"],
    ["\tx", "\tx"],
  ])("takes %j", (source, result) => expect(text(source)).toBe(result));

  it.each([
    ["what is not UTF-8", bytes(0xff, 0xfe, 0x41, 0)],
    ["a surrogate written as UTF-8", bytes(0xed, 0xa0, 0x80)],
    ["an overlong form", bytes(0xc0, 0x80)],
    ["a NUL", bytes(0x61, 0)],
    ["an escape", bytes(0x1b, 0x5b)],
    ["a second byte order mark", new TextEncoder().encode("\ufeff\ufeffx")],
    ["a bidi isolate", new TextEncoder().encode("a\u2066b")],
    ["a line separator", new TextEncoder().encode("a\u2028b")],
    ["nothing", bytes()],
    ["nothing but blanks", bytes(32, 10)],
    ["a line of 10,001 characters", new TextEncoder().encode("x".repeat(10_001))],
    ["201 brackets", new TextEncoder().encode("([{".repeat(67))],
  ])("refuses %s", (_what, source) => {
    expect(() => decodeSource(source)).toThrow(expect.objectContaining({ name: "Problem" }));
  });

  it("allows 200 brackets and 10,000 characters", () => {
    expect(text("[".repeat(200))).toHaveLength(200);
    expect(text("x".repeat(10_000))).toHaveLength(10_000);
  });

  it.each([
    ["a line comment", `//${"(".repeat(300)}\n`],
    ["a comment", `/*${"(\n".repeat(300)}*/`],
    ["a comment without an end", `/*${"(".repeat(300)}`],
    ["quotes", `"${"(".repeat(300)}" + '${"[".repeat(300)}'`],
    ["quotes with quotes in them", `"\\"${"(".repeat(300)}"`],
  ])("does not count brackets in %s", (_what, source) => {
    expect(text(source)).toBe(source);
  });

  it.each([
    ["after a line comment", `// x\n${"(".repeat(201)}`],
    ["after a comment", `/* x */${"(".repeat(201)}`],
    ["after a quote that its line ends", `"x\n${"(".repeat(201)}`],
    ["after a division", `a / b ${"(".repeat(201)}`],
  ])("counts brackets %s", (_what, source) => {
    expect(() => text(source)).toThrow(/nested/);
  });

  it.each([
    ["zip", bytes(0x50, 0x4b, 3, 4, 0), /a zip archive/],
    ["gzip", bytes(0x1f, 0x8b, 8), /a gzip archive/],
    [
      "tar",
      Uint8Array.from({ length: 512 }, (_, i) => "ustar".charCodeAt(i - 257) || 0),
      /a tar archive/,
    ],
  ])("refuses %s as what it is, and says what to hand in", (_what, source, words) => {
    expect(() => decodeSource(source)).toThrow(words);
    expect(() => decodeSource(source)).toThrow(/Hand in the TypeScript file itself/);
  });

  it("takes a text that has the word of a tar where a tar has it", () => {
    const source = `//${" ".repeat(255)}ustar`;
    expect(text(source)).toBe(source);
  });
});
