// Looks for what learners must not see in everything that they are given, however it is wrapped.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";

/** A piece of something that learners must not see. */
export interface secret {
  /** The file that it is from, from the repository's root. */
  readonly from: string;
  /** As squeezed() makes it, and no shorter than MIN_TEXT. */
  readonly text: string;
}

/** Shorter pieces may be anybody's. */
export const MIN_TEXT = 16;

export interface leak {
  /** From the folder that was searched. */
  readonly path: string;
  readonly secret: secret;
}

/** How deep wrappings are opened: a map of a script in a script's comment in an archive is three. */
const MAX_DEPTH = 4;
/** Shorter ones hold no line. */
const MIN_BASE64 = 24;

/** @returns every secret that is in a file of `folder`, or in the name of one */
export function leaksIn(folder: string, secrets: readonly secret[]): leak[] {
  const index = indexOf(secrets);
  return filesOf(folder).flatMap((path) => {
    const texts = [path, ...unwrapped(readFileSync(join(folder, path)))].map(squeezed);
    const found = new Set(texts.flatMap((text) => [...secretsIn(text, index)]));
    return [...found].map((secret) => ({ path, secret }));
  });
}

type index = ReadonlyMap<string, readonly secret[]>;

/** By how they begin: one look at each place of a text is enough then, however many there are. */
function indexOf(secrets: readonly secret[]): index {
  const index = new Map<string, secret[]>();
  for (const secret of secrets) {
    const start = secret.text.slice(0, MIN_TEXT);
    index.set(start, [...(index.get(start) ?? []), secret]);
  }
  return index;
}

function* secretsIn(text: string, index: index): Iterable<secret> {
  for (let at = 0; at + MIN_TEXT <= text.length; at++)
    for (const secret of index.get(text.slice(at, at + MIN_TEXT)) ?? [])
      if (text.startsWith(secret.text, at)) yield secret;
}

/** A minifier changes spaces, and which quotes stand around a text. */
export const squeezed = (text: string): string => text.replace(/\s+/g, "").replace(/['`]/g, '"');

function filesOf(folder: string, above = ""): string[] {
  return readdirSync(join(folder, above), { withFileTypes: true }).flatMap((item) => {
    const path = above === "" ? item.name : `${above}/${item.name}`;
    return item.isDirectory() ? filesOf(folder, path) : [path];
  });
}

/** All that somebody could read in these bytes: as they are, and with every wrapping taken off. */
function unwrapped(bytes: Buffer, depth = 0): string[] {
  const text = bytes.toString("utf8");
  const inner = depth < MAX_DEPTH ? [...decompressed(bytes), ...fromBase64(text)] : [];
  return [text, ...unescaped(text), ...inner.flatMap((one) => unwrapped(one, depth + 1))];
}

/** Text in a JSON string or a string of a script: as often as it was escaped. */
function unescaped(text: string): string[] {
  const found: string[] = [];
  for (let now = text; now.includes("\\") && found.length < MAX_DEPTH; ) {
    now = now.replace(/\\(?:u([\da-f]{4})|x([\da-f]{2})|(.))/gis, (_all, u, x, one: string) =>
      one === undefined ? String.fromCharCode(Number.parseInt(u ?? x, 16)) : (escapes[one] ?? one),
    );
    found.push(now);
  }
  return found;
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

function decompressed(bytes: Buffer): Buffer[] {
  const ways = [gunzipSync, inflateSync, inflateRawSync, brotliDecompressSync];
  const whole = ways.flatMap((open) => attempt(() => open(bytes)));
  return [...whole, ...zipped(bytes)];
}

/** The members of a zip archive, found by their headers and not by its list, which may leave some out. */
function zipped(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  const HEADER = Buffer.from("PK\x03\x04", "latin1");
  for (let at = bytes.indexOf(HEADER); at >= 0; at = bytes.indexOf(HEADER, at + 1)) {
    if (at + 30 > bytes.length) break;
    const body = bytes.subarray(
      at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28),
    );
    // What follows the member is no part of it; a stream knows where it ends.
    found.push(...attempt(() => inflateRawSync(body, { finishFlush: 2 })));
  }
  return found;
}

function fromBase64(text: string): Buffer[] {
  return [...text.matchAll(/[\w+/-]+={0,2}/g)]
    .filter(([run]) => run.length >= MIN_BASE64)
    .map(([run]) => Buffer.from(run.replaceAll("-", "+").replaceAll("_", "/"), "base64"))
    .filter((bytes) => looksLikeSomething(bytes));
}

/** Long names look like base64 and come to noise: only text, or what is compressed, is looked into. */
const looksLikeSomething = (bytes: Buffer): boolean =>
  (bytes[0] === 0x1f && bytes[1] === 0x8b) ||
  bytes[0] === 0x78 ||
  !bytes.toString("utf8").includes("\ufffd");

function attempt(open: () => Buffer): Buffer[] {
  try {
    return [open()];
  } catch {
    return []; // it was not wrapped in this way
  }
}
