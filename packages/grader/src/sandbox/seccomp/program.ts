// Writes programs of classic BPF, the language in which Linux takes filters of system calls.
// A filter looks at one record: the number at 0, the architecture at 4, six arguments of 64 bits from 16 on.

/** One instruction: what to do, how far to jump where a test holds and where it does not, and a constant. */
export type instruction = readonly [code: number, yes: number, no: number, k: number];

const LOAD = 0x20; // BPF_LD | BPF_W | BPF_ABS
const AND = 0x54; // BPF_ALU | BPF_AND | BPF_K
const IF_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
const IF_AT_LEAST = 0x35; // BPF_JMP | BPF_JGE | BPF_K
const RETURN = 0x06; // BPF_RET | BPF_K

/** What may become of a call; a number in the last is what the caller finds in errno. */
export const verdicts = { allow: 0x7fff0000, kill: 0x80000000, error: 0x00050000 } as const;

export const loadNumber: instruction = [LOAD, 0, 0, 0];
export const loadArchitecture: instruction = [LOAD, 0, 0, 4];
/** The lower half, which is all there is to an int; both architectures that we know store it first. */
export const loadArgument = (n: number): instruction => [LOAD, 0, 0, 16 + 8 * n];
export const mask = (bits: number): instruction => [AND, 0, 0, bits];
export const answer = (verdict: number): instruction => [RETURN, 0, 0, verdict];

/** Skips `over` instructions where the accumulator is `k`. */
export const ifEqualSkip = (k: number, over: number): instruction => [IF_EQUAL, over, 0, k];
/** Goes on where the accumulator is `k`, and skips `over` instructions where it is not. */
export const unlessEqualSkip = (k: number, over: number): instruction => [IF_EQUAL, 0, over, k];
/** Goes on where the accumulator is `k` or more, and skips `over` instructions where it is less. */
export const unlessAtLeastSkip = (k: number, over: number): instruction => [
  IF_AT_LEAST,
  0,
  over,
  k,
];

/** As the kernel reads it: eight bytes an instruction, in the order of bytes that both architectures have. */
export function assemble(program: readonly instruction[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(8 * program.length));
  for (const [i, [code, yes, no, k]] of program.entries()) {
    if (yes > 255 || no > 255) throw new RangeError("A jump of BPF reaches 255 instructions.");
    bytes.setUint16(8 * i, code, true);
    bytes.setUint8(8 * i + 2, yes);
    bytes.setUint8(8 * i + 3, no);
    bytes.setUint32(8 * i + 4, k >>> 0, true);
  }
  return new Uint8Array(bytes.buffer);
}
