// Goal: the filter lets through what is on the list and nothing else, on both architectures.
// Method: a small interpreter runs the program as the kernel would; the kernel itself runs it in walls.test.ts.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allowed_calls, type architecture } from "../../src/sandbox/seccomp/calls.ts";
import { seccompFilter } from "../../src/sandbox/seccomp/filter.ts";

const ALLOW = 0x7fff0000;
const KILL = 0x80000000;
const EPERM = 0x00050001;
const ENOSYS = 0x00050026;

const names = { x64: 0xc000003e, arm64: 0xc00000b7 } as const;
const both: readonly architecture[] = ["x64", "arm64"];

/** Runs a filter on one call, as seccomp(2) describes it. */
function ask(program: Uint8Array, nr: number, args: readonly number[], arch: number): number {
  const view = new DataView(program.buffer);
  const data = new Map([[0, nr], [4, arch], ...args.map((arg, i) => [16 + 8 * i, arg] as const)]);
  let a = 0;
  for (let pc = 0; pc * 8 < program.length; pc++) {
    const code = view.getUint16(8 * pc, true);
    const [yes, no] = [view.getUint8(8 * pc + 2), view.getUint8(8 * pc + 3)];
    const k = view.getUint32(8 * pc + 4, true);
    if (code === 0x20) a = (data.get(k) ?? 0) >>> 0;
    else if (code === 0x54) a = (a & k) >>> 0;
    else if (code === 0x15) pc += a === k ? yes : no;
    else if (code === 0x35) pc += a >= k ? yes : no;
    else if (code === 0x06) return k;
    else throw new Error(`an instruction that is not known: ${code}`);
  }
  throw new Error("the program has no end");
}

function asker(name: architecture) {
  const program = seccompFilter(name);
  if (program === null) throw new Error(`no filter for ${name}`);
  return (nr: number, args: readonly number[] = [], arch: number = names[name]) =>
    ask(program, nr, args, arch);
}

describe.each(both)("the filter for %s", (name) => {
  const call = asker(name);
  const number = (call: string): number =>
    allowed_calls.find((one) => one.name === call)?.[name] ?? Number.NaN;

  it("allows every call of the list that has no condition", () => {
    for (const { [name]: nr, condition } of allowed_calls)
      if (nr !== null && condition === undefined) expect(call(nr)).toBe(ALLOW);
  });

  it("refuses every number that is not on the list", () => {
    const known = new Set(allowed_calls.map((one) => one[name]));
    for (let nr = 0; nr < 1000; nr++)
      if (!known.has(nr)) expect(call(nr), String(nr)).toBe(nr === 435 ? ENOSYS : EPERM);
  });

  it("ends a program of another architecture, and calls by their second numbers", () => {
    expect(call(number("read"), [], 0x40000003)).toBe(KILL);
    expect(call(number("read"), [], names[name === "x64" ? "arm64" : "x64"])).toBe(KILL);
    expect(call(0x3fffffff)).toBe(EPERM);
    expect(call(0x40000000)).toBe(KILL);
    expect(call(0x40000000 + number("read"))).toBe(KILL);
  });

  it.each([
    ["reading", 0, ALLOW],
    ["reading without waiting", 0o4000, ALLOW],
    ["reading, closed on exec", 0o2000000, ALLOW],
    ["writing", 1, EPERM],
    ["reading and writing", 2, EPERM],
    ["creating", 0o100, EPERM],
    ["cutting", 0o1000, EPERM],
    ["a file without a name", 0o20200000 | 1, EPERM],
  ])("opens a file for %s or does not", (_what, flags, verdict) => {
    expect(call(number("openat"), [0xffffff9c, 0, flags])).toBe(verdict);
  });

  it("starts threads and no processes", () => {
    expect(call(number("clone"), [0x3d0f00])).toBe(ALLOW); // what pthread_create() asks for
    expect(call(number("clone"), [17])).toBe(EPERM); // fork()
    expect(call(number("clone"), [0x4111])).toBe(EPERM); // vfork()
    expect(call(number("clone"), [0x10000])).toBe(EPERM);
    expect(call(number("clone"), [0x100])).toBe(EPERM);
  });

  it("lets nobody ask for signals or change what a process may do", () => {
    expect(call(number("fcntl"), [0, 3])).toBe(ALLOW); // F_GETFL
    expect(call(number("fcntl"), [0, 8])).toBe(EPERM); // F_SETOWN
    expect(call(number("ioctl"), [0, 0x5401])).toBe(ALLOW); // TCGETS
    expect(call(number("ioctl"), [0, 0x5412])).toBe(EPERM); // TIOCSTI
    expect(call(number("prctl"), [15])).toBe(ALLOW); // PR_SET_NAME
    expect(call(number("prctl"), [1])).toBe(EPERM); // PR_SET_PDEATHSIG
  });

  it("answers every call, whatever its arguments are", () => {
    const word = fc.integer({ min: 0, max: 0xffffffff });
    fc.assert(
      fc.property(word, fc.array(word, { minLength: 6, maxLength: 6 }), (nr, args) => {
        expect([ALLOW, KILL, EPERM, ENOSYS]).toContain(call(nr, args));
      }),
    );
  });
});

it("the list names each call and each number once, and nothing that opens a way out", () => {
  for (const name of both) {
    const numbers = allowed_calls.map((one) => one[name]).filter((nr) => nr !== null);
    expect(new Set(numbers).size).toBe(numbers.length);
  }
  const found = allowed_calls.map(({ name }) => name);
  expect(new Set(found).size).toBe(found.length);
  const outside =
    /socket|connect|bind|accept|send|recv|kill|fork|ptrace|mount|unshare|setns|bpf|uring|keyctl|chroot|unlink|rename|link$|chmod|mkdir|truncate|process_vm|userfaultfd|perf/;
  expect(found.filter((name) => name !== "readlink" && outside.test(name))).toEqual([]);
});

it("there is none for an architecture that is not known", () => {
  expect(seccompFilter("riscv64")).toBeNull();
  expect(seccompFilter("toString")).toBeNull();
});
