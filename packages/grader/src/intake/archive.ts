// Knows archives by their first bytes, whatever they are called. They are refused, never opened: there is nothing in
// them that one file would not be, and much that one file cannot be.

const kinds: readonly (readonly [what: string, at: number, bytes: readonly number[]])[] = [
  ["a zip archive", 0, [0x50, 0x4b, 0x03, 0x04]],
  ["a zip archive", 0, [0x50, 0x4b, 0x05, 0x06]],
  ["a gzip archive", 0, [0x1f, 0x8b]],
  ["a bzip2 archive", 4, [0x31, 0x41, 0x59, 0x26, 0x53, 0x59]],
  ["an xz archive", 0, [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ["a zstd archive", 0, [0x28, 0xb5, 0x2f, 0xfd]],
  ["a 7z archive", 0, [0x37, 0x7a, 0xbc, 0xaf]],
  ["a RAR archive", 0, [0x52, 0x61, 0x72, 0x21, 0x1a]],
];

/** The mark of a tar stands in its middle, where a text may have the same word; but no text has a zero byte. */
const isTar = (bytes: Uint8Array): boolean =>
  bytes.includes(0) && [0x75, 0x73, 0x74, 0x61, 0x72].every((byte, i) => bytes[257 + i] === byte);

/** What kind of archive this is, with its article; null if it is none that is known. */
export function archiveKind(bytes: Uint8Array): string | null {
  const found = kinds.find(([, at, magic]) => magic.every((byte, i) => bytes[at + i] === byte));
  return found?.[0] ?? (isTar(bytes) ? "a tar archive" : null);
}
