// Reads columns out of a source map of one line per line, so that an error points at what the author wrote.

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The original column of a generated one, both from 1; the nearest mapped column at or before it decides. */
export function originalColumn(mappings: string, line: number, column: number): number {
  const lines = mappings.split(";");
  let original = 0;
  let best = { generated: 0, original: 0 };
  for (const [n, segments] of lines.slice(0, line).entries()) {
    let generated = 0;
    for (const segment of segments === "" ? [] : segments.split(",")) {
      const [step = 0, , , originalStep = 0] = decode(segment);
      generated += step;
      // Unlike the generated column, the original one goes on counting from line to line.
      original += originalStep;
      if (n === line - 1 && generated <= column - 1) best = { generated, original };
    }
  }
  return best.original + (column - 1 - best.generated) + 1;
}

/** The numbers of one segment: base 64, five bits at a time, lowest first, the sign in the lowest bit. */
function decode(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const char of segment) {
    const digit = DIGITS.indexOf(char);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = shift = 0;
  }
  return numbers;
}
