// How large and how odd a submission may be. An honest one is a hundred times below each of these.

export const MAX_BYTES = 256 * 1024;
export const MAX_LINE = 10_000;
export const MAX_LINES = 10_000;
/** Parsers recurse, so depth is bounded before any of them sees the text. */
export const MAX_DEPTH = 200;
